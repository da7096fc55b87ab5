import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { shownName } from '../../server/platform/form-shown.ts'
import { readCorrection } from '../../server/consultations/correction-repository.ts'
import { staffAndPublic } from './manage-support.ts'
import { day, hiddenOn, twice } from './record-support.ts'

type Table = 'audit' | 'bulletin' | 'consultation_change' | 'consultation_document' | 'drop_in_session' | 'faq' | 'idea_board' // prettier-ignore

const session = {
  ...day('date', '2026-06-20'),
  starts: '10am',
  ends: '11:30',
  venue: 'Hall',
  address: 'Green Lane',
}
const board = {
  districtCode: '',
  question: 'What would help?',
  introduction: '',
  ...day('opensOn', '2026-06-01'),
  opensTime: '9am',
  ...day('closesOn', '2026-07-20'),
  closesTime: '5pm',
}

describe('forms that add something', () => {
  let staff: Awaited<ReturnType<typeof staffAndPublic>>
  let at = ''
  beforeEach(async () => {
    staff = await staffAndPublic()
    at = `/manage/consultations/${staff.id}`
  })
  afterEach(() => staff.close())

  const rows = async (table: Table): Promise<number> =>
    (await staff.app.db.selectFrom(table).selectAll().execute()).length
  const counts = async (table: Table): Promise<number[]> => [
    await rows(table),
    await rows('audit'),
    await rows('consultation_change'),
  ]
  const notice = async (): Promise<string> =>
    /<h2 class="govuk-notification-banner__title"[^]*?<p[^>]*>([^<]*)</.exec(
      (await staff.planner.get('/account')).text,
    )?.[1] ?? ''

  it.each([
    ['a drop-in session', 'sessions', 'sessions', session, 'drop_in_session'],
    ['a question', 'questions', 'questions', { question: 'When?', answer: 'In July.' }, 'faq'],
    ['an idea board', 'ideas', 'ideas', board, 'idea_board'],
    ['a document', 'documents', 'documents', { title: 'Map', description: '' }, 'consultation_document'],
    ['an update', 'updates', 'updates', { title: 'News', body: 'It is open.' }, 'bulletin'],
  ] as const)('add %s once, with the same answer', async (_what, page, path, fields, table) => {
    const shown = hiddenOn((await staff.planner.get(`${at}/${page}`)).text, shownName)
    const form = { ...fields, [shownName]: shown }
    const before = await rows(table)
    const first = await staff.planner.post(`${at}/${path}`, form)
    expect(first.status).toBe(303)
    const said = await notice()
    const after = await counts(table)
    expect(after[0]).toBe(before + 1)
    const second = await staff.planner.post(`${at}/${path}`, form)
    expect([second.status, second.headers['location']]).toEqual([303, first.headers['location']])
    expect(await notice()).toBe(said)
    expect(await counts(table)).toEqual(after)
    // Two at once, as a double click sends them.
    const again = hiddenOn((await staff.planner.get(`${at}/${page}`)).text, shownName)
    expect(again).not.toBe(shown)
    const both = await Promise.all(
      [1, 2].map(() => staff.planner.post(`${at}/${path}`, { ...form, [shownName]: again })),
    )
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(both[0]?.headers['location']).toBe(both[1]?.headers['location'])
    expect(await rows(table)).toBe(before + 2)
  })

  it('add another one where somebody goes back and writes something else', async () => {
    const shown = hiddenOn((await staff.planner.get(`${at}/questions`)).text, shownName)
    const before = await rows('faq')
    await staff.planner.post(`${at}/questions`, { question: 'When?', answer: 'In July.', [shownName]: shown })
    await staff.planner.post(`${at}/questions`, {
      question: 'Where?',
      answer: 'In July.',
      [shownName]: shown,
    })
    expect(await rows('faq')).toBe(before + 2)
  })

  it('mark days once, and begin a consultation once', async () => {
    const days = hiddenOn((await staff.planner.get('/manage/calendar')).text, shownName)
    const form = {
      kind: 'school-holiday',
      name: 'Spring',
      ...day('from', '2026-04-01'),
      ...day('to', '2026-04-14'),
      [shownName]: days,
    }
    for (const sent of await twice(() => staff.planner.post('/manage/calendar', form)))
      expect(sent.status).toBe(303)
    expect((await staff.planner.get('/manage/calendar')).text.match(/<th[^>]*>Spring/g)).toHaveLength(1)
    const begun = hiddenOn((await staff.planner.get('/manage/consultations/new')).text, shownName)
    const places = []
    for (const sent of await twice(() =>
      staff.planner.post('/manage/consultations/new', {
        name: 'Another one',
        scenarioId: '',
        [shownName]: begun,
      }),
    )) {
      places.push(sent.headers['location'])
    }
    expect(places[0]).toBe(places[1])
    const named = staff.app.db.selectFrom('consultation').select('id').where('name', '=', 'Another one')
    expect(await named.execute()).toHaveLength(1)
  })

  it('answer a second version of a document, of a pledge or of a correction’s list as the first', async () => {
    const document = await staff.planner.post(`${at}/documents`, { title: 'Map', description: '' })
    const here = document.headers['location'] ?? ''
    const page = (await staff.planner.get(here)).text
    const variant = {
      [shownName]: hiddenOn(page, shownName),
      kind: 'full',
      language: 'en',
      body: 'All of it.',
      link: '',
      reason: 'It was missing',
      replaces: '',
      late: 'yes',
    }
    for (const sent of await twice(() => staff.planner.send(here, variant, []))) {
      expect([sent.status, sent.headers['location']]).toEqual([303, here])
    }
    const pledge = {
      [shownName]: hiddenOn((await staff.planner.get(`${at}/pledge`)).text, shownName),
      after: '0',
      title: 'We listen',
      body: 'We do.',
      note: '',
      act: 'publish',
    }
    for (const sent of await twice(() => staff.planner.post(`${at}/pledge`, pledge)))
      expect(sent.status).toBe(303)

    await staff.planner.post(`${at}/correction/begin`)
    const option = `${at}/correction/options/new`
    const written = (await staff.planner.get(option)).text
    const form = {
      [shownName]: hiddenOn(written, shownName),
      seen: hiddenOn(written, 'seen'),
      name: 'Shorter hours',
      whatItWas: 'All open, less.',
      whyNot: 'Saves little.',
    }
    for (const sent of await twice(() => staff.planner.post(option, form))) expect(sent.status).toBe(303)
    const correction = await readCorrection(staff.app.db, staff.id)
    expect(correction?.record.options.filter(({ name }) => name === 'Shorter hours')).toHaveLength(1)
  })

  it('publish a question that somebody sent once, and say so twice', async () => {
    await staff.visitor.post(`/consultations/${staff.slug}/questions/ask`, {
      formId: '',
      question: 'When will we know?',
      districtCode: '',
      email: 'jo@example.org',
    })
    const { id } = await staff.app.db
      .selectFrom('resident_question')
      .select('id')
      .where('question', '=', 'When will we know?')
      .executeTakeFirstOrThrow()
    const page = `${at}/questions/sent/${id}`
    const form = {
      [shownName]: hiddenOn((await staff.planner.get(page)).text, shownName),
      question: 'When will people know?',
      answer: 'In July.',
    }
    const before = await rows('faq')
    const said = []
    for (let time = 1; time <= 2; time += 1) {
      expect((await staff.planner.post(`${page}/move`, form)).status).toBe(303)
      said.push(await notice())
    }
    expect(said[0]).toContain('outbox')
    expect(said[1]).toBe(said[0])
    expect(await rows('faq')).toBe(before + 1)
  })
})
