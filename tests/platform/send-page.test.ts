import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import compression from 'compression'
import express from 'express'
import { request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { sendPage } from '../../server/platform/send-page.ts'

const pages: Readonly<Record<string, string>> = {
  '/usual': `<p>Zażółć gęślą jaźń</p>`.repeat(300),
  '/small': '<p>ą</p>',
  '/large': '<p>A long page with ą in it</p>'.repeat(3000),
}

describe('sendPage', () => {
  let server: Server
  beforeAll(async () => {
    const app = express().use(compression())
    app.use((request, response) => {
      sendPage(response, pages[request.path] ?? '', request.path === '/usual' ? 422 : 200)
    })
    await new Promise<void>(resolve => {
      server = app.listen(0, '127.0.0.1', () => {
        resolve()
      })
    })
  })
  afterAll(() => new Promise(resolve => server.close(resolve)))

  const get = (
    path: string,
    encodings: string | undefined,
    method = 'GET',
  ): Promise<{ answer: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const headers = encodings === undefined ? {} : { 'accept-encoding': encodings }
      const asked = ask({ host: '127.0.0.1', port, path, method, headers }, answer => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          resolve({ answer, body: Buffer.concat(parts) })
        })
      })
      asked.on('error', reject).end()
    })

  const unpacked = (packing: string | undefined, body: Buffer): string =>
    (packing === 'br' ? brotliDecompressSync(body) : packing === 'gzip' ? gunzipSync(body) : body).toString()

  const whole = Object.keys(pages).flatMap(path => [
    [path, 'gzip, deflate, br, zstd', 'br'] as const,
    [path, 'gzip, deflate', 'gzip'] as const,
    [path, 'br;q=0, gzip;q=0.5', 'gzip'] as const,
    [path, 'identity', undefined] as const,
    [path, undefined, undefined] as const,
  ])
  it.each(whole)('%s for %s is packed as %s', async (path, encodings, packing) => {
    const { answer, body } = await get(path, encodings)
    expect(answer.headers['content-encoding']).toBe(path === '/small' ? undefined : packing)
    expect(unpacked(answer.headers['content-encoding'], body)).toBe(pages[path])
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    if (path !== '/small') expect(answer.headers.vary).toBe('Accept-Encoding')
  })

  it('says its status and how long it is', async () => {
    const { answer, body } = await get('/usual', 'br')
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-length']).toBe(String(body.length))
  })

  it('says the same to who asks for the head only', async () => {
    const { answer, body } = await get('/usual', 'br', 'HEAD')
    expect(answer.headers['content-encoding']).toBe('br')
    expect(body).toHaveLength(0)
  })
})
