// The thread at the door. It accepts connections whatever the office is busy with, and gives them to the processes that
// answer, which it starts: only who started a process can give it a connection.
import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { answeringProcesses } from './answering-processes.ts'
import type { FromDoorkeeper, ToDoorkeeper } from './messages.ts'
import type { Program } from './program.ts'

/** Where it listens, for whom, and where the office is. */
export interface Keeping {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly count: number
  readonly program: Program
  /** Path of the office's socket. */
  readonly office: string
}

const tellOffice = (told: FromDoorkeeper): void => parentPort?.postMessage(told)

const { host, port, count, program, office } = workerData as Keeping
const processes = answeringProcesses(count, program, office, (why, sentence) => {
  tellOffice({ door: 'error', why, sentence })
})
// What is sent stays unread for whoever is given the connection. Small answers go out at once, as those of a server for
// HTTP do.
const server = createServer({ pauseOnConnect: true, noDelay: true }, processes.take)

async function keep(): Promise<void> {
  const address = await new Promise<ReturnType<typeof server.address>>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      resolve(server.address())
    })
  })
  await processes.begin()
  tellOffice({
    door: 'ready',
    port: typeof address === 'object' && address !== null ? address.port : port,
  })
}

async function stop(): Promise<void> {
  server.close()
  await processes.stop()
  tellOffice({ door: 'stopped' })
}

parentPort?.on('message', (told: ToDoorkeeper) => {
  switch (told.tell) {
    case 'open':
      processes.open()
      break
    case 'moved':
      processes.moved(told.office)
      break
    case 'stop':
      void stop()
  }
})
keep().catch((error: unknown) => {
  const { code = '', message } = error as NodeJS.ErrnoException
  tellOffice({ door: 'failed', code, message })
})
