import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import express, { type Express } from 'express'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeHttpServer } from '../../server/platform/http-server.ts'
import { kindsOf, type RequestKinds } from '../../server/platform/request-kinds.ts'

/** What was told of each request: what it and its response were, before the application had them and in it. */
interface Seen {
  readonly before: readonly (object | null)[]
  readonly within: readonly (object | null)[]
}

const made = (...all: readonly object[]): (object | null)[] =>
  all.map(one => Object.getPrototypeOf(one) as object | null)

describe('requests and responses that are an application’s from their birth', () => {
  let app: Express
  let server: Server | undefined
  let seen: Seen[]

  /** Serves the application, and asks it for one page. */
  async function ask(kinds?: RequestKinds): Promise<string> {
    let before: (object | null)[] = []
    app.get('/', (request, response) => {
      seen.push({ before, within: made(request, response) })
      response.send(`${request.hostname} ${String(request.app === app)} ${String(response.app === app)}`)
    })
    const serving = makeHttpServer({
      answer: (request, response) => {
        before = made(request, response)
        app(request, response)
      },
      ...(kinds && { kinds }),
    })
    server = serving
    await new Promise<void>(resolve => {
      serving.listen(0, '127.0.0.1', resolve)
    })
    const { port } = serving.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/`)
    return answer.text()
  }

  beforeEach(() => {
    app = express()
    seen = []
  })

  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  it('are nothing else when the application has them, and know it', async () => {
    expect(await ask(kindsOf(app))).toBe('127.0.0.1 true true')
    expect(seen).toHaveLength(1)
    for (const [request, response] of [seen[0]?.before ?? [], seen[0]?.within ?? []]) {
      expect(request === app.request).toBe(true)
      expect(response === app.response).toBe(true)
    }
  })

  it('work behind a server that makes others', async () => {
    kindsOf(app)
    expect(await ask()).toBe('127.0.0.1 true true')
    expect(seen[0]?.before[0] === app.request).toBe(false)
    expect(seen[0]?.within[0] === app.request).toBe(true)
  })

  it('are each application’s own', async () => {
    const other = express()
    kindsOf(other)
    expect(await ask(kindsOf(app))).toBe('127.0.0.1 true true')
    expect(other.request === app.request).toBe(false)
  })
})
