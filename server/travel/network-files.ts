import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** Where a network is kept once it was made: it can be made again at any time. */
export interface NetworkFiles {
  /** Junctions and stretches of one mode. */
  readonly graph: string
  /** What was prepared so that journeys on it are found quickly. */
  readonly prepared: string
}

/**
 * Where a network is kept.
 *
 * @param dataDirectory - this installation's data folder
 * @param hash - of the network
 * @returns absolute paths, whether or not there is anything yet
 */
export function networkFiles(dataDirectory: string, hash: string): NetworkFiles {
  const place = path.join(dataDirectory, 'networks', hash.slice(0, 32))
  return { graph: `${place}.graph`, prepared: `${place}.prepared` }
}

/**
 * Whether a file is there.
 *
 * @param file - its path
 * @returns true when it is; a file in the folder of networks is always whole
 */
export async function isThere(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}

/**
 * Writes a file so that it is either whole or not there, whenever the process is killed.
 *
 * @param file - its path; the folder is made where needed
 * @param bytes - what it holds
 */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const unfinished = `${file}.${randomUUID()}`
  try {
    const handle = await open(unfinished, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Older than this, a file that was not finished has nobody who writes it any more. */
const abandonedMilliseconds = 3_600_000

/**
 * Removes what killed processes left unfinished in the folder of networks.
 *
 * @param dataDirectory - this installation's data folder
 * @param now - files that were last written long before this are removed
 */
export async function removeUnfinished(dataDirectory: string, now: Date): Promise<void> {
  const folder = path.join(dataDirectory, 'networks')
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names) {
    if (!/\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) continue
    const file = path.join(folder, name)
    const written = await stat(file).catch(() => null)
    if (written && now.getTime() - written.mtimeMs > abandonedMilliseconds) await rm(file, { force: true })
  }
}
