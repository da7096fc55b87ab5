import type { Db } from '../db/index.ts'
import { readMarkedDays } from './calendar.ts'
import { checkFacts } from './check-facts.ts'
import { answeredChecklist, type AnsweredCheck, type CheckFact, type CheckKey } from './checklist.ts'
import { currentCheckAnswers } from './checklist-repository.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { listDocuments } from './document-repository.ts'
import { listSessions } from './session-repository.ts'
import { translationsHash } from './translations-hash.ts'

/** The checklist of a consultation as it stands. */
export interface Checklist {
  readonly facts: ReadonlyMap<CheckKey, readonly CheckFact[]>
  readonly answered: readonly AnsweredCheck[]
  /** Titles of the points that are not answered. */
  readonly open: readonly string[]
}

/**
 * What is noticed and what was answered before a consultation is published.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param record - its texts, proposals and places as they would be published
 * @returns the checklist
 */
export async function checklistOf(
  db: Db,
  consultation: Consultation,
  record: ConsultationRecord,
): Promise<Checklist> {
  const facts = checkFacts({
    consultation,
    record,
    documents: await listDocuments(db, consultation.id),
    sessions: (await listSessions(db, consultation.id)).filter(session => session.cancelledAt === null)
      .length,
    marked: await readMarkedDays(db, consultation.countyId),
    translated: (await translationsHash(db, consultation.id)) !== null,
  })
  return { facts, ...answeredChecklist(facts, await currentCheckAnswers(db, consultation.id)) }
}
