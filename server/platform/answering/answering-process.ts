import type { RequestListener } from 'node:http'
import { makeHttpServer, stopServer } from '../http-server.ts'
import { handOver } from './hand-over.ts'
import type { Heard, Told } from './messages.ts'

/** What a process answers by itself, and what it lets go of when it ends. */
export interface OwnWork {
  readonly answer: RequestListener
  /** Whether a request for this path is answered here, and not by the office. */
  isOwn(path: string): boolean
  close(): Promise<void>
}

const tellOffice = (heard: Heard): void => void process.send?.(heard)

/**
 * Answers requests in this process, which the office started: what is its own by itself, all else through the office.
 * It listens and ends when it is told to, and ends with the office.
 *
 * @param own - what it answers by itself
 */
export function answerHere(own: OwnWork): void {
  let isOpen = false
  let passOn: RequestListener = (_request, response) => response.destroy()
  const server = makeHttpServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    if (isOpen && own.isOwn(path)) own.answer(request, response)
    else passOn(request, response)
  })
  const listen = ({ host, port, office }: Told & { tell: 'listen' }): void => {
    passOn = handOver(office)
    server.once('error', (error: NodeJS.ErrnoException) => {
      tellOffice({ heard: 'cannot listen', code: error.code ?? '', message: error.message })
    })
    server.listen(port, host, () => {
      tellOffice({ heard: 'listening' })
    })
  }
  const stop = async (): Promise<void> => {
    try {
      await stopServer(server)
      await own.close()
    } finally {
      process.exit(0)
    }
  }
  process.on('message', (told: Told) => {
    switch (told.tell) {
      case 'listen':
        listen(told)
        break
      case 'open':
        isOpen = true
        break
      case 'moved':
        passOn = handOver(told.office)
        break
      case 'say':
        tellOffice({ heard: 'here' })
        break
      case 'stop':
        void stop()
    }
  })
  // Who ends the product asks all its processes at once; the office tells when it is time.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined)
  tellOffice({ heard: 'awake' })
}
