import { expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import {
  addDocument,
  addVariant,
  contentHash,
  findDocument,
  listDocuments,
  removeDocument,
  removeVariant,
  type NewVariant,
} from '../../server/consultations/document-repository.ts'
import {
  addOpinion,
  commentOnOpinion,
  countOpinions,
  eraseComment,
  findOpinion,
  listOpinionComments,
} from '../../server/consultations/opinion-repository.ts'
import {
  addResidentQuestion,
  countWaitingQuestions,
  listResidentQuestions,
  settleResidentQuestion,
  takeReplyAddress,
} from '../../server/consultations/resident-question-repository.ts'
import {
  addSession,
  cancelSession,
  changeSession,
  findPublicSessions,
  findSession,
  listSessions,
  removeSession,
} from '../../server/consultations/session-repository.ts'
import { readUpdates } from '../../server/consultations/updates-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation } from './builders.ts'

const at = new Date('2026-06-05T12:00:00.000Z')
const later = new Date('2026-06-08T12:00:00.000Z')
const text = (documentId: string, body: string, more: Partial<NewVariant> = {}): NewVariant => ({
  documentId,
  kind: 'full',
  language: 'en',
  body,
  link: null,
  file: null,
  reason: '',
  ...more,
})

eachDatabase('documents and their versions', database => {
  for (const published of [false, true]) {
    it(`are ${published ? 'superseded after publication: the earlier one stays' : 'replaced before publication'}`, async () => {
      const { db } = database
      const { consultationId } = published ? await aPublishedConsultation(db) : await aDraftConsultation(db)
      const about = { districtCode: null, title: 'Plan', description: '' }
      const id = await addDocument(db, consultationId, about, at)
      await addVariant(db, consultationId, text(id, 'First'), at)
      const added = await addVariant(db, consultationId, text(id, 'Second', { reason: 'A figure' }), later)
      expect(added).toMatchObject({
        version: published ? 2 : 1,
        beforeHash: published ? contentHash({ body: 'First', link: null, file: null }) : null,
      })
      const stored = await findDocument(db, consultationId, id)
      expect(
        stored?.variants.map(({ body, version, reason, supersededAt }) => [
          body,
          version,
          reason,
          supersededAt,
        ]),
      ).toEqual(
        published
          ? [
              ['Second', 2, 'A figure', null],
              ['First', 1, '', later.toISOString()],
            ]
          : [['Second', 1, '', null]],
      )
      expect((await readUpdates(db, consultationId)).documents.at(-1)?.variants).toHaveLength(1)
    })
  }

  it('are taken out before publication only, and by their own consultation only', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const [document] = await listDocuments(db, consultationId)
    const variant = document?.variants[0]?.id ?? ''
    expect(await removeVariant(db, consultationId, variant)).toBe(false)
    expect(await removeDocument(db, consultationId, document?.id ?? '')).toBe(false)
    expect(await addVariant(db, 'another', text(document?.id ?? '', 'Forged'), at)).toBeNull()
    expect(await findDocument(db, 'another', document?.id ?? '')).toBeNull()
    await db.updateTable('consultation').set({ published_at: null }).execute()
    expect(await removeVariant(db, consultationId, variant)).toBe(true)
    expect(await removeDocument(db, consultationId, document?.id ?? '')).toBe(true)
  })

  it('are known by the file’s own hash, where there is a file alone', () => {
    const file = { sha256: 'a'.repeat(64), originalName: 'a.pdf', mediaType: 'application/pdf', bytes: 1 }
    expect(contentHash({ body: null, link: null, file })).toBe(file.sha256)
    const both = contentHash({ body: 'Text', link: null, file })
    expect(both).toBe(
      createHash('sha256')
        .update(JSON.stringify(['Text', file.sha256, null]))
        .digest('hex'),
    )
    expect(contentHash({ body: 'Text', link: null, file: null })).not.toBe(both)
  })

  it('come summary first, then easy read, English before other languages', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const [document] = await listDocuments(db, consultationId)
    const id = document?.id ?? ''
    for (const [kind, language] of [
      ['translation', 'pl'],
      ['easy-read', 'pl'],
      ['translation', 'ar'],
      ['easy-read', 'en'],
      ['summary', 'en'],
    ] as const) {
      await addVariant(db, consultationId, text(id, 'Text', { kind, language }), at)
    }
    const listed = (await readUpdates(db, consultationId)).documents[0]?.variants
    expect(listed?.map(({ kind, language }) => `${kind} ${language}`)).toEqual([
      'summary en',
      'full en',
      'easy-read en',
      'easy-read pl',
      'translation ar',
      'translation pl',
    ])
  })
})

eachDatabase('questions that people send', database => {
  const asked = { formId: 'form-1', districtCode: 'E07009991', question: 'Why?', email: 'a@example.org' }

  it('are stored once for one form, and again when the form was changed', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    expect(await addResidentQuestion(db, consultationId, asked, at)).toBe(true)
    expect(await addResidentQuestion(db, consultationId, asked, later)).toBe(false)
    expect(await addResidentQuestion(db, consultationId, { ...asked, question: 'When?' }, later)).toBe(true)
    const questions = await listResidentQuestions(db, consultationId)
    expect(questions.map(({ question, wantsReply, state }) => [question, wantsReply, state])).toEqual([
      ['Why?', true, 'waiting'],
      ['When?', true, 'waiting'],
    ])
    expect(await countWaitingQuestions(db, consultationId)).toBe(2)
    // The address is apart, and no list of questions holds it.
    expect(JSON.stringify(questions)).not.toContain('example.org')
  })

  it('are settled once, and the address is given out once and deleted', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await addResidentQuestion(db, consultationId, asked, at)
    const id = (await listResidentQuestions(db, consultationId))[0]?.id ?? ''
    const settled = {
      state: 'declined' as const,
      faqId: null,
      shownQuestion: '',
      shownAnswer: '',
      declinedBecause: 'unclear',
    }
    expect(await settleResidentQuestion(db, 'another', id, settled, 'Ann', later)).toBe(false)
    expect(await settleResidentQuestion(db, consultationId, id, settled, 'Ann', later)).toBe(true)
    expect(await settleResidentQuestion(db, consultationId, id, settled, 'Ben', later)).toBe(false)
    expect(await takeReplyAddress(db, id)).toBe('a@example.org')
    expect(await takeReplyAddress(db, id)).toBeNull()
    expect((await listResidentQuestions(db, consultationId))[0]).toMatchObject({
      state: 'declined',
      settledBy: 'Ann',
      wantsReply: false,
    })
    expect(await db.selectFrom('resident_question_reply').selectAll().execute()).toEqual([])
  })
})

eachDatabase('drop-in sessions', database => {
  it('keep how they stood, count their changes, and stay when they are cancelled', async () => {
    const { db } = database
    const { consultationId, slug } = await aPublishedConsultation(db)
    const [session] = await listSessions(db, consultationId)
    if (!session) throw new Error('No session.')
    const plan = { ...session, venue: 'Village hall', position: [0.1, 52.3] as const }
    expect(
      await changeSession(db, consultationId, session.id, { plan, note: 'The library is shut' }, at),
    ).toBe(true)
    expect(await changeSession(db, 'another', session.id, { plan, note: 'Forged' }, at)).toBe(false)
    expect(await cancelSession(db, consultationId, session.id, 'Snow', later)).toBe(true)
    expect(await cancelSession(db, consultationId, session.id, 'Again', later)).toBe(false)
    expect(await changeSession(db, consultationId, session.id, { plan, note: 'Late' }, later)).toBe(false)
    expect(await removeSession(db, consultationId, session.id)).toBe(false)
    const stored = await findSession(db, consultationId, session.id)
    expect(stored).toMatchObject({
      venue: 'Village hall',
      position: [0.1, 52.3],
      sequence: 2,
      cancelledAt: later.toISOString(),
      changedAt: later.toISOString(),
    })
    expect(stored?.changes.map(({ note, venue }) => [note, venue])).toEqual([
      ['Snow', 'Village hall'],
      ['The library is shut', 'Fenton Library'],
    ])
    expect((await readUpdates(db, consultationId)).sessions[0]).toMatchObject({
      cancelledAt: later.toISOString(),
      changes: stored?.changes,
    })
    expect((await findPublicSessions(db, slug))?.sessions).toEqual([stored])
    expect(await findPublicSessions(db, 'none')).toBeNull()
  })

  it('are changed without a trace, and taken out, before publication', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const id = await addSession(db, consultationId, {
      districtCode: null,
      startsAt: '2026-06-20T09:00:00.000Z',
      endsAt: '2026-06-20T10:00:00.000Z',
      venue: 'Hall',
      address: 'Green Lane',
      access: '',
      languages: '',
    })
    const session = await findSession(db, consultationId, id)
    if (!session) throw new Error('No session.')
    await changeSession(db, consultationId, id, { plan: { ...session, venue: 'Other hall' }, note: null }, at)
    expect(await findSession(db, consultationId, id)).toMatchObject({
      venue: 'Other hall',
      sequence: 0,
      changedAt: null,
      changes: [],
    })
    expect(await removeSession(db, consultationId, id)).toBe(true)
  })
})

eachDatabase('whether pages were useful', database => {
  it('is counted by page, with one comment for each opinion, which can be erased', async () => {
    const { db } = database
    const { consultationId, slug } = await aPublishedConsultation(db)
    const page = `/consultations/${slug}`
    const opinion = { page, useful: false, givenOn: '2026-06-05' }
    const id = (await addOpinion(db, slug, opinion)) ?? ''
    await addOpinion(db, slug, { ...opinion, useful: true })
    await addOpinion(db, slug, { ...opinion, page: `${page}/fen`, useful: true })
    expect(await addOpinion(db, 'none', opinion)).toBeNull()
    expect(await commentOnOpinion(db, id, 'Too long')).toBe(true)
    expect(await commentOnOpinion(db, id, 'Again')).toBe(false)
    expect(await countOpinions(db, consultationId)).toEqual([
      { page, useful: 1, notUseful: 1 },
      { page: `${page}/fen`, useful: 1, notUseful: 0 },
    ])
    expect(await listOpinionComments(db, consultationId)).toEqual([
      { id, page, useful: false, comment: 'Too long', givenOn: '2026-06-05' },
    ])
    expect(await eraseComment(db, 'another', id)).toBe(false)
    expect(await eraseComment(db, consultationId, id)).toBe(true)
    expect(await findOpinion(db, id)).toMatchObject({ comment: '', useful: false })
  })
})
