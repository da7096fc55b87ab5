import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import {
  deleteBesideAnswers,
  deleteSomeResponses,
  fileHashes,
  filesOfNobodyElse,
  storedOfPeople,
} from '../../server/findings/answer-deletion-repository.ts'
import { addFlag } from '../../server/findings/flag-repository.ts'
import { storeResponseFiles } from '../../server/surveys/response-file-repository.ts'
import { withdrawResponse } from '../../server/surveys/response-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { at, readComments } from './comments.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

const sha = (letter: string): string => letter.repeat(64)
const at0 = at.toISOString()

/** A consultation with a response that was withdrawn and one with a file, and everything that is kept beside them. */
async function peopleOf(db: Db, slug: string, files: readonly string[]): Promise<TestConsultation> {
  const consultation = await aConsultation(db, slug)
  const { id } = consultation
  const first = await aResponse(db, consultation, {
    texts: { missed: 'The bus' },
    choices: { overall: ['agree'] },
  })
  await withdrawResponse(db, await aResponse(db, consultation, { texts: { missed: 'Taken back' } }), at)
  await storeResponseFiles(
    db,
    first,
    files.map((sha256, number) => ({
      questionKey: `photo-${number}`,
      sha256,
      originalName: 'a.png',
      mediaType: 'image/png',
      bytes: 1,
    })),
  )
  await db
    .insertInto('response_signal')
    .values({ response_id: first, signal: 'fast', reason: 'Fast', recorded_at: at0 })
    .execute()
  const [comment] = await readComments(db, consultation)
  await addFlag(db, { consultationId: id, answerId: comment?.id ?? '', note: 'Danger', by: 'Ann', at })
  await db
    .insertInto('resident_question')
    .values({
      id: `question-${slug}`,
      consultation_id: id,
      form_id: `form-${slug}`,
      district_code: null,
      question: 'Where do I live?',
      asked_at: at0,
      state: 'waiting',
      faq_id: null,
      shown_question: '',
      shown_answer: '',
      declined_because: null,
      settled_at: null,
      settled_by: '',
      address_erased_at: null,
    })
    .execute()
  await db
    .insertInto('page_opinion')
    .values({
      id: `opinion-${slug}`,
      consultation_id: id,
      page: 'x',
      useful: 1,
      comment: 'Ask Jo',
      given_on: '2026-09-01',
    })
    .execute()
  await db
    .insertInto('idea_board')
    .values({
      id: `board-${slug}`,
      consultation_id: id,
      district_code: null,
      question: 'What else?',
      introduction: '',
      opens_at: at0,
      closes_at: at0,
      created_at: at0,
    })
    .execute()
  const idea = {
    board_id: `board-${slug}`,
    body: 'Words',
    neighbourhood: 'Ely',
    language: 'en',
    posted_at: at0,
  }
  const never = { moderated_at: null, redacted: 0, reply: null, replied_at: null }
  await db
    .insertInto('idea')
    .values([
      { ...idea, ...never, id: `shown-${slug}`, title: 'Shown', state: 'shown', reason: null },
      { ...idea, ...never, id: `declined-${slug}`, title: 'Rude', state: 'declined', reason: 'personal' },
    ])
    .execute()
  await db
    .insertInto('pledge_version')
    .values({
      id: `pledge-${slug}`,
      consultation_id: id,
      version: 1,
      title: 'We',
      body: 'We',
      note: '',
      published_at: at0,
    })
    .execute()
  const signature = {
    pledge_version_id: `pledge-${slug}`,
    role: 'Nurse',
    organisation: 'Clinic',
    signed_at: at0,
  }
  await db
    .insertInto('pledge_signature')
    .values(
      ['named', 'unnamed', 'unchecked'].map(name => ({
        ...signature,
        id: `${name}-${slug}`,
        name,
        may_be_named: name === 'unnamed' ? 0 : 1,
        checked_at: name === 'unchecked' ? null : at0,
        withdrawn_at: null,
        token_hash: `${name}-${slug}`,
      })),
    )
    .execute()
  const paper = { consultation_id: id, district_code: 'D1', survey_id: consultation.surveys[0]?.id ?? '' }
  await db
    .insertInto('paper_issue')
    .values({
      ...paper,
      id: `issue-${slug}`,
      label: 'x',
      language: 'en',
      copies: 1,
      issued_at: at0,
      issued_by: 'Ann',
    })
    .execute()
  await db
    .insertInto('paper_form')
    .values({
      ...paper,
      id: `form-${slug}`,
      issue_id: `issue-${slug}`,
      serial: `${slug}-1`,
      language: 'en',
      status: 'keyed',
      batch_id: null,
      reason: null,
      received_on: '2026-09-10',
      late: 0,
      response_id: first,
      checked: 'none',
      changed_at: at0,
    })
    .execute()
  const typed = { form_id: `form-${slug}`, account_id: 'a' }
  await db
    .insertInto('paper_keying')
    .values({
      ...typed,
      id: `keying-${slug}`,
      turn: 'first',
      account_name: 'Ann',
      keyed_at: at0,
      as_written: '{}',
    })
    .execute()
  await db
    .insertInto('paper_draft')
    .values({ ...typed, fields: '{}', saved_at: at0 })
    .execute()
  return consultation
}

const tables = [
  'response',
  'answer',
  'response_file',
  'response_signal',
  'comment_theme',
  'comment_reading',
  'safeguarding_flag',
  'paper_form',
  'paper_keying',
  'paper_draft',
  'resident_question',
  'idea',
  'pledge_signature',
] as const

async function counts(db: Db): Promise<Record<string, number>> {
  const counted: Record<string, number> = {}
  for (const table of tables) counted[table] = (await db.selectFrom(table).selectAll().execute()).length
  return counted
}

eachDatabase('deleting the answers to a consultation', database => {
  it('deletes all that people told it, and leaves another consultation as it is', async () => {
    const { db } = database
    await peopleOf(db, 'other', [sha('a'), sha('b')])
    const before = await counts(db)
    const others = async () => ({
      questions: await db
        .selectFrom('resident_question')
        .selectAll()
        .where('id', '=', 'question-other')
        .execute(),
      opinions: await db.selectFrom('page_opinion').selectAll().where('id', '=', 'opinion-other').execute(),
      ideas: await db
        .selectFrom('idea')
        .selectAll()
        .where('board_id', '=', 'board-other')
        .orderBy('id')
        .execute(),
      names: await db
        .selectFrom('pledge_signature')
        .selectAll()
        .where('pledge_version_id', '=', 'pledge-other')
        .orderBy('id')
        .execute(),
    })
    const othersBefore = await others()
    const { id } = await peopleOf(db, 'centres', [sha('a'), sha('c')])
    expect(await storedOfPeople(db, id)).toEqual({ responses: 2, withdrawn: 1, files: 2 })
    expect((await fileHashes(db, id)).sort()).toEqual([sha('a'), sha('c')])
    // The other consultation has the same content.
    expect(await filesOfNobodyElse(db, id)).toEqual([sha('c')])

    await deleteBesideAnswers(db, id)
    expect([await deleteSomeResponses(db, id, 1), await deleteSomeResponses(db, id, 1)]).toEqual([1, 1])
    expect(await deleteSomeResponses(db, id, 1)).toBe(0)

    expect(await storedOfPeople(db, id)).toEqual({ responses: 0, withdrawn: 0, files: 0 })
    // How many ideas, names and forms there were stays known.
    expect(await counts(db)).toEqual({ ...before, idea: 4, pledge_signature: 6, paper_form: 2 })
    expect(await others()).toEqual(othersBefore)
    const ideas = await db
      .selectFrom('idea')
      .select(['title', 'body'])
      .where('board_id', '=', 'board-centres')
      .execute()
    expect(ideas.map(idea => `${idea.title}: ${idea.body}`).sort()).toEqual(['Deleted: ', 'Shown: Words'])
    const names = await db
      .selectFrom('pledge_signature')
      .select(['name', 'role'])
      .where('pledge_version_id', '=', 'pledge-centres')
      .execute()
    expect(names.map(({ name, role }) => `${name} ${role}`).sort()).toEqual([' ', ' ', 'named Nurse'])
    const forms = await db
      .selectFrom('paper_form')
      .select(['serial', 'response_id'])
      .orderBy('serial')
      .execute()
    expect(forms.map(form => [form.serial, form.response_id === null])).toEqual([
      ['centres-1', true],
      ['other-1', false],
    ])
    const opinion = await db
      .selectFrom('page_opinion')
      .select('comment')
      .where('id', '=', 'opinion-centres')
      .execute()
    expect(opinion).toEqual([{ comment: '' }])
  })
})
