import { describe, expect, it, jest } from '@jest/globals'
import { request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { makeHttpServer, stopServer } from '../../server/platform/http-server.ts'

describe('the server that answers', () => {
  it('tells that it keeps a connection for longer than browsers and proxies do', async () => {
    const server = makeHttpServer({ answer: (_request, response) => response.end('here') })
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const kept = await new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const asked = request(
        { host: '127.0.0.1', port, headers: { connection: 'keep-alive' } },
        ({ headers }) => {
          resolve(String(headers['keep-alive']))
        },
      )
      asked.on('error', reject)
      asked.end()
    })
    server.closeAllConnections()
    server.close()
    expect(Number(/timeout=(\d+)/.exec(kept)?.[1])).toBeGreaterThan(75)
  })

  it('stops when what has begun has ended, and not for connections that wait', async () => {
    let goOn: () => void = () => undefined
    const server = makeHttpServer({
      answer: (_request, response) => {
        goOn = () => response.end('to the end')
      },
    })
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    const answered = fetch(`http://127.0.0.1:${port}`).then(answer => answer.text())
    await new Promise(resolve => server.once('request', resolve))
    let stopped = false
    const stopping = stopServer(server).then(() => {
      stopped = true
    })
    await new Promise(resolve => setImmediate(resolve))
    expect(stopped).toBe(false)
    goOn()
    expect(await answered).toBe('to the end')
    await stopping
  })

  it('cuts nobody whose request has been answered, and does not wait for the next', async () => {
    let begin: (goOn: () => void) => void
    const begun = new Promise<() => void>(resolve => (begin = resolve))
    const server = makeHttpServer({
      answer: (_request, response) => {
        begin(() => response.end('to the end'))
      },
    })
    const cut = jest.spyOn(server, 'closeAllConnections')
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    let heard = ''
    const asking = connect(port, '127.0.0.1')
    asking.on('data', (part: Buffer) => (heard += part.toString()))
    asking.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const goOn = await begun
    const stopping = stopServer(server)
    goOn()
    await stopping
    expect(heard).toContain('to the end')
    expect(cut).not.toHaveBeenCalled()
  })
})
