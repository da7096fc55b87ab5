import { z } from 'zod'
import type { Actor } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { londonTime } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { checkItems } from './checklist.ts'
import { answerCheck } from './checklist-repository.ts'
import { changeConsultation, findConsultation } from './consultation-repository.ts'
import { correctableTexts, withTexts } from './correctable-texts.ts'
import {
  askToPublishCorrection,
  beginCorrection,
  readCorrection,
  writeCorrection,
} from './correction-repository.ts'
import { changeDates } from './dates-service.ts'
import { addGovernanceDate } from './decision-repository.ts'
import { listDocuments } from './document-repository.ts'
import { relativeDate } from './import-service.ts'
import { readRecord } from './publication-repository.ts'
import { listVersions } from './version-repository.ts'

const day = z.object({ day: z.int(), weekday: z.int().min(1).max(7).optional() })
const moment = day.extend({ time: z.string().regex(/^\d{2}:\d{2}$/) })

/** What a consultation's file says of its record; days are counted from the one on which it is loaded. */
const recordFile = z.object({
  checks: z
    .array(
      z.object({
        item: z.enum(checkItems.map(item => item.key)),
        answer: z.string().min(1),
        evidence: z.string().default(''),
      }),
    )
    .default([]),
  meetings: z
    .array(
      z.object({
        when: day,
        committee: z.string(),
        what: z.string(),
        /** Title of one of the consultation's documents. */
        document: z.string().nullish(),
      }),
    )
    .default([]),
  /** It was published to close earlier than it does. */
  extended: z.object({ closedBefore: moment, on: moment, reason: z.string() }).nullish(),
  /** It was published with other texts of the county's page than it has. */
  corrected: z
    .object({
      on: moment,
      reason: z.string(),
      before: z.partialRecord(
        z.enum(['introduction', 'whatIsLost', 'whatIsProposed', 'reasons']),
        z.string(),
      ),
    })
    .nullish(),
})

/** What a consultation's file says of its record. */
export type RecordFile = z.infer<typeof recordFile>

const momentOf = (now: Date, { time, ...when }: z.infer<typeof moment>): string =>
  londonTime(relativeDate(now, when), time)

/** What is to be done once a consultation out of a file is published. */
export interface RecordToKeep {
  /** Enters meetings, and a change of dates where the file tells of one. */
  readonly afterwards: (tx: Db) => Promise<void>
  /** Prepares the correction that the file tells of; returns the moment at which it was published, null without one. */
  readonly correct: (tx: Db) => Promise<Date | null>
}

/**
 * Makes the record of a consultation out of a file: before publication the answers to the checklist, and the dates and
 * texts as they were published; afterwards what was changed, through the same doors as people use.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation, not published yet
 * @param file - what the file says of the record; undefined for nothing
 * @param by - who loads it
 * @param now - the moment from which days are counted
 * @param publishedAt - when it is published
 * @returns what is to be done after publication
 * @throws {AppError} 422 when the file cannot be read
 */
export async function importRecord(
  tx: Db,
  consultationId: string,
  file: unknown,
  by: Actor,
  now: Date,
  publishedAt: Date,
): Promise<RecordToKeep> {
  const read = recordFile.safeParse(file ?? {})
  if (!read.success) {
    throw new AppError(
      'not-a-record',
      422,
      `The record of this consultation cannot be read: ${read.error.message}`,
    )
  }
  const { checks, meetings, extended, corrected } = read.data
  for (const check of checks) {
    await answerCheck(tx, consultationId, { ...check, by: by.name }, publishedAt)
  }
  const written = await findConsultation(tx, consultationId)
  if (written === null) throw new AppError('no-consultation', 422, 'There is no such consultation.')
  const { closesAt } = written
  const texts = corrected?.before ?? {}
  await changeConsultation(
    tx,
    consultationId,
    {
      ...texts,
      ...(extended == null ? {} : { closesAt: momentOf(now, extended.closedBefore) }),
    },
    publishedAt,
  )
  const asWritten = new Map(
    (Object.keys(texts) as (keyof typeof texts)[]).map(key => [key as string, written[key]]),
  )
  return {
    afterwards: async later => {
      const documents = await listDocuments(later, consultationId)
      for (const { when, committee, what, document } of meetings) {
        const found = documents.find(one => one.title === document)
        const paper = found ? { title: found.title, url: null, documentId: found.id } : null
        const on = relativeDate(now, when)
        await addGovernanceDate(later, consultationId, { on, committee, what, paper }, publishedAt)
      }
      if (extended == null || closesAt === null) return
      const { version = 0 } = (await findConsultation(later, consultationId)) ?? {}
      const at = new Date(momentOf(now, extended.on))
      const { reason } = extended
      const problem = await changeDates(later, consultationId, version, { closesAt, reason }, by, () => at)
      if (problem !== null) throw new AppError('dates', 422, `The dates cannot be changed: ${problem}.`)
    },
    correct: async later => {
      if (corrected == null) return null
      const at = new Date(momentOf(now, corrected.on))
      const published = await findConsultation(later, consultationId)
      const [base] = await listVersions(later, consultationId)
      if (published?.recordHash == null || base === undefined) return null
      const record = await readRecord(later, published.recordHash)
      await beginCorrection(later, consultationId, { version: base.version, record }, by, at)
      const known = new Set(correctableTexts(record).map(text => text.key))
      const changed = new Map([...asWritten].filter(([key]) => known.has(key)))
      await writeCorrection(later, consultationId, 1, withTexts(record, changed), at)
      const { version = 0 } = (await readCorrection(later, consultationId)) ?? {}
      await askToPublishCorrection(later, consultationId, version, corrected.reason, by, at)
      return at
    },
  }
}
