import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import {
  findConsultation,
  listChanges,
  listVersions,
  logChange,
  publicationMark,
  readRecord,
  readVersion,
  verifyVersions,
} from '../../server/consultations/index.ts'
import { changePublished } from '../../server/consultations/consultation-repository.ts'
import { withTexts } from '../../server/consultations/correctable-texts.ts'
import {
  askToPublishCorrection,
  beginCorrection,
  readCorrection,
  writeCorrection,
} from '../../server/consultations/correction-repository.ts'
import {
  addGovernanceDate,
  readDecisions,
  recordDecision,
  recordFollowUp,
  takeBackFollowUp,
} from '../../server/consultations/decision-repository.ts'
import {
  answerCheck,
  currentCheckAnswers,
  listCheckAnswers,
} from '../../server/consultations/checklist-repository.ts'
import { askForReview, sendBack } from '../../server/consultations/review-repository.ts'
import { inTransaction, type Db } from '../../server/db/index.ts'
import { publishCorrection } from '../../server/surveys/correction-service.ts'
import { listSurveys, publishConsultation } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { actor, aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'
import { answerChecklist } from './record-support.ts'

const at = new Date(whileOpen)
const clock = (): Date => at
const asker = { accountId: 'asker', name: 'Asker' }
const publisher = { accountId: 'publisher', name: 'Publisher' }

async function corrected(db: Db, consultationId: string, texts: Record<string, string>): Promise<void> {
  const consultation = await findConsultation(db, consultationId)
  const record = await readRecord(db, consultation?.recordHash ?? '')
  const [newest] = await listVersions(db, consultationId)
  await beginCorrection(db, consultationId, { version: newest?.version ?? 0, record }, asker, at)
  await writeCorrection(db, consultationId, 1, withTexts(record, new Map(Object.entries(texts))), at)
  await askToPublishCorrection(db, consultationId, 2, 'A sentence was wrong.', asker, at)
}

eachDatabase('the record of a consultation', database => {
  it('is published by another person than the one who asked, once, with everything that was published together', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await answerChecklist(db, consultationId)
    await expect(publishConsultation(db, consultationId, publisher, clock)).rejects.toThrow(
      'Ask for a review',
    )
    expect(await askForReview(db, consultationId, asker, at)).toBe(true)
    expect(await askForReview(db, consultationId, publisher, at)).toBe(false)
    await expect(publishConsultation(db, consultationId, asker, clock)).rejects.toThrow('Somebody else')
    const outcomes = await Promise.allSettled([
      publishConsultation(db, consultationId, publisher, clock),
      publishConsultation(db, consultationId, { accountId: 'third', name: 'Third' }, clock),
    ])
    expect(outcomes.map(outcome => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    const failed = outcomes.find(outcome => outcome.status === 'rejected')
    expect(String(failed?.reason)).toContain('published already')
    const [version, ...more] = await listVersions(db, consultationId)
    expect(more).toEqual([])
    expect(version).toMatchObject({ version: 1, reason: '' })
    expect(version?.contents.map(entry => entry.kind)).toEqual(
      ['texts', 'scenario', 'proposals', 'proposals', 'document', 'survey', 'survey', 'checklist'].sort(
        (a, b) => order.indexOf(a) - order.indexOf(b),
      ),
    )
    expect(version?.contents.every(entry => /^[0-9a-f]{64}$/.test(entry.sha256))).toBe(true)
    expect(version?.checklist).toHaveLength(10)
    expect((await listChanges(db, consultationId)).map(change => change.kind)).toEqual(['published'])
    const surveys = await listSurveys(db, consultationId)
    expect(version?.contents.filter(entry => entry.kind === 'survey').map(entry => entry.sha256)).toEqual(
      surveys.map(survey => survey.hash),
    )
  })

  it('lets the administrator publish alone, and writes that down', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await answerChecklist(db, consultationId)
    await askForReview(db, consultationId, asker, at)
    await publishConsultation(db, consultationId, asker, clock, { administrator: true })
    const audit = await db.selectFrom('audit').select('summary').execute()
    expect(audit.some(row => row.summary.includes('after asking for the review themselves'))).toBe(true)
  })

  it('is not published while a point of the checklist is open, or after it was changed unseen', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await askForReview(db, consultationId, asker, at)
    await expect(publishConsultation(db, consultationId, publisher, clock)).rejects.toThrow(
      'Nothing is decided',
    )
    await answerChecklist(db, consultationId)
    await expect(
      publishConsultation(db, consultationId, publisher, clock, { mark: 'what I read before' }),
    ).rejects.toThrow('changed since')
    expect((await findConsultation(db, consultationId))?.publishedAt).toBeNull()
    expect(await sendBack(db, consultationId, 'Say it more simply.', at)).toBe(true)
    expect(await sendBack(db, consultationId, 'Again.', at)).toBe(false)
    expect(await findConsultation(db, consultationId)).toMatchObject({
      preparation: 'draft',
      review: null,
      sentBackBecause: 'Say it more simply.',
    })
  })

  it('keeps every byte of a superseded version, and what is in force says the new', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const before = await db.selectFrom('consultation_record').selectAll().executeTakeFirstOrThrow()
    const [proposal] = await db
      .selectFrom('proposal')
      .select('id')
      .where('district_code', '=', 'E07009991')
      .execute()
    await corrected(db, consultationId, {
      introduction: 'We ask what you think, <b>all</b> of you.',
      [`proposal-${proposal?.id ?? ''}-title`]: 'Alder Children’s Centre',
    })
    // Until it is published, the public reads what is published.
    expect((await findConsultation(db, consultationId))?.introduction).toBe('We ask what you think.')
    await expect(publishCorrection(db, consultationId, asker, clock)).rejects.toThrow('Somebody else')
    expect(await publishCorrection(db, consultationId, publisher, clock)).toBe(2)
    const after = await db.selectFrom('consultation_record').selectAll().orderBy('version').execute()
    expect(after[0]).toEqual(before)
    expect(
      createHash('sha256')
        .update(after[1]?.record ?? '')
        .digest('hex'),
    ).toBe(after[1]?.hash)
    const consultation = await findConsultation(db, consultationId)
    expect(consultation?.introduction).toBe('We ask what you think, <b>all</b> of you.')
    expect(consultation?.recordHash).toBe(after[1]?.hash)
    expect(await readCorrection(db, consultationId)).toBeNull()
    const found = await readVersion(db, consultationId, 1)
    expect(found).toMatchObject({ own: { json: before.record }, before: null, newest: 2 })
    // The proposal's name stands in the questions of its district alone.
    const surveys = await listSurveys(db, consultationId)
    expect(surveys.map(survey => [survey.districtCode, survey.version])).toEqual([
      ['E07009991', 2],
      ['E07009991', 1],
      ['E07009992', 1],
    ])
    const log = await listChanges(db, consultationId)
    expect(log.map(change => change.kind)).toEqual(['survey', 'texts', 'published'])
    // The marks that the log gives are those of the versions' own pages, and follow one another.
    const marks = (await listVersions(db, consultationId)).map(publicationMark)
    expect(log[1]).toMatchObject({
      reason: 'A sentence was wrong.',
      beforeHash: marks[1],
      afterHash: marks[0],
    })
    expect([log[2]?.afterHash, new Set(marks).size]).toEqual([marks[1], 2])
  })

  it('is found out when a letter was changed behind its back', async () => {
    const { db } = database
    const { county, consultationId } = await aPublishedConsultation(db)
    await corrected(db, consultationId, { reasons: 'To help more families.' })
    await publishCorrection(db, consultationId, publisher, clock)
    const holds = async (): Promise<boolean[]> =>
      (await verifyVersions(db, county.id)).map(version => version.holds)
    expect(await holds()).toEqual([true, true])
    const { record } = await db
      .selectFrom('consultation_record')
      .select('record')
      .where('version', '=', 1)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('consultation_record')
      .set({ record: record.replace('save money', 'save  money') })
      .where('version', '=', 1)
      .execute()
    expect(await holds()).toEqual([false, true])
  })

  it('takes one of two who publish a correction at once', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await corrected(db, consultationId, { reasons: 'To help more families.' })
    const outcomes = await Promise.allSettled([
      publishCorrection(db, consultationId, publisher, clock),
      publishCorrection(db, consultationId, { accountId: 'third', name: 'Third' }, clock),
    ])
    expect(outcomes.map(outcome => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await listVersions(db, consultationId)).map(version => version.version)).toEqual([2, 1])
  })

  it('publishes no correction that changes nothing, and asks again after every change', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await corrected(db, consultationId, {})
    await expect(publishCorrection(db, consultationId, publisher, clock)).rejects.toThrow('Nothing differs')
    const correction = await readCorrection(db, consultationId)
    if (correction === null) throw new Error('There is one.')
    expect(await writeCorrection(db, consultationId, 1, correction.record, at)).toBe(false)
    expect(await writeCorrection(db, consultationId, correction.version, correction.record, at)).toBe(true)
    await expect(publishCorrection(db, consultationId, publisher, clock)).rejects.toThrow('ask for it')
  })

  it('logs nothing before publication, and cleans what is typed', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const change = { kind: 'faq', summary: 'A question\u202e was added.', at } as const
    expect(await logChange(db, consultationId, change)).toBe(false)
    await publishConsultation(db, consultationId, actor, clock)
    expect(await logChange(db, consultationId, { ...change, reason: 'a\u0000b\u2066c' })).toBe(true)
    expect((await listChanges(db, consultationId))[0]).toMatchObject({
      summary: 'A question was added.',
      reason: 'abc',
    })
  })

  it('keeps earlier answers of the checklist', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const answer = { item: 'time', evidence: '', by: 'One' } as const
    await answerCheck(db, consultationId, { ...answer, answer: 'First' }, at)
    await answerCheck(db, consultationId, { ...answer, answer: 'Second' }, new Date(at.getTime() + 1))
    expect((await currentCheckAnswers(db, consultationId)).map(one => one.answer)).toEqual(['Second'])
    expect((await listCheckAnswers(db, consultationId)).map(one => one.answer)).toEqual(['Second', 'First'])
  })

  it('changes dates only for somebody who has seen the newest', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const { version = 0 } = (await findConsultation(db, consultationId)) ?? {}
    const change = { closesAt: '2026-07-31T16:00:00.000Z' }
    expect(await changePublished(db, consultationId, version - 1, change, at)).toBe(false)
    expect(await changePublished(db, consultationId, version, change, at)).toBe(true)
    expect(await changePublished(db, consultationId, version, change, at)).toBe(false)
  })

  it('holds meetings, the decision in every wording, and what happened next', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const paper = { title: 'Report', url: 'https://example.org/report', documentId: null }
    await inTransaction(db, async tx => {
      for (const on of ['2026-09-01', '2026-07-01']) {
        await addGovernanceDate(tx, consultationId, { on, committee: 'Cabinet', what: 'Looks', paper }, at)
      }
      const decision = {
        decidedOn: '2026-09-01',
        decidedBy: 'Cabinet',
        whatChanged: 'Two stay.',
        paper: null,
      }
      await recordDecision(tx, consultationId, { ...decision, decision: 'One' }, 'A', at)
      const later = new Date(at.getTime() + 1000)
      await recordDecision(tx, consultationId, { ...decision, decision: 'Two' }, 'A', later)
      await recordFollowUp(tx, consultationId, { on: '2026-10-01', happened: 'Opened.', paper }, 'A', later)
    })
    const read = await readDecisions(db, consultationId)
    expect(read.dates.map(date => [date.on, date.paper])).toEqual([
      ['2026-07-01', paper],
      ['2026-09-01', paper],
    ])
    expect(read.decisions.map(decision => [decision.decision, decision.replacedAt !== null])).toEqual([
      ['Two', false],
      ['One', true],
    ])
    expect(await findConsultation(db, consultationId)).toMatchObject({
      decisionOn: '2026-09-01',
      decisionBy: 'Cabinet',
      decisionRecordedAt: at.toISOString(),
    })
    const [entry] = read.followUps
    expect(await takeBackFollowUp(db, consultationId, entry?.id ?? '', at)).toBe('Opened.')
    expect(await takeBackFollowUp(db, consultationId, entry?.id ?? '', at)).toBeNull()
    expect((await findConsultation(db, consultationId))?.followedUpAt).toBeNull()
  })
})

const order = ['texts', 'scenario', 'proposals', 'document', 'checklist', 'survey']
