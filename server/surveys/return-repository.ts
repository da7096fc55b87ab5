import type { Db } from '../db/index.ts'
import { newToken } from '../platform/ids.ts'
import type { Draft } from './draft.ts'
import { addToken } from './draft-repository.ts'
import { lookupHash, sameSecret, unwrapKey, type Pepper } from './draft-seal.ts'

/** Most codes and links that open one draft; the oldest ends when another is made. */
const mostReturns = 5

/** Most devices that one draft is used on. */
const mostDevices = 10

async function endOldest(
  db: Db,
  draftId: string,
  kinds: readonly ('device' | 'code' | 'link')[],
  left: number,
): Promise<void> {
  const rows = await db
    .selectFrom('draft_token')
    .select('lookup_hash')
    .where('draft_id', '=', draftId)
    .where('kind', 'in', kinds)
    .orderBy('made_at', 'desc')
    .orderBy('lookup_hash')
    .execute()
  const ended = rows.slice(left).map(row => row.lookup_hash)
  if (ended.length > 0) await db.deleteFrom('draft_token').where('lookup_hash', 'in', ended).execute()
}

/**
 * Lets a code or a link open a draft until it expires or is sent.
 *
 * @param tx - a transaction
 * @param pepper - the server's part
 * @param draft - the draft
 * @param made - the code without spaces, or the link's token
 */
export async function addReturn(
  tx: Db,
  pepper: Pepper,
  draft: { readonly id: string; readonly key: Buffer },
  made: { readonly kind: 'code' | 'link'; readonly holder: string; readonly at: Date },
): Promise<void> {
  await endOldest(tx, draft.id, ['code', 'link'], mostReturns - 1)
  await addToken(tx, pepper, draft, made)
}

/** A draft that was opened by a code or link. */
export interface Returned {
  /** The district's part of the address. */
  readonly districtSlug: string
  /** For the cookie of the device that it was opened on. */
  readonly token: string
}

/**
 * Opens a draft by a code or link for one more device.
 *
 * @param tx - a transaction
 * @param pepper - the server's part
 * @param consultationId - the consultation that the code was entered for
 * @param given - the code without spaces, or the link's token
 * @returns null when it opens nothing: wrong, expired, sent, or of another consultation
 */
export async function openByReturn(
  tx: Db,
  pepper: Pepper,
  consultationId: string,
  given: { readonly kind: 'code' | 'link'; readonly holder: string; readonly at: Date },
): Promise<Returned | null> {
  const hash = lookupHash(pepper, `${given.kind} ${given.holder}`)
  const row = await tx
    .selectFrom('draft_token')
    .innerJoin('draft', 'draft.id', 'draft_token.draft_id')
    .innerJoin('survey', 'survey.id', 'draft.survey_id')
    .innerJoin('consultation_district', join =>
      join
        .onRef('consultation_district.consultation_id', '=', 'survey.consultation_id')
        .onRef('consultation_district.district_code', '=', 'survey.district_code'),
    )
    .select(['draft.id', 'draft_token.lookup_hash', 'draft_token.wrapped_key'])
    .select('consultation_district.slug')
    .where('draft_token.lookup_hash', '=', hash)
    .where('draft_token.kind', '=', given.kind)
    .where('survey.consultation_id', '=', consultationId)
    .where('draft.expires_at', '>', given.at.toISOString())
    .where('draft.sent_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || !sameSecret(row.lookup_hash, hash) || row.wrapped_key === null) return null
  const key = unwrapKey(pepper, given.holder, row.id, row.wrapped_key)
  if (key === null) return null
  const token = newToken()
  await endOldest(tx, row.id, ['device'], mostDevices - 1)
  await addToken(tx, pepper, { id: row.id, key }, { kind: 'device', holder: token, at: given.at })
  return { districtSlug: row.slug, token }
}

/**
 * A draft with its key, where it has one.
 *
 * @param draft - the draft
 * @returns the draft for `addReturn`; null for one of before that was not sealed yet
 */
export function withKey(draft: Draft): { readonly id: string; readonly key: Buffer } | null {
  return draft.key === null ? null : { id: draft.id, key: draft.key }
}
