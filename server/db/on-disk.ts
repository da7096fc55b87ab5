import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'

/** Tells when what was written so far has reached the disk. */
export interface OnDisk {
  /** Something was written that may still be on its way. */
  written(): void
  /**
   * Waits until everything that was written before is on the disk.
   *
   * @returns null when it is there already
   * @throws the first error of the disk, from then on for ever: what the system gave up it may no longer hold
   */
  reached(): Promise<void> | null
  /** Lets go of the file, after the way that is under way. */
  close(): Promise<void>
}

/**
 * The same for one file of the disk.
 *
 * @param file - its path; it is there, and is not replaced by another while it is used
 * @returns what tells of it
 */
export function fileOnDisk(file: string): OnDisk {
  const opened = openSync(file, 'r+')
  const bring = promisify(fdatasync)
  return onDisk(
    () => bring(opened),
    () => {
      closeSync(opened)
    },
  )
}

/**
 * Lets all who write share the ways to the disk: while one is under way, all who come wait for the next.
 *
 * @param bring - brings to the disk what the system holds, and ends when it is there
 * @param letGo - lets go of what is brought there
 * @returns what tells of it
 */
export function onDisk(bring: () => Promise<void>, letGo: () => void = () => undefined): OnDisk {
  let written = 0
  let there = 0
  let underWay: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null

  const go = async (): Promise<void> => {
    // One that failed fails all that come after it.
    await underWay
    next = null
    const upTo = written
    underWay = bring().then(() => {
      there = upTo
    })
    // Who waits hears of the failure; when nobody does any more, it must not end the process.
    underWay.catch(() => undefined)
    await underWay
  }
  return {
    written: () => {
      written += 1
    },
    reached: () => {
      if (there === written) return null
      next ??= go()
      return next
    },
    close: async () => {
      await Promise.allSettled([next, underWay])
      letGo()
    },
  }
}
