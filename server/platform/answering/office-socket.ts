import { lstat, mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { AppError } from '../errors.ts'

const prefix = 'doorstep-'
const socketName = 'office'

/** Longest path of a socket in bytes, with the byte that ends it: macOS takes 104, Linux 108. Longer ones are cut off. */
const longestPath = process.platform === 'linux' ? 107 : 103

/** A folder that is as young as this may belong to a product that starts just now, in milliseconds. */
const young = 60_000

/**
 * Makes a folder that only this account may enter, for the socket of the office.
 *
 * @param place - the folder for temporary files
 * @returns path that the socket is to have
 * @throws {AppError} when a socket cannot be there
 */
export async function placeForSocket(place = os.tmpdir()): Promise<string> {
  const another = 'Set TMPDIR to another one, such as /tmp, or ANSWERING_PROCESSES to 1.'
  if (Buffer.byteLength(path.join(place, `${prefix}XXXXXX`, socketName)) > longestPath) {
    const sentence = `The path of the folder for temporary files is too long for a socket: ${place}. ${another}`
    throw new AppError('no-socket', 500, sentence)
  }
  try {
    return path.join(await mkdtemp(path.join(place, prefix)), socketName)
  } catch {
    const sentence = `The folder for temporary files cannot be written: ${place}. ${another}`
    throw new AppError('no-socket', 500, sentence)
  }
}

/**
 * Whether a socket still has its name in the file system.
 *
 * @param socket - its path
 * @returns false when somebody tidied it away
 */
export function socketIsThere(socket: string): Promise<boolean> {
  return stat(socket).then(
    found => found.isSocket(),
    () => false,
  )
}

/**
 * Removes a socket and its folder, unless anything else has come into it.
 *
 * @param socket - the socket's path
 */
export async function removePlace(socket: string): Promise<void> {
  await rm(socket, { force: true }).catch(() => undefined)
  await rmdir(path.dirname(socket)).catch(() => undefined)
}

/**
 * Removes what products left behind that were killed: folders of this account that hold a socket on which nobody
 * listens, and nothing else.
 *
 * @param place - the folder for temporary files
 * @param now - milliseconds since 1970
 */
export async function removeLeftSockets(place = os.tmpdir(), now = Date.now()): Promise<void> {
  const names = await readdir(place).catch(() => [])
  for (const name of names) {
    const folder = path.join(place, name)
    if (/^doorstep-[A-Za-z0-9]{6}$/.test(name) && (await isLeft(folder, now).catch(() => false)))
      await removePlace(path.join(folder, socketName))
  }
}

async function isLeft(folder: string, now: number): Promise<boolean> {
  const known = await lstat(folder)
  if (!known.isDirectory() || known.uid !== process.getuid?.() || (known.mode & 0o077) !== 0) return false
  const held = await readdir(folder)
  if (held.length !== 1 || held[0] !== socketName) return false
  const socket = path.join(folder, socketName)
  const found = await lstat(socket)
  return found.isSocket() && now - found.mtimeMs > young && (await nobodyListens(socket))
}

function nobodyListens(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const asked = connect(socket)
    asked.once('connect', () => {
      asked.destroy()
      resolve(false)
    })
    asked.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED')
    })
  })
}
