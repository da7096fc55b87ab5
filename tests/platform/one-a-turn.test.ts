import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { oneATurn } from '../../server/platform/one-a-turn.ts'

describe('requests of one turn', () => {
  let server: Server
  let answer: RequestListener

  beforeEach(async () => {
    server = createServer(
      oneATurn((asked, response) => {
        answer(asked, response)
      }),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterEach(() => {
    server.close()
    server.closeAllConnections()
  })

  const ask = (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      request({ host: '127.0.0.1', port, path, agent: false }, resolve).once('error', reject).end()
    })

  it('are begun one after another, with a look at what else has come between them', async () => {
    const happened: string[] = []
    let begun = 0
    answer = (asked, response) => {
      happened.push(`begun ${asked.url}`)
      // What has come is looked at before the next is begun.
      setImmediate(() => happened.push('looked'))
      response.end()
      begun += 1
      if (begun === 3) server.emit('all')
    }
    const all = once(server, 'all')
    const fake = { end: () => undefined, destroyed: false } as never
    for (const url of ['/1', '/2', '/3']) server.emit('request', { url } as never, fake)
    expect(happened).toEqual([])
    await all
    expect(happened).toEqual(['begun /1', 'looked', 'begun /2', 'looked', 'begun /3'])
  })

  it('are all answered, also those that come while another is begun', async () => {
    answer = (asked, response) => {
      if (asked.url === '/first')
        server.emit(
          'request',
          { url: '/within' } as never,
          { destroyed: false, end: () => undefined } as never,
        )
      response.end(asked.url)
    }
    const answers = await Promise.all(['/first', '/2', '/3', '/4'].map(ask))
    expect(answers.map(one => one.statusCode)).toEqual([200, 200, 200, 200])
    for (const one of answers) one.resume()
  })

  it('are dropped when their sender has gone', async () => {
    const begun: string[] = []
    answer = (asked, response) => {
      begun.push(String(asked.url))
      response.end()
    }
    server.emit('request', { url: '/gone' } as never, { destroyed: true } as never)
    ;(await ask('/there')).resume()
    expect(begun).toEqual(['/there'])
  })
})
