import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** Where a paper can be read: at an address elsewhere, or as one of the consultation's documents. */
export interface Paper {
  readonly title: string
  readonly url: string | null
  readonly documentId: string | null
}

/** A meeting on the way to the decision. */
export interface GovernanceDate {
  readonly id: string
  /** `YYYY-MM-DD` */
  readonly on: string
  readonly committee: string
  /** What it decides or looks at. */
  readonly what: string
  readonly paper: Paper | null
}

/** What was decided, in one wording. */
export interface Decision {
  readonly id: string
  /** `YYYY-MM-DD` */
  readonly decidedOn: string
  readonly decidedBy: string
  /** Paragraphs divided by empty lines. */
  readonly decision: string
  /** What changed because of what people said, and what did not. */
  readonly whatChanged: string
  readonly paper: Paper | null
  readonly recordedAt: string
  /** ISO UTC; null for the wording in force. */
  readonly replacedAt: string | null
}

/** Something that happened after the decision. */
export interface FollowUp {
  readonly id: string
  /** `YYYY-MM-DD` */
  readonly on: string
  readonly happened: string
  readonly paper: Paper | null
  readonly recordedAt: string
  readonly replacedAt: string | null
}

/** Everything about the way to the decision and after it. */
export interface DecisionRecord {
  /** By date. */
  readonly dates: readonly GovernanceDate[]
  /** The wording in force first. */
  readonly decisions: readonly Decision[]
  /** Newest first; those that were taken back among them. */
  readonly followUps: readonly FollowUp[]
}

interface PaperColumns {
  paper_title: string | null
  paper_url: string | null
  document_id: string | null
}

function paperFrom(row: PaperColumns): Paper | null {
  return row.paper_title === null
    ? null
    : { title: row.paper_title, url: row.paper_url, documentId: row.document_id }
}

function paperColumns(paper: Paper | null): PaperColumns {
  return {
    paper_title: paper?.title ?? null,
    paper_url: paper?.url ?? null,
    document_id: paper?.documentId ?? null,
  }
}

/**
 * The way to the decision, the decision and what happened after it; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns all of it, earlier wordings too
 */
export async function readDecisions(db: Db, consultationId: string): Promise<DecisionRecord> {
  const rows = await db
    .selectFrom('governance_date')
    .select(of => [
      of.cast<string>(of.val('date'), 'text').as('kind'),
      'id',
      'on_date',
      'committee as who',
      'what as text',
      of.cast<string>(of.val(''), 'text').as('more'),
      'added_at as at',
      of.cast<string | null>(of.val(null), 'text').as('replaced_at'),
      'paper_title',
      'paper_url',
      'document_id',
    ])
    .where('consultation_id', '=', consultationId)
    .unionAll(
      db
        .selectFrom('consultation_decision')
        .select(of => [
          of.cast<string>(of.val('decision'), 'text').as('kind'),
          'id',
          'decided_on as on_date',
          'decided_by as who',
          'decision as text',
          'what_changed as more',
          'recorded_at as at',
          'replaced_at',
          'paper_title',
          'paper_url',
          'document_id',
        ])
        .where('consultation_id', '=', consultationId),
    )
    .unionAll(
      db
        .selectFrom('decision_follow_up')
        .select(of => [
          of.cast<string>(of.val('update'), 'text').as('kind'),
          'id',
          'on_date',
          of.cast<string>(of.val(''), 'text').as('who'),
          'happened as text',
          of.cast<string>(of.val(''), 'text').as('more'),
          'recorded_at as at',
          'replaced_at',
          'paper_title',
          'paper_url',
          'document_id',
        ])
        .where('consultation_id', '=', consultationId),
    )
    .execute()
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const of = (kind: string): typeof rows => rows.filter(row => row.kind === kind)
  return {
    dates: of('date')
      .sort((a, b) => compare(a.on_date, b.on_date) || compare(a.at, b.at) || compare(a.id, b.id))
      .map(row => ({
        id: row.id,
        on: row.on_date,
        committee: row.who,
        what: row.text,
        paper: paperFrom(row),
      })),
    decisions: of('decision')
      .sort(
        (a, b) =>
          Number(a.replaced_at !== null) - Number(b.replaced_at !== null) ||
          compare(b.at, a.at) ||
          compare(b.id, a.id),
      )
      .map(row => ({
        id: row.id,
        decidedOn: row.on_date,
        decidedBy: row.who,
        decision: row.text,
        whatChanged: row.more,
        paper: paperFrom(row),
        recordedAt: row.at,
        replacedAt: row.replaced_at,
      })),
    followUps: of('update')
      .sort((a, b) => compare(b.on_date, a.on_date) || compare(b.at, a.at) || compare(b.id, a.id))
      .map(row => ({
        id: row.id,
        on: row.on_date,
        happened: row.text,
        paper: paperFrom(row),
        recordedAt: row.at,
        replacedAt: row.replaced_at,
      })),
  }
}

/**
 * Adds a meeting on the way to the decision.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param date - the meeting
 * @param at - the moment
 */
export async function addGovernanceDate(
  tx: Db,
  consultationId: string,
  date: Omit<GovernanceDate, 'id'>,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('governance_date')
    .values({
      id: newId(),
      consultation_id: consultationId,
      on_date: date.on,
      committee: date.committee,
      what: date.what,
      added_at: at.toISOString(),
      ...paperColumns(date.paper),
    })
    .execute()
}

/**
 * Changes a meeting.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param date - the meeting as it is from now on
 */
export async function changeGovernanceDate(
  tx: Db,
  consultationId: string,
  date: GovernanceDate,
): Promise<void> {
  await tx
    .updateTable('governance_date')
    .set({ on_date: date.on, committee: date.committee, what: date.what, ...paperColumns(date.paper) })
    .where('consultation_id', '=', consultationId)
    .where('id', '=', date.id)
    .execute()
}

/**
 * Takes a meeting out.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param dateId - the meeting
 */
export async function removeGovernanceDate(tx: Db, consultationId: string, dateId: string): Promise<void> {
  await tx
    .deleteFrom('governance_date')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', dateId)
    .execute()
}

/**
 * Enters the decision; a wording before it is kept.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param given - what was decided
 * @param by - the name of the person who enters it
 * @param at - the moment
 */
export async function recordDecision(
  tx: Db,
  consultationId: string,
  given: Pick<Decision, 'decidedOn' | 'decidedBy' | 'decision' | 'whatChanged' | 'paper'>,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('consultation_decision')
    .set({ replaced_at: at.toISOString() })
    .where('consultation_id', '=', consultationId)
    .where('replaced_at', 'is', null)
    .execute()
  await tx
    .insertInto('consultation_decision')
    .values({
      id: newId(),
      consultation_id: consultationId,
      decided_on: given.decidedOn,
      decided_by: given.decidedBy,
      decision: given.decision,
      what_changed: given.whatChanged,
      recorded_at: at.toISOString(),
      recorded_by: by,
      replaced_at: null,
      ...paperColumns(given.paper),
    })
    .execute()
  await tx
    .updateTable('consultation')
    .set(set => ({
      decision_on: given.decidedOn,
      decision_by: given.decidedBy,
      // A better wording leaves the moment from which the decision was public.
      decision_recorded_at: set.fn.coalesce('decision_recorded_at', set.val(at.toISOString())),
      version: set('version', '+', 1),
      updated_at: at.toISOString(),
    }))
    .where('id', '=', consultationId)
    .execute()
}

/**
 * Enters something that happened after the decision.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param given - what happened, and when
 * @param by - the name of the person who enters it
 * @param at - the moment
 */
export async function recordFollowUp(
  tx: Db,
  consultationId: string,
  given: Pick<FollowUp, 'on' | 'happened' | 'paper'>,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('decision_follow_up')
    .values({
      id: newId(),
      consultation_id: consultationId,
      on_date: given.on,
      happened: given.happened,
      recorded_at: at.toISOString(),
      recorded_by: by,
      replaced_at: null,
      ...paperColumns(given.paper),
    })
    .execute()
  await tx
    .updateTable('consultation')
    .set(set => ({
      followed_up_at: set.fn.coalesce('followed_up_at', set.val(at.toISOString())),
      updated_at: at.toISOString(),
    }))
    .where('id', '=', consultationId)
    .execute()
}

/**
 * Takes back something that did not happen as it was entered; it is kept, and no longer shown.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param followUpId - what is taken back
 * @param at - the moment
 * @returns its text; null when there is none to take back
 */
export async function takeBackFollowUp(
  tx: Db,
  consultationId: string,
  followUpId: string,
  at: Date,
): Promise<string | null> {
  const taken = await tx
    .updateTable('decision_follow_up')
    .set({ replaced_at: at.toISOString() })
    .where('consultation_id', '=', consultationId)
    .where('id', '=', followUpId)
    .where('replaced_at', 'is', null)
    .returning('happened')
    .executeTakeFirst()
  if (!taken) return null
  const left = await tx
    .selectFrom('decision_follow_up')
    .select(of => of.fn.min<string | null>('recorded_at').as('first'))
    .where('consultation_id', '=', consultationId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst()
  await tx
    .updateTable('consultation')
    .set({ followed_up_at: left?.first ?? null, updated_at: at.toISOString() })
    .where('id', '=', consultationId)
    .execute()
  return taken.happened
}
