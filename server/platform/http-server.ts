import { createServer, type RequestListener, type Server } from 'node:http'
import { oneATurn } from './one-a-turn.ts'
import { plainKinds, type RequestKinds } from './request-kinds.ts'

/**
 * How long a connection that carries no request stays open, in milliseconds. It is longer than browsers and common
 * proxies keep theirs (60 to 75 seconds), so that it is they who close it: otherwise a request may be on its way while
 * we close, and its sender sees a broken connection.
 */
const keptAlive = 90_000

/** Who answers. */
export interface Answering {
  readonly answer: RequestListener
  /** What its requests and responses are made as: the application's, where one answers. */
  readonly kinds?: RequestKinds
}

/**
 * The server that answers: one request after another, on connections that it keeps for longer than those who ask.
 *
 * @param answering - answers each request
 * @returns a server that does not listen yet
 */
export function makeHttpServer({ answer, kinds = plainKinds }: Answering): Server {
  const server = createServer({ ...kinds }, oneATurn(answer))
  server.keepAliveTimeout = keptAlive
  return server
}

/** How long requests that are under way may take when the server stops, in milliseconds. */
const patience = 10_000

/**
 * Lets a server end what it has begun.
 *
 * @param server - a server that listens
 * @returns resolves when no connection is left; after ten seconds those that are left are cut
 */
export function stopServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => {
      resolve()
    })
    // Kept-alive connections would hold the server open, and so would those that become idle from now on.
    server.keepAliveTimeout = 1
    server.closeIdleConnections()
    setTimeout(() => {
      server.closeAllConnections()
    }, patience).unref()
  })
}
