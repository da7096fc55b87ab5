import { expect, it } from '@jest/globals'
import { findConsultation, listChanges, listVersions } from '../../server/consultations/index.ts'
import { askForReview, sendBack } from '../../server/consultations/review-repository.ts'
import { listSurveys, publishConsultation } from '../../server/surveys/index.ts'
import { aDraftConsultation, whileOpen } from '../consultations/builders.ts'
import { answerChecklist } from '../consultations/record-support.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date(whileOpen)
const clock = (): Date => at
const asker = { accountId: 'asker', name: 'Asker' }
const publisher = { accountId: 'publisher', name: 'Publisher' }

eachDatabase('publishing a consultation', database => {
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
})

const order = ['texts', 'scenario', 'proposals', 'document', 'checklist', 'survey']
