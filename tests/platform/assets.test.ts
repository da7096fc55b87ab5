import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import express from 'express'
import { request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { assetAddresses, readAsset, servedAssets } from '../../server/platform/assets.ts'

describe('styles and scripts', () => {
  let server: Server
  beforeAll(async () => {
    const app = express().use('/assets', servedAssets())
    await new Promise<void>(resolve => {
      server = app.listen(0, '127.0.0.1', () => {
        resolve()
      })
    })
  })
  afterAll(() => new Promise(resolve => server.close(resolve)))

  const get = (path: string, encodings: string): Promise<{ answer: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const asked = ask(
        { host: '127.0.0.1', port, path, headers: { 'accept-encoding': encodings } },
        answer => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            resolve({ answer, body: Buffer.concat(parts) })
          })
        },
      )
      asked.on('error', reject).end()
    })

  it.each([
    ['public.css', 'text/css'],
    ['survey.js', 'text/javascript'],
    ['favicon.svg', 'image/svg+xml'],
  ])('%s comes packed to a browser that can open it, and plain to one that cannot', async (name, type) => {
    const address = assetAddresses()(name)
    const packed = await get(address, 'gzip, deflate, br')
    expect(packed.answer.statusCode).toBe(200)
    expect(packed.answer.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' })
    expect(packed.answer.headers['content-type']).toContain(type)
    expect(packed.answer.headers['cache-control']).toContain('immutable')
    expect(brotliDecompressSync(packed.body).toString()).toBe(readAsset(name))
    const plain = await get(address, 'gzip')
    expect(plain.answer.headers['content-encoding']).toBeUndefined()
    expect(plain.answer.headers).toMatchObject({ vary: 'Accept-Encoding' })
    expect(plain.body.toString()).toBe(readAsset(name))
  })

  it.each(['/assets/none.css', '/assets/..%2f..%2fpackage.json', '/assets/'])(
    '%s is not there',
    async path => {
      for (const encodings of ['br', 'gzip'])
        expect((await get(path, encodings)).answer.statusCode).toBeGreaterThanOrEqual(400)
    },
  )
})
