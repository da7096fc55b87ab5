import type { Db } from '../../db/index.ts'
import type { Consultation } from '../consultation.ts'
import { listDocuments } from '../document-repository.ts'
import { listFaqs } from '../faq-repository.ts'
import { listSessions } from '../session-repository.ts'

/** A text that the public reads beside what is published as a record, and where it stands. */
export interface ChangeableText {
  readonly text: string
  readonly context: string
}

/**
 * What the public reads about a consultation beside its record: what may change or grow while it is open.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @returns texts in the order of the pages
 */
export async function listChangeable(db: Db, consultation: Consultation): Promise<ChangeableText[]> {
  const texts: ChangeableText[] = [
    { text: consultation.otherWays, context: 'Other ways to answer' },
    { text: consultation.urgentHelp, context: 'Urgent help' },
    { text: consultation.decisionBy, context: 'Who decides' },
  ]
  for (const document of await listDocuments(db, consultation.id)) {
    texts.push({ text: document.title, context: 'A document’s title' })
    texts.push({ text: document.description, context: `Document: ${document.title}` })
    for (const { reason } of document.variants) {
      texts.push({ text: reason, context: `Document: ${document.title}: why there is a newer version` })
    }
  }
  for (const faq of await listFaqs(db, consultation.id)) {
    texts.push({ text: faq.question, context: 'A question that people ask' })
    texts.push({ text: faq.answer, context: `Answer: ${faq.question}` })
    for (const { note } of faq.changes) {
      texts.push({ text: note, context: `What was changed: ${faq.question}` })
    }
  }
  for (const session of await listSessions(db, consultation.id)) {
    texts.push({ text: session.access, context: `Drop-in session at ${session.venue}: access` })
    texts.push({ text: session.languages, context: `Drop-in session at ${session.venue}: languages` })
    for (const { note } of session.changes) {
      texts.push({ text: note, context: `Drop-in session at ${session.venue}: what was changed` })
    }
  }
  return texts
}
