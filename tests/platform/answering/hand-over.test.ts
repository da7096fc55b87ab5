import { afterEach, describe, expect, it } from '@jest/globals'
import express from 'express'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { handedOver, handOver } from '../../../server/platform/answering/hand-over.ts'

const servers: Server[] = []
const folders: string[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function listening(server: Server, at: string | number): Promise<void> {
  servers.push(server)
  await new Promise<void>(resolve => {
    if (typeof at === 'string') server.listen(at, resolve)
    else server.listen(at, '127.0.0.1', resolve)
  })
}

/** An office behind a door; gives the door's port. */
async function behindDoor(answer: RequestListener, patience?: number): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-office-'))
  folders.push(folder)
  const office = path.join(folder, 'office')
  await listening(createServer(handedOver(answer)), office)
  const door = createServer(handOver(office, patience))
  await listening(door, 0)
  return (door.address() as AddressInfo).port
}

interface Heard {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

function ask(
  port: number,
  method: string,
  at: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path: at, headers }, answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts).toString(),
        })
      })
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** What comes back over a connection on which these bytes are sent, until it is closed. */
function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (part: Buffer) => (heard += part.toString()))
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(heard)
    })
  })
}

describe('handing a request over to the office', () => {
  it('have a connection each, one after another too', async () => {
    const connections = new Set<unknown>()
    const port = await behindDoor((asked, response) => {
      connections.add(asked.socket)
      response.end()
    })
    for (let turn = 0; turn < 3; turn += 1) expect(await ask(port, 'GET', '/')).toMatchObject({ status: 200 })
    expect(connections.size).toBe(3)
  })

  it('passes on what is asked and what is answered as they stand', async () => {
    const port = await behindDoor((asked, answer) => {
      let body = ''
      asked.on('data', (part: Buffer) => (body += part.toString()))
      asked.on('end', () => {
        answer.writeHead(207, {
          'set-cookie': ['a=1; Path=/', 'b=2'],
          'x-said': asked.headers['x-asked'] ?? '',
        })
        answer.end(`${asked.method} ${asked.url} ${asked.headers.cookie} ${body}`)
      })
    })
    const heard = await ask(port, 'PUT', '/a%20b?c=d', { cookie: 'form=x', 'x-asked': 'yes' }, 'words')
    expect(heard).toMatchObject({
      status: 207,
      headers: { 'set-cookie': ['a=1; Path=/', 'b=2'], 'x-said': 'yes' },
      body: 'PUT /a%20b?c=d form=x words',
    })
  })

  it('tells the office who asks, and does not believe a stranger who says so', async () => {
    const app = express()
    app.get('/', (asked, answer) => {
      answer.json({ ip: asked.ip, told: asked.get('x-doorstep-address') ?? null })
    })
    const port = await behindDoor(app)
    const heard = await ask(port, 'GET', '/', { 'X-Doorstep-Address': '203.0.113.9' })
    expect(JSON.parse(heard.body)).toEqual({ ip: '127.0.0.1', told: null })
  })

  it('lets a large file through, and the answer to one that is refused half way', async () => {
    const port = await behindDoor((asked, answer) => {
      let bytes = 0
      asked.on('data', (part: Buffer) => {
        bytes += part.length
        if (asked.url === '/refused' && !answer.headersSent) answer.writeHead(413).end('too large')
      })
      asked.on('end', () => {
        if (!answer.writableEnded) answer.end(String(bytes))
      })
    })
    const file = Buffer.alloc(8_000_000, 'x')
    expect((await ask(port, 'POST', '/', {}, file)).body).toBe('8000000')
    expect(await ask(port, 'POST', '/refused', {}, file)).toMatchObject({ status: 413, body: 'too large' })
  })

  it('takes all of a form that was answered before its end, as browsers send it before they look', async () => {
    const port = await behindDoor((_asked, answer) => {
      answer.writeHead(404).end('none')
    })
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (part: Buffer) => (heard += part.toString()))
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n')
    await new Promise(resolve => socket.write(Buffer.alloc(20_000_000, 'x'), resolve))
    // The connection goes on with the next request.
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await new Promise(resolve => socket.on('close', resolve))
    expect(heard.match(/HTTP\/1\.1 404/g)).toHaveLength(2)
  })

  it.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'POST', 'PUT'])(
    'never takes the body of a request by %s for another request',
    async method => {
      const asked: string[] = []
      const ended = new Promise<string>(resolve => {
        behindDoor((request, answer) => {
          asked.push(`${request.method} ${request.url} ${request.socket.remoteAddress}`)
          let body = ''
          request.on('data', (part: Buffer) => (body += part.toString()))
          request.on('end', () => {
            answer.end()
            setImmediate(() => {
              resolve(body)
            })
          })
        })
          .then(port => {
            const hidden = 'GET /hidden HTTP/1.1\r\nHost: x\r\nX-Doorstep-Address: 203.0.113.9\r\n\r\n'
            const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`
            const head = `${method} /open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`
            return sendRaw(port, head + chunk)
          })
          .catch(() => undefined)
      })
      expect(await ended).toContain('GET /hidden')
      expect(asked).toEqual([`${method} /open 127.0.0.1`])
    },
  )

  it('lives on after a request that announces trailers which it cannot have', async () => {
    const port = await behindDoor((request, answer) => answer.end(request.headers.trailer ?? 'none'))
    const asking = 'GET / HTTP/1.1\r\nHost: x\r\nTrailer: x\r\nConnection: close\r\n\r\n'
    expect(await sendRaw(port, asking)).toMatch(/^HTTP\/1\.1 200 [^]*none/)
  })

  it('asks for no other protocol, whatever the sender would like to speak', async () => {
    const port = await behindDoor((request, answer) => answer.end(JSON.stringify(request.headers)))
    const wishes = 'Upgrade: websocket\r\nTE: trailers\r\nProxy-Connection: keep-alive\r\n'
    const asking = `GET / HTTP/1.1\r\nHost: x\r\n${wishes}Connection: upgrade, te, close\r\n\r\n`
    expect(await sendRaw(port, asking)).not.toMatch(/websocket|trailers|proxy-connection/)
  })

  it('tells the office who asks, however many headers there are, and for those who name no host', async () => {
    const port = await behindDoor((request, answer) => answer.end(`by ${request.socket.remoteAddress}`))
    const many = `GET / HTTP/1.0\r\n${'a:b\r\n'.repeat(2100)}\r\n`
    expect(await sendRaw(port, many)).toMatch(/^HTTP\/1\.1 200 [^]*by 127\.0\.0\.1/)
  })

  it('says so when the office takes a request and never answers, and does not claim that nothing was stored', async () => {
    const port = await behindDoor(() => undefined, 50)
    const looked = await ask(port, 'GET', '/')
    expect(looked.status).toBe(503)
    expect(looked.body).not.toContain('stored')
    const sent = await ask(port, 'POST', '/', {}, 'words')
    expect(sent.status).toBe(503)
    expect(sent.body).toContain('may have been stored, or not')
  })

  it('waits for an answer that has begun, and for a body that is still on its way', async () => {
    const port = await behindDoor((request, answer) => {
      request.resume()
      if (request.url === '/begun') answer.write('be')
      request.on('end', () => setTimeout(() => answer.end('gun'), request.url === '/begun' ? 900 : 0))
    }, 600)
    expect(await ask(port, 'GET', '/begun')).toMatchObject({ status: 200, body: 'begun' })
    const head = 'POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\n'
    const heard = await new Promise<string>(resolve => {
      let all = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(`${head}wo`))
      setTimeout(() => socket.write('rd'), 900)
      socket.on('data', (part: Buffer) => (all += part.toString()))
      socket.on('close', () => {
        resolve(all)
      })
    })
    expect(heard).toMatch(/^HTTP\/1\.1 200 [^]*gun/)
  })

  it('says so when the office cannot be reached', async () => {
    const door = createServer(handOver(path.join(os.tmpdir(), 'doorstep-nobody-here')))
    await listening(door, 0)
    const heard = await ask((door.address() as AddressInfo).port, 'GET', '/')
    expect(heard).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    expect(heard.body).toContain('Try again in a few seconds')
  })

  it('cuts an answer that the office could not end, instead of passing it on as whole', async () => {
    const port = await behindDoor((asked, answer) => {
      answer.writeHead(200, { 'content-length': '100' })
      answer.write('half')
      setImmediate(() => asked.socket.destroy())
    })
    await expect(ask(port, 'GET', '/')).rejects.toHaveProperty('code', 'ECONNRESET')
  })

  it('tells the office when who asked has gone', async () => {
    let gone: () => void = () => undefined
    const heard = new Promise<void>(resolve => (gone = resolve))
    const port = await behindDoor((_asked, answer) => {
      answer.on('close', gone)
      answer.write('beginning')
    })
    const asked = request({ host: '127.0.0.1', port }, answer => answer.destroy())
    asked.on('error', () => undefined)
    asked.end()
    await heard
  })
})
