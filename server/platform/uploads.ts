import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from './errors.ts'

/** Where kept files live, each named by the SHA-256 of its content. */
export interface Uploads {
  /** Folder for files on their way in; on the same disk, so that keeping one is a rename. */
  readonly incoming: string
  /** Keeps a temporary file for good (it is moved) and tells its name and size. */
  keep(temporaryPath: string): Promise<{ sha256: string; bytes: number }>
  /** Absolute path of a kept file. */
  path(sha256: string): string
}

/**
 * The SHA-256 of a file's content, read as a stream.
 *
 * @param file - path of the file
 * @returns 64 hexadecimal characters
 */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const dayMs = 86_400_000

// What a process that was killed had not put away yet may be somebody's answer. Files that a job took are the job's.
async function removeLeftOver(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const file = path.join(incoming, name)
    const known = await stat(file).catch(() => null)
    if (!name.endsWith('-taken') && known?.isFile() === true && Date.now() - known.mtimeMs > dayMs)
      await discard(file)
  }
}

/**
 * Opens the folder of kept files, making it where needed. Files on their way in that are older than a day are removed:
 * a process ended while they arrived.
 *
 * @param dataDirectory - this installation's data folder
 * @returns the uploads
 */
export async function openUploads(dataDirectory: string): Promise<Uploads> {
  const kept = path.join(dataDirectory, 'uploads')
  const incoming = path.join(dataDirectory, 'incoming')
  await mkdir(kept, { recursive: true })
  await mkdir(incoming, { recursive: true })
  await removeLeftOver(incoming)
  const place = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('not-found', 404, 'There is no such file.')
    return path.join(kept, sha256.slice(0, 2), sha256)
  }
  return {
    incoming,
    async keep(temporaryPath) {
      const sha256 = await sha256OfFile(temporaryPath)
      const { size } = await stat(temporaryPath)
      const target = place(sha256)
      await mkdir(path.dirname(target), { recursive: true })
      await rename(temporaryPath, target)
      return { sha256, bytes: size }
    },
    path: place,
  }
}

/**
 * Removes a temporary file, whether or not it is still there.
 *
 * @param temporaryPath - the file
 */
export async function discard(temporaryPath: string): Promise<void> {
  await rm(temporaryPath, { force: true })
}
