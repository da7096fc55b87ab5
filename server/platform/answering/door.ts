import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener, Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { Settings } from '../config.ts'
import { makeHttpServer, stopServer } from '../http-server.ts'
import type { Logger } from '../log.ts'
import { startAnswering } from './answering-processes.ts'
import { handedOver } from './hand-over.ts'

/** Where requests come in. */
export interface Door {
  /** The port that it listens on. */
  readonly port: number
  /** Tells that everything has started. */
  open(): void
  /** Lets what has begun end; resolves when nothing comes in any more. */
  close(): Promise<void>
}

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
  // In a folder that only this account may enter.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-'))
  const leave = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const office = path.join(folder, 'office')
    const server = await listening(made => made.listen(office), handedOver(answer))
    // One that follows another has to find the same port.
    const found = port === 0 ? await freePort(host) : port
    const processes = await startAnswering(answeringProcesses, { host, port: found, office }, log)
    return {
      port: found,
      open: processes.open,
      close: async () => {
        await processes.stop()
        await stopServer(server)
        await leave()
      },
    }
  } catch (error) {
    await leave()
    throw error
  }
}
