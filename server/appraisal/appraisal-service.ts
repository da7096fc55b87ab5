import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { criterion, type CriterionNumber, type Level } from '../model/appraisal.ts'
import { AppError } from '../platform/errors.ts'
import { addEvidence, type NewSiteFile, type Site } from '../sites/index.ts'
import {
  ratingStateNames,
  writtenRange,
  type AssessorPlace,
  type RatingState,
  type Weighting,
  type Works,
} from './appraisal.ts'
import { leavePlace, recordRating, siteAssessors, siteRatings, takePlace } from './rating-repository.ts'
import { currentWeighting, recordWeighting } from './weighting-repository.ts'
import { findWorks, recordWorks } from './works-repository.ts'

/** Who does something, and when. */
export interface By {
  readonly actor: Actor
  readonly at: Date
}

/**
 * Records an agreement on weights.
 *
 * @param db - the database
 * @param countyId - the county
 * @param agreed - what was agreed, when, by whom and why
 * @param by - who records it, and the moment
 */
export async function agreeWeights(
  db: Db,
  countyId: string,
  agreed: Pick<Weighting, 'weights' | 'agreedOn' | 'agreedBy' | 'reason'>,
  by: By,
): Promise<void> {
  await inTransaction(db, async tx => {
    await recordWeighting(tx, countyId, agreed, { name: by.actor.name, at: by.at })
    await recordAction(tx, by.actor, {
      action: 'criteria.weighted',
      summary: `Recorded the weights of the criteria agreed by ${agreed.agreedBy}`,
      at: by.at,
    })
  })
}

/**
 * Takes a place as assessor of a site.
 *
 * @param db - the database
 * @param site - the site
 * @param place - which place
 * @param by - who takes it, and the moment
 * @throws {AppError} place-taken when it is not free, same-person when they rate in the other place
 */
export async function becomeAssessor(
  db: Db,
  site: Pick<Site, 'id' | 'name'>,
  place: AssessorPlace,
  by: By,
): Promise<void> {
  await inTransaction(db, async tx => {
    const { accountId, name } = by.actor
    const rated = await siteRatings(tx, site.id)
    const holds = (await siteAssessors(tx, site.id)).some(
      one => one.accountId === accountId && one.place !== place,
    )
    if (holds || rated.some(one => one.assessor !== place && one.accountId === accountId)) {
      throw new AppError(
        'same-person',
        409,
        'You rate this site in the other place already. The second assessor must be somebody else.',
      )
    }
    if (!(await takePlace(tx, { siteId: site.id, place, accountId, name, since: by.at.toISOString() }))) {
      throw new AppError('place-taken', 409, `Somebody else is the ${place} assessor of this site already.`)
    }
    await recordAction(tx, by.actor, {
      action: 'assessor.taken',
      subject: site.id,
      summary: `Became ${place} assessor of ${site.name}`,
      at: by.at,
    })
  })
}

/**
 * Gives up a place as assessor; what was rated stays.
 *
 * @param db - the database
 * @param site - the site
 * @param place - which place
 * @param by - who gives it up, and the moment
 * @param anyone - whether they may free somebody else's place too
 * @throws {AppError} not-yours when the place is somebody else's
 */
export async function stopAssessing(
  db: Db,
  site: Pick<Site, 'id' | 'name'>,
  place: AssessorPlace,
  by: By,
  anyone: boolean,
): Promise<void> {
  await inTransaction(db, async tx => {
    const holder = (await siteAssessors(tx, site.id)).find(one => one.place === place)
    if (!holder) return
    if (holder.accountId !== by.actor.accountId && !anyone) {
      throw new AppError('not-yours', 403, 'Only the assessor, or an administrator, can free this place.')
    }
    await leavePlace(tx, site.id, place)
    await recordAction(tx, by.actor, {
      action: 'assessor.left',
      subject: site.id,
      summary: `Freed the place of ${holder.name} as ${place} assessor of ${site.name}`,
      at: by.at,
    })
  })
}

/** What an assessor says of one criterion. */
export interface GivenRating {
  readonly criterion: CriterionNumber
  readonly state: RatingState
  readonly low: Level
  readonly high: Level
  readonly measure: string | null
  readonly evidenceNote: string | null
  readonly evidenceDate: string | null
  /** A file of the site that is there already. */
  readonly evidenceFileId: string | null
  /** A file that came with the rating; its content is kept already. */
  readonly newEvidence: Omit<NewSiteFile, 'siteId' | 'purpose' | 'caption'> | null
}

/**
 * Records an assessor's rating.
 *
 * @param db - the database
 * @param countyId - the county
 * @param site - the site
 * @param given - the rating
 * @param by - who rates, and the moment
 * @throws {AppError} weights-first before weights are agreed, not-assessor when they have no place at this site
 */
export async function giveRating(
  db: Db,
  countyId: string,
  site: Pick<Site, 'id' | 'name'>,
  given: GivenRating,
  by: By,
): Promise<void> {
  await inTransaction(db, async tx => {
    if ((await currentWeighting(tx, countyId)) === null) {
      throw new AppError(
        'weights-first',
        409,
        'Agree and record the weights of the criteria before rating anything.',
      )
    }
    const { accountId, name } = by.actor
    const place = (await siteAssessors(tx, site.id)).find(one => one.accountId === accountId)?.place
    if (accountId === null || place === undefined) {
      throw new AppError(
        'not-assessor',
        403,
        'Become first or second assessor of this site before you rate it.',
      )
    }
    const evidenceFileId =
      given.newEvidence === null
        ? given.evidenceFileId
        : await addEvidence(
            tx,
            {
              ...given.newEvidence,
              siteId: site.id,
              caption: `Evidence for ${criterion(given.criterion).name.toLowerCase()}`,
            },
            { name, at: by.at },
          )
    await recordRating(
      tx,
      countyId,
      {
        siteId: site.id,
        criterion: given.criterion,
        state: given.state,
        assessor: place,
        low: given.low,
        high: given.high,
        measure: given.measure,
        evidenceNote: given.evidenceNote,
        evidenceFileId,
        evidenceDate: given.evidenceDate,
        accountId,
        accountName: name,
      },
      by.at,
    )
    await recordAction(tx, by.actor, {
      action: 'site.rated',
      subject: site.id,
      summary: `Rated ${site.name} ${writtenRange(given)} on criterion ${given.criterion}, ${ratingStateNames[given.state].toLowerCase()}, as ${place} assessor`,
      at: by.at,
    })
  })
}

/**
 * Records the works proposed for a site, unless somebody has changed them since the form was shown.
 *
 * @param db - the database
 * @param countyId - the county
 * @param site - the site
 * @param works - the works; null for none
 * @param seen - when the works that the form showed were recorded, '' for none
 * @param by - who records it, and the moment
 * @returns null when it was saved; else the works as they stand now, and nothing was changed
 */
export async function proposeWorks(
  db: Db,
  countyId: string,
  site: Pick<Site, 'id' | 'name'>,
  works: Pick<Works, 'description' | 'costLow' | 'costHigh' | 'costBasis'> | null,
  seen: string,
  by: By,
): Promise<{ readonly now: Works | null } | null> {
  return inTransaction(db, async tx => {
    const now = await findWorks(tx, countyId, site.id)
    if ((now?.recordedAt ?? '') !== seen) return { now }
    const recorder = { name: by.actor.name, at: by.at }
    if (!(await recordWorks(tx, site.id, works, now?.recordedAt ?? null, recorder))) {
      return { now: await findWorks(tx, countyId, site.id) }
    }
    await recordAction(tx, by.actor, {
      action: 'site.works',
      subject: site.id,
      summary:
        works === null
          ? `Took back the works proposed for ${site.name}`
          : `Recorded works proposed for ${site.name}`,
      at: by.at,
    })
    return null
  })
}
