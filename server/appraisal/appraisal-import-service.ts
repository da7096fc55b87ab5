import { z } from 'zod'
import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { CriteriaWeights, CriterionNumber, Level } from '../model/appraisal.ts'
import { format } from '../platform/format.ts'
import { londonDate } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { listSites } from '../sites/index.ts'
import { assessorPlaces, ratingStates } from './appraisal.ts'
import { recordRating } from './rating-repository.ts'
import { recordWeighting } from './weighting-repository.ts'
import { findWorks, recordWorks } from './works-repository.ts'

const level = z
  .number()
  .int()
  .min(0)
  .max(4)
  .transform(value => value as Level)
const weight = z.number().min(0)
// Each of the eight, and no other: a weight that is missing by mistake would make its criterion count for nothing.
const weightsSchema: z.ZodType<CriteriaWeights> = z
  .strictObject({
    1: weight,
    2: weight,
    3: weight,
    4: weight,
    5: weight,
    6: weight,
    7: weight,
    8: weight,
  })
  .refine(weights => Object.values(weights).some(value => value > 0), 'One weight must be above 0')
const days = z.number().int().min(0).max(36_500)

const ratingSchema = z
  .object({
    criterion: z
      .number()
      .int()
      .min(1)
      .max(8)
      .transform(value => value as CriterionNumber),
    state: z.enum(ratingStates),
    assessor: z.enum(assessorPlaces),
    low: level,
    high: level,
    measure: z.string().max(300).nullable(),
    evidenceNote: z.string().max(3000).nullable(),
    evidenceDaysAgo: days.nullable(),
  })
  .refine(rating => rating.low <= rating.high, 'A rating’s lower end must not be above its upper end')

const appraisalSchema = z.object({
  weighting: z.object({
    weights: weightsSchema,
    agreedDaysAgo: days,
    agreedBy: z.string().min(1).max(200),
    reason: z.string().min(1).max(2000),
  }),
  sites: z.array(
    z.object({
      site: z.string(),
      ratings: z.array(ratingSchema),
      works: z
        .object({
          description: z.string().min(1).max(2000),
          costLow: z.number().min(0).nullable(),
          costHigh: z.number().min(0).nullable(),
          costBasis: z.string().max(300).nullable(),
        })
        .refine(
          ({ costLow, costHigh }) => costLow === null || costHigh === null || costLow <= costHigh,
          'The highest cost must not be less than the lowest',
        )
        .nullable(),
    }),
  ),
})

/** What an import of ratings did. */
export interface ImportedAppraisal {
  readonly ratings: number
  readonly works: number
  /** References that the register does not have: their ratings were left out. */
  readonly unknownSites: readonly string[]
}

/**
 * Brings weights, ratings and works from a file, such as the demonstration's. Dates are days before today, so that a
 * demonstration is always fresh. The places of the two assessors stay free: whoever takes one puts their own ratings in
 * the place of what was brought.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param json - the file's content, parsed: `{ weighting, sites: [{ site, ratings, works }] }`, sites by reference
 * @param actor - who brings it; ratings carry the place, not a person's name
 * @param at - the moment
 * @returns how much was brought; all of it, or nothing
 * @throws {AppError} not-an-appraisal when the content has another shape
 */
export async function importAppraisal(
  db: Db,
  countyId: string,
  json: unknown,
  actor: Actor,
  at: Date = new Date(),
): Promise<ImportedAppraisal> {
  const read = appraisalSchema.safeParse(json)
  if (!read.success) {
    const where = read.error.issues[0]?.path.join(' → ') ?? ''
    throw new AppError(
      'not-an-appraisal',
      422,
      `The file of ratings cannot be read: look at ${where || 'its beginning'}.`,
    )
  }
  const { weighting, sites } = read.data
  const daysBefore = (ago: number): Date => new Date(at.getTime() - ago * 86_400_000)
  return inTransaction(db, async tx => {
    const known = new Map((await listSites(tx, countyId)).map(site => [site.reference, site.id]))
    const agreed = daysBefore(weighting.agreedDaysAgo)
    await recordWeighting(
      tx,
      countyId,
      {
        weights: weighting.weights,
        agreedOn: londonDate(agreed),
        agreedBy: weighting.agreedBy,
        reason: weighting.reason,
      },
      { name: actor.name, at },
    )
    const unknownSites: string[] = []
    let [ratings, works] = [0, 0]
    for (const { site: reference, ratings: given, works: proposed } of sites) {
      const siteId = known.get(reference)
      if (siteId === undefined) {
        unknownSites.push(reference)
        continue
      }
      for (const { evidenceDaysAgo, ...rating } of given) {
        await recordRating(
          tx,
          countyId,
          {
            ...rating,
            siteId,
            evidenceDate: evidenceDaysAgo === null ? null : londonDate(daysBefore(evidenceDaysAgo)),
            evidenceFileId: null,
            accountId: null,
            accountName: rating.assessor === 'first' ? 'First assessor' : 'Second assessor',
          },
          evidenceDaysAgo === null ? at : daysBefore(evidenceDaysAgo),
        )
        ratings += 1
      }
      if (proposed !== null) {
        const now = await findWorks(tx, countyId, siteId)
        await recordWorks(tx, siteId, proposed, now?.recordedAt ?? null, { name: actor.name, at })
        works += 1
      }
    }
    await recordAction(tx, actor, {
      action: 'appraisal.imported',
      summary: `Brought ${format.count(ratings, 'rating')} and works at ${format.count(works, 'site')} from a file`,
      at,
    })
    return { ratings, works, unknownSites }
  })
}
