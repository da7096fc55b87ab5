import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileOnDisk } from '../../../server/db/on-disk.ts'
import { paced, quantiles } from './load.ts'

/** Bytes that SQLite's log receives for a response, with its draft ended: measured at 500 a second. */
const bytesOfOne = 60_000
/** The file is as long as a log of the database, and is written over from its beginning again like one. */
const wholeLog = 16_000_000

/**
 * How long who sends a response waits for the disk alone, whatever the product does: at a steady pace as many bytes are
 * written to a file as the database's log receives, and brought to the disk; all that is written while a way to the disk
 * is under way goes with the next.
 *
 * @param perSecond - writes in a second
 * @param seconds - for how long
 * @returns milliseconds until 99 of 100 were on the disk
 */
export async function diskAlone(perSecond: number, seconds: number): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-disk-'))
  const file = path.join(folder, 'log')
  const opened = openSync(file, 'w')
  writeSync(opened, Buffer.alloc(wholeLog))
  const disk = fileOnDisk(file)
  const one = Buffer.alloc(bytesOfOne, 'x')
  const times: number[] = []
  try {
    disk.written()
    await disk.reached()
    await paced(perSecond, perSecond * seconds, async (number, due) => {
      writeSync(opened, one, 0, bytesOfOne, (number * bytesOfOne) % (wholeLog - bytesOfOne))
      disk.written()
      await disk.reached()
      times.push(performance.now() - due)
    })
  } finally {
    await disk.close()
    closeSync(opened)
    rmSync(folder, { recursive: true })
  }
  return quantiles(times)(0.99)
}
