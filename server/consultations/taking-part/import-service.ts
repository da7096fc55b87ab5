import { z } from 'zod'
import { queueMail, recordAction, type Actor } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { londonTime } from '../../platform/clock.ts'
import { AppError, notFound } from '../../platform/errors.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { speakerIn } from '../../platform/speaker.ts'
import { findConsultation } from '../consultation-repository.ts'
import { relativeDate } from '../import-service.ts'
import { addBoard } from './board-repository.ts'
import { declineReasonNames } from './idea.ts'
import {
  browserOnBoard,
  findIdea,
  moderateIdea,
  postIdea,
  replyToIdea,
  setAgreement,
} from './idea-repository.ts'
import { addPledgeVersion, checkSignature, pledgeVersions, signPledge } from './pledge-repository.ts'
import { askSubscription, confirmSubscription, unconfirmedDays } from './subscription-repository.ts'
import { confirmationLetter } from './update-letters.ts'
import { addUpdate, countLetters, markPublished } from './update-repository.ts'

const moment = z.object({
  day: z.int(),
  weekday: z.int().min(1).max(7).optional(),
  time: z.string().regex(/^\d\d:\d\d$/),
})
type Moment = z.infer<typeof moment>

const takingPartFile = z.object({
  updates: z.array(z.object({ title: z.string(), body: z.string(), published: moment })),
  subscribers: z.array(
    z.object({
      email: z.string(),
      language: z.string(),
      asked: moment,
      confirmed: moment.optional(),
    }),
  ),
  boards: z.array(
    z.object({
      question: z.string(),
      introduction: z.string(),
      districtCode: z.string().nullable(),
      opens: moment,
      closes: moment,
      ideas: z.array(
        z.object({
          title: z.string(),
          body: z.string(),
          neighbourhood: z.string(),
          posted: moment,
          decision: z.enum(['show', ...declineReasonNames]).optional(),
          reply: z.object({ text: z.string(), at: moment }).optional(),
          agreements: z.int().min(0),
        }),
      ),
    }),
  ),
  pledge: z.array(
    z.object({
      title: z.string(),
      body: z.string(),
      note: z.string(),
      published: moment,
      signatures: z.array(
        z.object({
          name: z.string(),
          role: z.string(),
          organisation: z.string(),
          mayBeNamed: z.boolean(),
          checked: z.boolean(),
          signed: moment,
        }),
      ),
    }),
  ),
})
type TakingPartFile = z.infer<typeof takingPartFile>

/**
 * Loads updates, subscribers, idea boards and a pledge out of a file, for a consultation that is published.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param file - what the file holds
 * @param actor - who loads it
 * @param how - now, and where people reach the product
 * @throws {AppError} 422 when the file cannot be read
 */
export async function importTakingPart(
  db: Db,
  consultationId: string,
  file: unknown,
  actor: Actor,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<void> {
  const read = takingPartFile.safeParse(file)
  if (!read.success) {
    const [issue] = read.error.issues
    const where = issue?.path.join('.') ?? ''
    throw new AppError('not-taking-part', 422, `This cannot be loaded: ${where} ${issue?.message ?? ''}.`)
  }
  const when = ({ time, day, weekday }: Moment): Date =>
    new Date(londonTime(relativeDate(now, weekday === undefined ? { day } : { day, weekday }), time))
  await inTransaction(db, async tx => {
    const consultation = await findConsultation(tx, consultationId)
    if (consultation === null) throw notFound('There is no such consultation.')
    for (const update of read.data.updates) {
      const id = await addUpdate(tx, consultationId, update, when(update.published))
      await markPublished(tx, consultationId, id, when(update.published))
      await countLetters(tx, id, 0)
    }
    for (const subscriber of read.data.subscribers) {
      const { token, subscriptionId } = await askSubscription(
        tx,
        consultationId,
        subscriber,
        when(subscriber.asked),
      )
      if (subscriber.confirmed) {
        await confirmSubscription(tx, consultationId, token, when(subscriber.confirmed))
        continue
      }
      const link = `${publicUrl}/consultations/${consultation.slug}/updates/link/${token}`
      const about = { consultation: consultation.name, link, days: unconfirmedDays }
      await queueMail(tx, {
        ...confirmationLetter(speakerIn(subscriber.language), about),
        to: subscriber.email,
        purpose: 'Confirm a subscription',
        at: when(subscriber.asked),
        about: subscriptionId,
      })
    }
    for (const board of read.data.boards) await importBoard(tx, consultationId, board, when)
    for (const [position, version] of read.data.pledge.entries())
      await importPledge(tx, consultationId, version, position, when)
    await recordAction(tx, actor, {
      action: 'consultation.taking-part-loaded',
      consultation: consultationId,
      summary: 'Loaded updates, idea boards and a pledge',
      at: now,
    })
  })
}

async function importBoard(
  tx: Db,
  consultationId: string,
  board: TakingPartFile['boards'][number],
  when: (moment: Moment) => Date,
): Promise<void> {
  const dates = { opensAt: when(board.opens).toISOString(), closesAt: when(board.closes).toISOString() }
  const boardId = await addBoard(tx, consultationId, { ...board, ...dates }, when(board.opens))
  const browsers = Array.from({ length: Math.max(0, ...board.ideas.map(one => one.agreements)) }, () =>
    browserOnBoard(newToken(), boardId),
  )
  for (const { posted, decision, reply, agreements, ...words } of board.ideas) {
    const id = newId()
    await postIdea(tx, boardId, { id, ...words, language: 'en' }, when(posted))
    if (decision === undefined) continue
    await moderateIdea(tx, boardId, id, decision === 'show' ? null : decision, when(posted))
    for (const browser of browsers.slice(0, agreements))
      await setAgreement(tx, { boardId, id }, browser, true)
    const idea = reply === undefined ? null : await findIdea(tx, boardId, id)
    if (idea !== null && reply !== undefined) await replyToIdea(tx, idea, reply.text, when(reply.at))
  }
}

async function importPledge(
  tx: Db,
  consultationId: string,
  version: TakingPartFile['pledge'][number],
  after: number,
  when: (moment: Moment) => Date,
): Promise<void> {
  await addPledgeVersion(tx, consultationId, version, after, when(version.published))
  const [newest] = await pledgeVersions(tx, consultationId)
  if (newest === undefined) return
  for (const { signed, checked, ...who } of version.signatures) {
    const id = newId()
    await signPledge(tx, newest.id, { id, ...who, known: false }, newToken(), when(signed))
    if (checked) await checkSignature(tx, consultationId, id, when(signed))
  }
}
