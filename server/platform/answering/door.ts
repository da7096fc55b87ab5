import type { Server } from 'node:http'
import type { Settings } from '../config.ts'
import { makeHttpServer, stopServer, type Answering } from '../http-server.ts'
import type { Logger } from '../log.ts'
import type { Keeping } from './doorkeeper.ts'
import { handedOver } from './hand-over.ts'
import type { FromDoorkeeper, ToDoorkeeper } from './messages.ts'
import { startThread } from '../worker.ts'
import { thisProgram, type Program } from './program.ts'
import { placeForSocket, removeLeftSockets, removePlace, socketIsThere } from './office-socket.ts'

/** Where requests come in. */
export interface Door {
  /** The port that it listens on. */
  readonly port: number
  /** Tells that everything has started. */
  open(): void
  /** Lets what has begun end; resolves when nothing comes in any more. */
  close(): Promise<void>
}

/** How often it is made sure that the office can be reached, in milliseconds. */
const lookEvery = 3000

function listening(listen: (server: Server) => void, answering: Answering): Promise<Server> {
  const server = makeHttpServer(answering)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      resolve(server)
    })
    listen(server)
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The thread that listens, and the processes behind it. */
interface Doorkeeper {
  readonly port: number
  tell(told: ToDoorkeeper): void
  /** Resolves when nothing comes in any more and the processes have gone. */
  stop(): Promise<void>
}

function startDoorkeeper(keeping: Keeping, log: Pick<Logger, 'error'>): Promise<Doorkeeper> {
  const thread = startThread(new URL('./doorkeeper', import.meta.url), keeping)
  let stopped: (() => void) | undefined
  let stopping: Promise<void> | undefined
  const tell = (told: ToDoorkeeper): void => {
    thread.postMessage(told)
  }
  return new Promise((resolve, reject) => {
    let isReady = false
    // Nothing comes in without it, so that the product ends with it.
    const failed = (error: Error): void => {
      if (isReady) throw error
      reject(error)
    }
    const gone = (code: number): void => {
      failed(new Error(`The thread at the door ended with code ${code}.`))
    }
    const end = async (): Promise<void> => {
      thread.off('exit', gone)
      await thread.terminate()
    }
    thread.on('error', failed)
    thread.on('exit', gone)
    thread.on('message', (told: FromDoorkeeper) => {
      switch (told.door) {
        case 'ready':
          isReady = true
          resolve({
            port: told.port,
            tell,
            stop: () =>
              (stopping ??= new Promise(done => {
                stopped = done
                tell({ tell: 'stop' })
              })),
          })
          break
        case 'failed':
          void end()
          reject(Object.assign(new Error(told.message), { code: told.code }))
          break
        case 'error':
          log.error(told.why, told.sentence)
          break
        case 'stopped':
          void end().then(stopped)
      }
    })
  })
}

/**
 * Listens, by itself or through processes that answer surveys by themselves and hand over all else.
 *
 * @param settings - where, and how many processes
 * @param log - hears of a process that ended
 * @param answering - answers what nobody else does
 * @param program - what the processes run
 * @returns the door
 * @throws {NodeJS.ErrnoException} when it cannot listen there
 */
export async function openDoor(
  { host, port, answeringProcesses }: Pick<Settings, 'host' | 'port' | 'answeringProcesses'>,
  log: Pick<Logger, 'error'>,
  answering: Answering,
  program: Program = thisProgram(),
): Promise<Door> {
  if (answeringProcesses === 1) {
    const server = await listening(made => made.listen(port, host), answering)
    return {
      port: portOf(server),
      open: () => undefined,
      close: () => stopServer(server),
    }
  }
  await removeLeftSockets()
  const offices: Server[] = []
  const receive = async (): Promise<string> => {
    const socket = await placeForSocket()
    try {
      offices.push(
        await listening(made => made.listen(socket), { ...answering, answer: handedOver(answering.answer) }),
      )
    } catch (error) {
      await removePlace(socket)
      throw error
    }
    return socket
  }
  let office = await receive()
  try {
    const doorkeeper = await startDoorkeeper({ host, port, count: answeringProcesses, program, office }, log)
    // Whoever tidies up temporary files may take the socket for one that nobody needs.
    const look = async (): Promise<void> => {
      if (await socketIsThere(office)) return
      office = await receive()
      doorkeeper.tell({ tell: 'moved', office })
      log.error({}, 'the socket between the processes was removed; there is another')
    }
    const looking = setInterval(() => {
      look().catch((error: unknown) => {
        log.error({ err: error }, 'there is no socket between the processes')
      })
    }, lookEvery)
    return {
      port: doorkeeper.port,
      open: () => {
        doorkeeper.tell({ tell: 'open' })
      },
      close: async () => {
        clearInterval(looking)
        await doorkeeper.stop()
        await Promise.all(offices.map(stopServer))
        await removePlace(office)
      },
    }
  } catch (error) {
    await Promise.all(offices.map(stopServer))
    await removePlace(office)
    throw error
  }
}
