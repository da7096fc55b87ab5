import { describe, expect, it } from '@jest/globals'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeHttpServer } from '../../server/platform/http-server.ts'

describe('the server that answers', () => {
  it('tells that it keeps a connection for longer than browsers and proxies do', async () => {
    const server = makeHttpServer((_request, response) => response.end('here'))
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
})
