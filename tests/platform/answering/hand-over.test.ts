import { afterEach, describe, expect, it } from '@jest/globals'
import express from 'express'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
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
async function behindDoor(answer: RequestListener): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-office-'))
  folders.push(folder)
  const office = path.join(folder, 'office')
  await listening(createServer(handedOver(answer)), office)
  const door = createServer(handOver(office))
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

describe('handing a request over to the office', () => {
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
