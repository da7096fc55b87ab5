import type { Db } from '../../db/index.ts'
import { listChanges } from '../change-repository.ts'
import type { Consultation } from '../consultation.ts'
import { readDecisions, type Paper } from '../decision-repository.ts'
import { listDocuments } from '../document-repository.ts'
import { listFaqs } from '../faq-repository.ts'
import { listSessions } from '../session-repository.ts'
import { listBoards } from '../taking-part/board-repository.ts'
import { allIdeas } from '../taking-part/idea-repository.ts'
import { pledgeVersions } from '../taking-part/pledge-repository.ts'
import { listUpdates } from '../taking-part/update-repository.ts'
import { listVersions } from '../version-repository.ts'

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
    for (const { reason } of document.changes) {
      texts.push({
        text: reason,
        context: `Document: ${document.title}: why its title or description changed`,
      })
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
  return [
    ...texts,
    ...(await decisionTexts(db, consultation.id)),
    ...(await takingPartTexts(db, consultation.id)),
    ...(await reasonsGiven(db, consultation.id)),
  ]
}

async function decisionTexts(db: Db, consultationId: string): Promise<ChangeableText[]> {
  const { dates, decisions, followUps } = await readDecisions(db, consultationId)
  const paper = (named: Paper | null): ChangeableText[] =>
    named === null ? [] : [{ text: named.title, context: 'The decision: title of a paper' }]
  return [
    ...dates.flatMap(date => [
      { text: date.committee, context: 'A meeting on the way to the decision' },
      { text: date.what, context: `Meeting: ${date.committee}` },
      ...paper(date.paper),
    ]),
    ...decisions.flatMap(one => [
      { text: one.decidedBy, context: 'Who decided' },
      { text: one.decision, context: 'What was decided' },
      { text: one.whatChanged, context: 'The decision: what changed because of what people said' },
      ...paper(one.paper),
    ]),
    ...followUps
      .filter(({ replacedAt }) => replacedAt === null)
      .flatMap(one => [{ text: one.happened, context: 'What happened next' }, ...paper(one.paper)]),
  ]
}

async function takingPartTexts(db: Db, consultationId: string): Promise<ChangeableText[]> {
  const texts: ChangeableText[] = []
  for (const update of await listUpdates(db, consultationId)) {
    texts.push({ text: update.title, context: 'News: its heading' })
    texts.push({ text: update.body, context: `News: ${update.title}` })
  }
  for (const board of await listBoards(db, consultationId)) {
    texts.push({ text: board.question, context: 'An idea board’s question' })
    texts.push({ text: board.introduction, context: `Idea board: ${board.question}` })
    for (const { reply } of await allIdeas(db, board.id)) {
      if (reply !== null) texts.push({ text: reply, context: `Idea board: ${board.question}: a reply` })
    }
  }
  for (const pledge of await pledgeVersions(db, consultationId)) {
    texts.push({ text: pledge.title, context: 'The staff’s pledge: its heading' })
    texts.push({ text: pledge.body, context: `The staff’s pledge, version ${pledge.version}` })
    texts.push({
      text: pledge.note,
      context: `The staff’s pledge, version ${pledge.version}: what is different`,
    })
  }
  return texts
}

async function reasonsGiven(db: Db, consultationId: string): Promise<ChangeableText[]> {
  const context = 'Why something was changed'
  return [
    ...(await listVersions(db, consultationId)).map(({ reason }) => ({ text: reason, context })),
    ...(await listChanges(db, consultationId)).map(({ reason }) => ({ text: reason, context })),
  ]
}
