import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../platform/errors.ts'
import { openArchive, type UnpackLimits } from '../../platform/tables/archive.ts'
import { megabytes } from '../../platform/tables/file-nature.ts'
import type { OpenBytes } from '../../platform/tables/text.ts'

/** A file within a timetable. */
export interface GtfsFile {
  /** Such as `stops.txt`. */
  readonly name: string
  readonly bytes: number
  readonly read: OpenBytes
}

/** The files of a timetable, opened for reading. */
export interface GtfsFiles {
  find(name: string): GtfsFile | undefined
  close(): void
}

/** What a timetable may unpack to: that of all England is some 5 GB. Its calls repeat themselves more than other tables. */
const unpacked: UnpackLimits = { bytes: 8_000_000_000, ratio: 200 }

const whereToGet =
  'Download the timetable data in the GTFS format from the Bus Open Data Service, for your own region.'

/**
 * Opens a timetable in the GTFS format.
 *
 * @param place - path of a zip file, or of a folder of its files
 * @returns its files. Close it when done
 * @throws {AppError} when it is neither, is cut short, would unpack to far more than it seems, or is a timetable in
 * another format
 */
export async function openGtfs(place: string): Promise<GtfsFiles> {
  const found = await stat(place).catch(() => null)
  if (found === null) throw refused('There is no such file or folder.')
  if (found.isDirectory()) return folderFiles(place)
  if (found.size === 0) throw refused('The file is empty: it has no bytes at all.')
  await refuseOtherFormats(place)
  const archive = await openArchive(place, unpacked)
  const files = archive.entries.map(entry => ({ ...entry, name: path.posix.basename(entry.name) }))
  try {
    refuseWithoutTables(files)
  } catch (error) {
    archive.close()
    throw error
  }
  return {
    find: name => files.find(file => file.name.toLowerCase() === name),
    close() {
      archive.close()
    },
  }
}

async function folderFiles(folder: string): Promise<GtfsFiles> {
  const files: GtfsFile[] = []
  let total = 0
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(folder, entry.name)
    const { size } = await stat(file)
    total += size
    files.push({ name: entry.name, bytes: size, read: () => createReadStream(file) })
  }
  if (total > unpacked.bytes) {
    throw refused(
      `The folder holds ${megabytes(total)}; a timetable has at most ${megabytes(unpacked.bytes)}.`,
    )
  }
  refuseWithoutTables(files)
  return { find: name => files.find(file => file.name.toLowerCase() === name), close: () => undefined }
}

async function refuseOtherFormats(file: string): Promise<void> {
  const handle = await open(file)
  const start = await handle.read(Buffer.alloc(4096), 0, 4096, 0).finally(() => handle.close())
  const bytes = start.buffer.subarray(0, start.bytesRead)
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 5, 6]))) {
    throw refused('The zip file is empty: it has nothing in it.')
  }
  const text = bytes.toString('latin1').replaceAll('\0', '')
  if (/<TransXChange[\s>]/.test(text)) throw otherFormat('TransXChange')
  if (/<PublicationDelivery[\s>]/.test(text)) throw otherFormat('NeTEx')
  throw refused(
    `This is not a zip file. A timetable in the GTFS format is a zip file of tables. ${whereToGet}`,
  )
}

function refuseWithoutTables(files: readonly GtfsFile[]): void {
  const has = (name: string): boolean => files.some(file => file.name.toLowerCase() === name)
  if (!has('stop_times.txt') && !has('stops.txt')) {
    // A zip of XML files is how the other national format is handed out.
    if (files.some(file => /\.xml$/i.test(file.name))) throw otherFormat('TransXChange or NeTEx')
    throw refused(
      `It holds no timetable in the GTFS format: stops.txt and stop_times.txt are missing. ${whereToGet}`,
    )
  }
  if (!has('stop_times.txt')) {
    throw refused(`The timetable has no stop_times.txt, so it does not say when anything runs. ${whereToGet}`)
  }
  for (const name of ['stops.txt', 'trips.txt', 'routes.txt']) {
    if (!has(name)) throw refused(`The timetable has no ${name}. ${whereToGet}`)
  }
  if (!has('calendar.txt') && !has('calendar_dates.txt')) {
    throw refused(
      `The timetable has neither calendar.txt nor calendar_dates.txt, so it does not say on which days anything runs. ${whereToGet}`,
    )
  }
}

function otherFormat(format: string): AppError {
  return refused(`This is a timetable in the ${format} format, which is not GTFS. ${whereToGet}`)
}

function refused(sentence: string): AppError {
  return new AppError('not-a-timetable', 422, sentence)
}
