import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { makeHttpServer, stopServer, type Answering } from '../http-server.ts'
import { handOver } from './hand-over.ts'
import type { Heard, Told } from './messages.ts'

/** What a process answers by itself, and what it lets go of when it ends. */
export interface OwnWork extends Answering {
  /** Whether a request for this path is answered here, and not by the office. */
  isOwn(path: string): boolean
  close(): Promise<void>
}

const tell = (heard: Heard): void => void process.send?.(heard, () => undefined)

/** The connections that are given to this process; how many there were, and how many are closed, is told by itself. */
function givenConnections(): { took(connection: Socket | undefined): void; none(): Promise<void> } {
  let taken = 0
  let closed = 0
  let telling = false
  let gone: (() => void) | undefined
  // Once for all that comes and goes in one turn; still before anything is read from what came, so that whoever sent it
  // to us can give it to another for as long as it has not heard of us.
  const tellSoon = (): void => {
    if (telling) return
    telling = true
    setImmediate(() => {
      telling = false
      tell({ heard: 'holds', taken, closed })
    })
  }
  const close = (): void => {
    closed += 1
    tellSoon()
    if (taken === closed) gone?.()
  }
  return {
    took: connection => {
      taken += 1
      tellSoon()
      // It may have been closed on its way.
      if (connection) connection.once('close', close)
      else close()
    },
    none: () =>
      new Promise(resolve => {
        gone = resolve
        if (taken === closed) resolve()
      }),
  }
}

/**
 * Answers requests in this process, which the product started: what is its own by itself, all else through the office.
 * It is given connections, ends when it is told to, and ends with the office.
 *
 * @param own - what it answers by itself
 */
export function answerHere(own: OwnWork): void {
  let isOpen = false
  let toPartWith = 0
  let passOn: RequestListener = (_request, response) => response.destroy()
  const answer: RequestListener = (request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    if (!isOpen || !own.isOwn(path)) {
      passOn(request, response)
      return
    }
    if (toPartWith > 0) {
      toPartWith -= 1
      response.setHeader('connection', 'close')
    }
    own.answer(request, response)
  }
  const server = makeHttpServer({ ...own, answer })
  // It never listens itself; from this word on it watches how long a sender takes.
  server.emit('listening')
  const connections = givenConnections()
  const take = (connection: Socket | undefined): void => {
    connections.took(connection)
    if (!connection) return
    // As a server has it that listens: who has sent all may close their half.
    connection.allowHalfOpen = true
    server.emit('connection', connection)
  }
  const stop = async (): Promise<void> => {
    // Who asks again and again would otherwise be cut in the middle of it.
    toPartWith = Infinity
    try {
      await Promise.all([stopServer(server), connections.none()])
      await own.close()
    } finally {
      process.exit(0)
    }
  }
  process.on('message', (told: Told, connection: Socket | undefined) => {
    switch (told.tell) {
      case 'take':
        take(connection)
        break
      case 'open':
        isOpen = true
        break
      case 'begin':
      case 'moved':
        passOn = handOver(told.office)
        break
      case 'part':
        toPartWith = told.connections
        break
      case 'say':
        tell({ heard: 'here' })
        break
      case 'stop':
        void stop()
    }
  })
  // The office has gone, and perhaps without a word.
  process.once('disconnect', () => process.exit(0))
  // Who ends the product asks all its processes at once; the office tells when it is time.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined)
  tell({ heard: 'awake' })
}
