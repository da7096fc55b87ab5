import { addAccount } from '../../server/accounts/index.ts'
import { agreeWeights, type By } from '../../server/appraisal/appraisal-service.ts'
import type { Rating } from '../../server/appraisal/appraisal.ts'
import type { NewRating } from '../../server/appraisal/rating-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { EQUAL_WEIGHTS } from '../../server/model/appraisal.ts'

export const at = new Date('2026-09-10T09:00:00Z')

/** Somebody who can rate. */
export async function somebody(db: Db, name: string): Promise<By & { readonly accountId: string }> {
  const accountId = await addAccount(db, {
    email: `${name.toLowerCase()}@example.org`,
    name,
    roles: ['planner'],
    at,
  })
  return { accountId, actor: { accountId, name }, at }
}

/** Equal weights, agreed. */
export function agreedWeights(db: Db, countyId: string): Promise<void> {
  return agreeWeights(
    db,
    countyId,
    { weights: EQUAL_WEIGHTS, agreedOn: '2026-09-01', agreedBy: 'Committee', reason: 'No reason to differ' },
    { actor: { accountId: null, name: 'Pat' }, at },
  )
}

/** A rating to record: 2 for flexible access as it is, by the first assessor. */
export function newRating(siteId: string, given: Partial<NewRating> = {}): NewRating {
  return {
    siteId,
    criterion: 1,
    state: 'current',
    assessor: 'first',
    low: 2,
    high: 2,
    measure: '24 hours a week',
    evidenceNote: null,
    evidenceFileId: null,
    evidenceDate: null,
    accountId: null,
    accountName: 'Pat',
    ...given,
  }
}

/** A rating as stored. */
export function aRating(given: Partial<Rating> = {}): Rating {
  return { ...newRating('site'), id: 'r', recordedAt: at.toISOString(), replacedAt: null, ...given }
}
