import type { RequestListener, Server } from 'node:http'
import type { Settings } from '../config.ts'
import { makeHttpServer, stopServer } from '../http-server.ts'
import type { Logger } from '../log.ts'
import { startAnswering } from './answering-processes.ts'
import { handedOver } from './hand-over.ts'
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

function listening(listen: (server: Server) => void, answer: RequestListener): Promise<Server> {
  const server = makeHttpServer(answer)
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

async function freePort(host: string): Promise<number> {
  const server = await listening(
    made => made.listen(0, host),
    () => undefined,
  )
  const port = portOf(server)
  await stopServer(server)
  return port
}

/**
 * Listens, by itself or through processes that answer surveys by themselves and hand over all else.
 *
 * @param settings - where, and how many processes
 * @param log - hears of a process that ended
 * @param answer - answers what nobody else does
 * @returns the door
 * @throws {NodeJS.ErrnoException} when it cannot listen there
 */
export async function openDoor(
  { host, port, answeringProcesses }: Pick<Settings, 'host' | 'port' | 'answeringProcesses'>,
  log: Pick<Logger, 'error'>,
  answer: RequestListener,
): Promise<Door> {
  if (answeringProcesses === 1) {
    const server = await listening(made => made.listen(port, host), answer)
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
      offices.push(await listening(made => made.listen(socket), handedOver(answer)))
    } catch (error) {
      await removePlace(socket)
      throw error
    }
    return socket
  }
  let office = await receive()
  try {
    // One that follows another has to find the same port.
    const found = port === 0 ? await freePort(host) : port
    const processes = await startAnswering(answeringProcesses, { host, port: found, office }, log)
    // Whoever tidies up temporary files may take the socket for one that nobody needs.
    const look = async (): Promise<void> => {
      if (await socketIsThere(office)) return
      office = await receive()
      processes.moved(office)
      log.error({}, 'the socket between the processes was removed; there is another')
    }
    const looking = setInterval(() => {
      look().catch((error: unknown) => {
        log.error({ err: error }, 'there is no socket between the processes')
      })
    }, lookEvery)
    return {
      port: found,
      open: processes.open,
      close: async () => {
        clearInterval(looking)
        await processes.stop()
        await Promise.all(offices.map(stopServer))
        await removePlace(office)
      },
    }
  } catch (error) {
    await removePlace(office)
    throw error
  }
}
