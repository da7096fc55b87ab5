import { z } from 'zod'
import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { londonDate, londonTime } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { logChange } from './change-repository.ts'
import { variantKinds, type Consultation } from './consultation.ts'
import { findConsultation } from './consultation-repository.ts'
import { listConsultationDistricts } from './district-repository.ts'
import { addVariant, listDocuments } from './document-repository.ts'
import { listFaqs } from './faq-repository.ts'
import { relativeDate } from './import-service.ts'
import { addOpinion, commentOnOpinion } from './opinion-repository.ts'
import { declineReasons, type DeclineReason } from './question-forms.ts'
import { settleQuestion, type QuestionDecision } from './question-service.ts'
import { addResidentQuestion, listResidentQuestions } from './resident-question-repository.ts'
import { cancelSession, changeSession, listSessions } from './session-repository.ts'

const time = z.string().regex(/^\d{2}:\d{2}$/)

/** What happened to a consultation after publication, in a file: days are counted from the one on which it is loaded. */
const updatesFile = z.object({
  documents: z.array(
    z.object({
      title: z.string(),
      kind: z.enum(variantKinds),
      language: z.string(),
      instead: z.tuple([z.string().min(1), z.string()]),
      reason: z.string().min(1),
      day: z.int(),
    }),
  ),
  sessions: z.array(
    z.object({
      venue: z.string(),
      day: z.int(),
      note: z.string().min(1),
      moved: z.object({ starts: time, ends: time }).nullable(),
    }),
  ),
  sent: z.array(
    z.object({
      question: z.string().min(1),
      district: z.string().nullable(),
      day: z.int(),
      email: z.string(),
      language: z.string().default('en'),
      settled: z
        .discriminatedUnion('how', [
          z.object({ how: z.literal('merge'), by: z.string(), day: z.int() }),
          z.object({
            how: z.literal('decline'),
            because: z.enum(Object.keys(declineReasons) as [DeclineReason, ...DeclineReason[]]),
            day: z.int(),
          }),
        ])
        .nullable(),
    }),
  ),
  opinions: z.array(
    z.object({
      page: z.string(),
      useful: z.int().min(0),
      notUseful: z.int().min(0),
      comments: z.array(z.object({ when: z.object({ day: z.int() }), text: z.string() })),
    }),
  ),
})

type UpdatesFile = z.infer<typeof updatesFile>

/** What everything that is loaded here is loaded into. */
interface Into {
  readonly tx: Db
  readonly consultation: Consultation
  readonly by: Actor
  /** Noon in London on a day counted from the one of loading. */
  readonly noon: (day: number) => Date
}

/**
 * Loads what happened to a consultation after it was published: newer versions of documents, sessions that were moved
 * or cancelled, questions that people sent, and whether pages were useful.
 *
 * @param db - the database
 * @param consultationId - a published consultation
 * @param file - what the file holds
 * @param by - who loads it
 * @param now - the moment from which days are counted
 * @throws {AppError} 422 when the file is not such a file, or names what the consultation does not have
 */
export async function importUpdates(
  db: Db,
  consultationId: string,
  file: unknown,
  by: Actor,
  now: Date,
): Promise<void> {
  const read = updatesFile.safeParse(file)
  if (!read.success) throw unknown(`the part ${read.error.issues[0]?.path.join('.') ?? ''}`)
  await inTransaction(db, async tx => {
    const consultation = await findConsultation(tx, consultationId)
    if (consultation?.publishedAt == null) throw unknown('a published consultation')
    const noon = (day: number): Date => new Date(londonTime(relativeDate(now, { day }), '12:00'))
    const into = { tx, consultation, by, noon }
    await tellOfQuestions(into)
    await importVersions(into, read.data.documents)
    await importSessions(into, read.data.sessions)
    await importQuestions(into, read.data.sent)
    await importOpinions(into, read.data.opinions)
    await recordAction(tx, by, {
      action: 'consultation.imported',
      consultation: consultationId,
      summary: 'Loaded what happened after publication from a file',
      at: now,
    })
  })
}

const unknown = (what: string): AppError =>
  new AppError('updates-unknown', 422, `The file does not fit this consultation: ${what}.`)

/** Questions that were added and changed after publication stand in the public log. */
async function tellOfQuestions({ tx, consultation: { id, publishedAt } }: Into): Promise<void> {
  for (const faq of await listFaqs(tx, id)) {
    if (
      faq.addedAt > (publishedAt ?? '') &&
      londonDate(new Date(faq.addedAt)) !== londonDate(new Date(publishedAt ?? ''))
    ) {
      const summary = `A question was added: “${faq.question}”`
      await logChange(tx, id, { kind: 'faq', summary, at: new Date(faq.addedAt) })
    }
    for (const change of faq.changes) {
      const summary = `The answer to a question was changed: “${faq.question}”`
      await logChange(tx, id, { kind: 'faq', summary, reason: change.note, at: new Date(change.at) })
    }
  }
}

async function importVersions(
  { tx, consultation: { id }, noon }: Into,
  versions: UpdatesFile['documents'],
): Promise<void> {
  for (const { title, kind, language, instead, reason, day } of versions) {
    const document = (await listDocuments(tx, id)).find(one => one.title === title)
    const before = document?.variants.find(
      variant => variant.kind === kind && variant.language === language && variant.supersededAt === null,
    )
    if (!document || before?.body?.includes(instead[0]) !== true) throw unknown(`the document ${title}`)
    const body = before.body.replace(instead[0], () => instead[1])
    const content = { body, link: before.link, file: before.file }
    const variant = { documentId: document.id, kind, language, reason, ...content }
    const added = await addVariant(tx, id, variant, noon(day))
    await logChange(tx, id, {
      kind: 'document',
      summary: `A document has a newer version (${added?.version ?? 2}): ${title}.`,
      reason,
      beforeHash: added?.beforeHash ?? null,
      afterHash: added?.hash ?? null,
      at: noon(day),
    })
  }
}

async function importSessions(
  { tx, consultation: { id }, noon }: Into,
  changes: UpdatesFile['sessions'],
): Promise<void> {
  for (const { venue, day, note, moved } of changes) {
    const session = (await listSessions(tx, id)).find(one => one.venue === venue)
    if (!session) throw unknown(`the session at ${venue}`)
    const at = noon(day)
    if (moved === null) {
      await cancelSession(tx, id, session.id, note, at)
      const summary = `A drop-in session was cancelled: ${venue}.`
      await logChange(tx, id, { kind: 'session', summary, reason: note, at })
      continue
    }
    const date = londonDate(new Date(session.startsAt))
    const plan = {
      ...session,
      startsAt: londonTime(date, moved.starts),
      endsAt: londonTime(date, moved.ends),
    }
    await changeSession(tx, id, session.id, { plan, note }, at)
    await logChange(tx, id, {
      kind: 'session',
      summary: `A drop-in session was changed: ${venue}.`,
      reason: note,
      at,
    })
  }
}

async function importQuestions(
  { tx, consultation, by, noon }: Into,
  sent: UpdatesFile['sent'],
): Promise<void> {
  const codes = new Map(
    (await listConsultationDistricts(tx, consultation.id)).map(({ slug, code }) => [slug, code]),
  )
  const faqs = await listFaqs(tx, consultation.id)
  for (const { question, district, day, email, language, settled } of sent) {
    const districtCode = district === null ? null : (codes.get(district) ?? null)
    const asked = { formId: newId(), districtCode, question, email, language }
    await addResidentQuestion(tx, consultation.id, asked, noon(day))
    if (settled === null) continue
    const faq = settled.how === 'merge' ? faqs.find(one => one.question === settled.by) : undefined
    if (settled.how === 'merge' && faq === undefined) throw unknown(`the question ${settled.by}`)
    const decision: QuestionDecision =
      faq === undefined
        ? { kind: 'decline', because: settled.how === 'decline' ? settled.because : 'unclear' }
        : { kind: 'merge', faq, answer: faq.answer, note: '' }
    const stored = (await listResidentQuestions(tx, consultation.id)).find(
      one => one.question === question && one.state === 'waiting',
    )
    if (!stored) throw unknown('a question that was sent')
    const needs = { db: tx, clock: () => noon(settled.day), publicUrl: '' }
    await settleQuestion(needs, by, consultation, stored, decision)
  }
}

async function importOpinions(
  { tx, consultation: { slug }, noon }: Into,
  opinions: UpdatesFile['opinions'],
): Promise<void> {
  for (const { page, useful, notUseful, comments } of opinions) {
    for (let number = 0; number < useful + notUseful; number += 1) {
      const comment = number < notUseful ? comments[number] : undefined
      const day = comment?.when.day ?? -((number % 30) + 1)
      const opinion = {
        page: `/consultations/${slug}${page}`,
        useful: number >= notUseful,
        givenOn: londonDate(noon(day)),
      }
      const id = await addOpinion(tx, slug, opinion)
      if (id !== null && comment) await commentOnOpinion(tx, id, comment.text)
    }
  }
}
