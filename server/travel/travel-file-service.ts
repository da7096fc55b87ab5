import { copyFile, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { recordAction, type Actor } from '../accounts/index.ts'
import type { County } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Progress } from '../platform/jobs.ts'
import type { Uploads } from '../platform/uploads.ts'
import { listSites } from '../sites/index.ts'
import { readGeoJsonLines, type LinesInFile } from './barrier-lines.ts'
import { addBarrier, removeBarriers } from './barrier-repository.ts'
import { settleCountyBases } from './bases-service.ts'
import { readMatrixFile } from './given-columns.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { currentOrigins } from './origins-service.ts'
import { runTask } from './run-task.ts'
import { boxAround } from './timetable-columns.ts'
import {
  travelFileKindNames,
  type TravelFile,
  type TravelFileFacts,
  type TravelFileKind,
  type TravelFileOrigin,
} from './travel-file.ts'
import { listTravelFiles, storeTravelFile } from './travel-file-repository.ts'

/** A file whose bytes are kept, before it is checked. */
export interface TravelFileToAdd extends TravelFileOrigin {
  readonly kind: TravelFileKind
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
}

/** How adding is followed and stopped. */
export interface AddingOptions {
  readonly progress?: Progress
  readonly signal?: AbortSignal
}

/** What was read from a file. */
interface Checked {
  readonly facts: TravelFileFacts
  readonly barriers: readonly LinesInFile[]
}

/**
 * Checks a file by reading it to its end, and takes it into use in the place of the one of its kind before.
 *
 * @param needs - database, files and the data folder
 * @param county - the county
 * @param file - its bytes are kept already
 * @param actor - who adds it
 * @param options - progress, and a signal that stops it
 * @returns the file as recorded
 * @throws {AppError} a sentence that says what is wrong with it; nothing is changed then
 */
export async function addTravelFile(
  needs: TravelNeeds,
  county: County,
  file: TravelFileToAdd,
  actor: Actor,
  options: AddingOptions = {},
): Promise<TravelFile> {
  const { db } = needs
  const before = (await listTravelFiles(db, county.id)).find(one => one.kind === file.kind)
  if (before?.sha256 === file.sha256)
    throw new AppError('already-loaded', 422, `${file.fileName} is in use already.`)
  const { facts, barriers } = await check(needs, county, file, options)
  const at = needs.clock()
  const addedAt = at.toISOString()
  return inTransaction(db, async tx => {
    if (before && file.kind === 'barriers')
      await removeBarriers(tx, county.id, { travelFileId: before.id }, addedAt)
    const added = { ...completed(file, facts), facts, addedAt, addedBy: actor.name }
    const id = await storeTravelFile(tx, county.id, added)
    for (const { name, reason, course } of barriers) {
      const barrier = { name, reason, course, gaps: [] }
      await addBarrier(tx, county.id, barrier, { by: actor.name, at: addedAt, travelFileId: id })
    }
    await settleCountyBases(tx, county.id, addedAt)
    await recordAction(tx, actor, {
      action: 'travel.file-added',
      subject: id,
      summary: `${travelFileKindNames[file.kind]}: loaded ${file.fileName}`,
      at,
    })
    return { ...added, id, replacedAt: null }
  })
}

/** What the file itself tells fills what whoever loads it left empty. */
function completed(file: TravelFileToAdd, facts: TravelFileFacts): TravelFileToAdd {
  if (file.kind !== 'timetable') return file
  const operators = String(facts['operators'] ?? '')
  return {
    ...file,
    publisher: file.publisher || String(facts['publisher'] ?? '') || operators,
    period: file.period || `${facts['validFrom'] ?? ''} to ${facts['validTo'] ?? ''}`,
  }
}

async function check(
  { db, uploads }: TravelNeeds,
  county: County,
  { kind, sha256 }: TravelFileToAdd,
  options: AddingOptions,
): Promise<Checked> {
  const file = uploads.path(sha256)
  switch (kind) {
    case 'roads':
      return {
        facts: await runTask<TravelFileFacts>({ task: 'check-roads', path: file, within: null }, options),
        barriers: [],
      }
    case 'timetable': {
      const within = boxAround((await currentOrigins(db, county)).positions)
      return {
        facts: await runTask<TravelFileFacts>({ task: 'check-timetable', path: file, within }, options),
        barriers: [],
      }
    }
    case 'barriers': {
      const lines = readGeoJsonLines(await readFile(file, 'utf8'))
      if (!lines.ok) throw new AppError('broken-barriers', 422, lines.problem)
      return { facts: { lines: lines.read.length }, barriers: lines.read }
    }
    case 'matrix':
      return { facts: await checkMatrix(db, county, file), barriers: [] }
  }
}

async function checkMatrix(db: Db, county: County, file: string): Promise<TravelFileFacts> {
  const references = (await listSites(db, county.id)).map(site => site.reference)
  const read = await readMatrixFile(file, await currentOrigins(db, county), new Set(references))
  if (!read.ok) {
    const more = read.count - read.mistakes.length
    const others = more > 0 ? ` And ${more} more.` : ''
    throw new AppError('broken-matrix', 422, `${read.mistakes.join(' ')}${others}`)
  }
  const { unit, kind, sites, pairs } = read.matrix
  return { unit, kind, pairs, sites: sites.length, references: sites.join('\n') }
}

/**
 * Keeps a copy of a file, to be added then.
 *
 * @param uploads - where files are kept
 * @param file - its path; it stays where it is
 * @returns the name of its content, and its size
 */
export async function keepCopy(uploads: Uploads, file: string): Promise<{ sha256: string; bytes: number }> {
  await stat(file)
  const copy = path.join(uploads.incoming, newId())
  await copyFile(file, copy)
  return uploads.keep(copy)
}
