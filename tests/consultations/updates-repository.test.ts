import { expect, it } from '@jest/globals'
import { addDocument, addVariant, listDocuments } from '../../server/consultations/document-repository.ts'
import { addFaq, changeFaq } from '../../server/consultations/faq-repository.ts'
import { cancelSession, listSessions } from '../../server/consultations/session-repository.ts'
import { readUpdates } from '../../server/consultations/updates-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPublishedConsultation } from './builders.ts'

const at = new Date('2026-06-05T12:00:00.000Z')

eachDatabase('what may grow after publication', database => {
  it('is read at once: documents in force without their texts, questions with their newest change, sessions', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const [summary] = await listDocuments(db, consultationId)
    const variant = { link: null, file: null, reason: 'A figure', language: 'en' }
    const documentId = summary?.id ?? ''
    await addVariant(db, consultationId, { ...variant, documentId, kind: 'full', body: 'Newer' }, at)
    await addDocument(db, consultationId, { districtCode: null, title: 'Empty', description: '' }, at)
    const faqId = await addFaq(db, consultationId, { question: 'When?', answer: 'Soon.' }, at)
    const change = { id: faqId, question: 'When?', answer: 'In July.', note: 'The month' }
    await changeFaq(db, consultationId, change, at)
    const [session] = await listSessions(db, consultationId)
    await cancelSession(db, consultationId, session?.id ?? '', 'Snow', at)
    const updates = await readUpdates(db, consultationId)
    expect(updates.documents.map(({ title, variants }) => [title, variants.length])).toEqual([
      ['Summary', 1],
      ['Empty', 0],
    ])
    expect(updates.documents[0]?.variants[0]).toMatchObject({ hasText: true, link: null, file: null })
    expect(JSON.stringify(updates)).not.toContain('Newer')
    expect(updates.faqs.map(({ question, answer, changeNote }) => [question, answer, changeNote])).toEqual([
      ['Why?', 'To save money.', null],
      ['When?', 'In July.', 'The month'],
    ])
    expect(updates.sessions).toMatchObject([{ venue: 'Fenton Library', cancelledAt: at.toISOString() }])
  })

  it('is nobody else’s: another consultation has none of it', async () => {
    const { db } = database
    await aPublishedConsultation(db)
    expect(await readUpdates(db, 'another')).toEqual({ documents: [], faqs: [], sessions: [] })
  })
})
