import { sql, type Selectable } from 'kysely'
import type { Db } from '../db/index.ts'
import type { AccountsTables } from '../db/tables/accounts.ts'
import { newId } from '../platform/ids.ts'

/** One thing that somebody did. */
export interface AuditEntry {
  readonly id: string
  readonly at: string
  readonly accountName: string
  readonly action: string
  readonly subject: string | null
  readonly summary: string
}

/** Who acts: an account, or the command line. */
export interface Actor {
  readonly accountId: string | null
  readonly name: string
}

/**
 * Writes down what somebody did; in the same transaction as the change where there is one.
 *
 * @param db - the database, or a transaction
 * @param actor - who did it
 * @param entry - `action` as `site.changed`, the consultation that it belongs to if it does, the subject's id (without
 *   one the consultation itself), a sentence without personal data; `at` for tests
 */
export async function recordAction(
  db: Db,
  actor: Actor,
  entry: { action: string; consultation?: string; subject?: string; summary: string; at?: Date },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: newId(),
      at: (entry.at ?? new Date()).toISOString(),
      account_id: actor.accountId,
      account_name: actor.name,
      action: entry.action,
      subject: entry.subject ?? entry.consultation ?? null,
      summary: entry.summary.slice(0, 500),
      consultation_id: entry.consultation ?? null,
    })
    .execute()
}

/** Which entries are wanted; everything that is left out is not asked for. */
export interface ActionFilter {
  readonly consultationId?: string
  /** A person's `key` of `listActors`. */
  readonly person?: string
  /** How the names of the wanted actions begin; empty is every action. */
  readonly begins?: readonly string[]
}

const perPage = 100

// Whoever acts without an account, as the command line does, is known by name.
const personKey = sql<string>`coalesce(account_id, account_name)`

const wanted = (db: Db, { consultationId, person, begins = [] }: ActionFilter) =>
  db
    .selectFrom('audit')
    .$if(consultationId !== undefined, of => of.where('consultation_id', '=', consultationId ?? ''))
    .$if(person !== undefined, of => of.where(personKey, '=', person ?? ''))
    .$if(begins.length > 0, of =>
      of.where(either => either.or(begins.map(begin => either('action', 'like', `${begin}%`)))),
    )

/**
 * What was done, newest first.
 *
 * @param db - the database
 * @param page - page number from 1; 100 entries each
 * @param filter - which entries
 * @returns the page's entries and how many there are in all
 */
export async function listActions(
  db: Db,
  page: number,
  filter: ActionFilter = {},
): Promise<{ entries: AuditEntry[]; total: number; pages: number }> {
  const rows = await wanted(db, filter)
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute()
  const { total } = await wanted(db, filter)
    .select(of => of.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { entries: rows.map(entryFrom), total, pages: Math.max(1, Math.ceil(total / perPage)) }
}

/**
 * Every entry, newest first, in pieces: however many there are, only one piece is held.
 *
 * @param db - the database
 * @param filter - which entries
 * @yields up to 500 entries
 */
export async function* everyAction(db: Db, filter: ActionFilter): AsyncGenerator<AuditEntry[]> {
  const piece = 500
  let last: AuditEntry | undefined
  do {
    const after = last
    const rows = await wanted(db, filter)
      .selectAll()
      .$if(after !== undefined, of =>
        of.where(is =>
          is.or([
            is('at', '<', after?.at ?? ''),
            is.and([is('at', '=', after?.at ?? ''), is('id', '>', after?.id ?? '')]),
          ]),
        ),
      )
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(piece)
      .execute()
    if (rows.length > 0) yield rows.map(entryFrom)
    const end = rows.at(-1)
    last = rows.length === piece && end ? entryFrom(end) : undefined
  } while (last !== undefined)
}

/**
 * Everybody who did something, by name.
 *
 * @param db - the database
 * @param filter - of which entries
 * @returns each person once, under the name of their last entry
 */
export async function listActors(
  db: Db,
  filter: Pick<ActionFilter, 'consultationId'> = {},
): Promise<{ readonly key: string; readonly name: string }[]> {
  const rows = await wanted(db, filter)
    .select([personKey.as('key'), 'account_name', of => of.fn.max<string>('at').as('last')])
    .groupBy([personKey, 'account_name'])
    .orderBy('last')
    .execute()
  return [...new Map(rows.map(row => [row.key, row.account_name]))]
    .map(([key, name]) => ({ key, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

function entryFrom(row: Selectable<AccountsTables['audit']>): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    accountName: row.account_name,
    action: row.action,
    subject: row.subject,
    summary: row.summary,
  }
}
