import type { Db } from '../../db/index.ts'
import { hashToken, newId } from '../../platform/ids.ts'
import type { PledgeSignature, PledgeVersion } from './pledge.ts'

/** A version with who signed it. */
export interface SignedVersion extends PledgeVersion {
  /** How many signed it and have not withdrawn. */
  readonly signed: number
}

/**
 * The versions of a consultation's pledge; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the versions, newest first; empty when there is no pledge
 */
export async function pledgeVersions(db: Db, consultationId: string): Promise<SignedVersion[]> {
  const rows = await db
    .selectFrom('pledge_version')
    .selectAll()
    .select(of =>
      of
        .selectFrom('pledge_signature')
        .select(signed => signed.fn.countAll<number>().as('signed'))
        .whereRef('pledge_signature.pledge_version_id', '=', 'pledge_version.id')
        .where('pledge_signature.withdrawn_at', 'is', null)
        .as('signed'),
    )
    .where('consultation_id', '=', consultationId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    title: row.title,
    body: row.body,
    note: row.note,
    publishedAt: row.published_at,
    signed: row.signed ?? 0,
  }))
}

/**
 * Publishes the next version of a pledge.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param text - title, text, what is different
 * @param after - number of the version that it follows; 0 for the first
 * @param at - now
 * @returns false when somebody else has published that version meanwhile
 */
export async function addPledgeVersion(
  tx: Db,
  consultationId: string,
  { title, body, note }: { title: string; body: string; note: string },
  after: number,
  at: Date,
): Promise<boolean> {
  const { newest } = await tx
    .selectFrom('pledge_version')
    .select(of => of.fn.max<number | null>('version').as('newest'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirstOrThrow()
  if ((newest ?? 0) !== after) return false
  const added = await tx
    .insertInto('pledge_version')
    .values({
      id: newId(),
      consultation_id: consultationId,
      version: after + 1,
      title,
      body,
      note,
      published_at: at.toISOString(),
    })
    .onConflict(same => same.columns(['consultation_id', 'version']).doNothing())
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows) === 1
}

/** What somebody signs with. */
export interface NewSignature {
  /** Made with the form, before it was sent. */
  readonly id: string
  readonly name: string
  readonly role: string
  readonly organisation: string
  readonly mayBeNamed: boolean
  /** Whether they are signed in, so that the name needs no second look. */
  readonly known: boolean
}

/**
 * Signs a version. The same form sent twice is one signature.
 *
 * @param tx - a transaction
 * @param versionId - the version that the person read
 * @param signature - who signs
 * @param token - the secret of the signature's page
 * @param at - now
 */
export async function signPledge(
  tx: Db,
  versionId: string,
  signature: NewSignature,
  token: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('pledge_signature')
    .values({
      id: signature.id,
      pledge_version_id: versionId,
      name: signature.name,
      role: signature.role,
      organisation: signature.organisation,
      may_be_named: signature.mayBeNamed ? 1 : 0,
      checked_at: signature.known ? at.toISOString() : null,
      signed_at: at.toISOString(),
      withdrawn_at: null,
      token_hash: hashToken(token),
    })
    .onConflict(same => same.column('id').doNothing())
    .execute()
}

const signatures = (db: Db, consultationId: string) =>
  db
    .selectFrom('pledge_signature')
    .innerJoin('pledge_version', 'pledge_version.id', 'pledge_signature.pledge_version_id')
    .selectAll('pledge_signature')
    .select('pledge_version.version')
    .where('pledge_version.consultation_id', '=', consultationId)

type Row = Awaited<ReturnType<ReturnType<typeof signatures>['executeTakeFirstOrThrow']>>

const signatureFrom = (row: Row): PledgeSignature => ({
  id: row.id,
  versionId: row.pledge_version_id,
  version: row.version,
  name: row.name,
  role: row.role,
  organisation: row.organisation,
  mayBeNamed: row.may_be_named === 1,
  checkedAt: row.checked_at,
  signedAt: row.signed_at,
  withdrawnAt: row.withdrawn_at,
})

/** Most names that stand on the public page. */
const mostNames = 500

/**
 * Who signed and agreed to be named, and whose name staff have seen; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the signatures, by version from the newest, then by name; at most 500
 */
export async function namedSignatures(db: Db, consultationId: string): Promise<PledgeSignature[]> {
  const rows = await signatures(db, consultationId)
    .where('may_be_named', '=', 1)
    .where('checked_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('pledge_version.version', 'desc')
    .orderBy('pledge_signature.name')
    .orderBy('pledge_signature.id')
    .limit(mostNames)
    .execute()
  return rows.map(signatureFrom)
}

/** Signatures on one page of the staff's list. */
export const signaturesPerPage = 100

/**
 * A page of the signatures, for staff.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param page - from 1; 100 signatures each
 * @returns newest first; empty behind the last page
 */
export async function listSignatures(
  db: Db,
  consultationId: string,
  page: number,
): Promise<PledgeSignature[]> {
  const rows = await signatures(db, consultationId)
    .orderBy('signed_at', 'desc')
    .orderBy('pledge_signature.id')
    .limit(signaturesPerPage)
    .offset((page - 1) * signaturesPerPage)
    .execute()
  return rows.map(signatureFrom)
}

/**
 * How many have signed, those too who have withdrawn.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the number of lines in the staff's list
 */
export async function countSignatures(db: Db, consultationId: string): Promise<number> {
  const { total } = await db
    .selectFrom('pledge_signature')
    .select(of => of.fn.countAll<number>().as('total'))
    .where('pledge_version_id', 'in', versionsOf(db, consultationId))
    .executeTakeFirstOrThrow()
  return total
}

/**
 * Every signature, newest first, in pieces: however many there are, only one piece is held.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @yields up to 500 signatures
 */
export async function* everySignature(db: Db, consultationId: string): AsyncGenerator<PledgeSignature[]> {
  const piece = 500
  let last: PledgeSignature | undefined
  do {
    const { signedAt = '', id = '' } = last ?? {}
    const rows = await signatures(db, consultationId)
      .$if(last !== undefined, of =>
        of.where(is =>
          is.or([
            is('signed_at', '<', signedAt),
            is.and([is('signed_at', '=', signedAt), is('pledge_signature.id', '>', id)]),
          ]),
        ),
      )
      .orderBy('signed_at', 'desc')
      .orderBy('pledge_signature.id')
      .limit(piece)
      .execute()
    const read = rows.map(signatureFrom)
    if (read.length > 0) yield read
    last = read.length === piece ? read.at(-1) : undefined
  } while (last !== undefined)
}

/**
 * A signature by the secret of its page.
 *
 * @param db - the database
 * @param consultationId - the consultation in the page's address
 * @param token - the secret
 * @returns the signature; null when there is none such
 */
export async function findSignature(
  db: Db,
  consultationId: string,
  token: string,
): Promise<PledgeSignature | null> {
  const row = await signatures(db, consultationId)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  return row ? signatureFrom(row) : null
}

/**
 * Withdraws a signature, and erases who it was.
 *
 * @param tx - a transaction
 * @param id - the signature
 * @param at - now
 */
export async function withdrawSignature(tx: Db, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('pledge_signature')
    .set({ name: '', role: '', organisation: '', may_be_named: 0, withdrawn_at: at.toISOString() })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/**
 * Says that a name may stand on the public page.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation that it belongs to
 * @param id - the signature
 * @param at - now
 * @returns false when the consultation has none such
 */
export async function checkSignature(tx: Db, consultationId: string, id: string, at: Date): Promise<boolean> {
  const changed = await tx
    .updateTable('pledge_signature')
    .set({ checked_at: at.toISOString() })
    .where('id', '=', id)
    .where('pledge_version_id', 'in', versionsOf(tx, consultationId))
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) === 1
}

/**
 * Takes out a signature that nobody gave, such as an insult in place of a name.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation that it belongs to
 * @param id - the signature
 * @returns false when the consultation has none such
 */
export async function removeSignature(tx: Db, consultationId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('pledge_signature')
    .where('id', '=', id)
    .where('pledge_version_id', 'in', versionsOf(tx, consultationId))
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}

const versionsOf = (db: Db, consultationId: string) =>
  db.selectFrom('pledge_version').select('id').where('consultation_id', '=', consultationId)
