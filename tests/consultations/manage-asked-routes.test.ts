import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { closesAt, whileOpen } from './builders.ts'
import { staffAndPublic } from './manage-support.ts'

describe('the inbox of questions that people sent', () => {
  let staff: Awaited<ReturnType<typeof staffAndPublic>>
  let at = ''
  beforeAll(async () => {
    staff = await staffAndPublic()
    at = `/manage/consultations/${staff.id}/questions`
  })
  afterAll(() => staff.close())

  const ask = async (question: string, email = ''): Promise<string> => {
    const sent = await staff.visitor.post(`/consultations/${staff.slug}/questions/ask`, {
      formId: '',
      question,
      districtCode: '',
      email,
    })
    expect(sent.status).toBe(303)
    const row = await staff.app.db
      .selectFrom('resident_question')
      .select('id')
      .where('question', '=', question)
      .executeTakeFirstOrThrow()
    return `${at}/sent/${row.id}`
  }
  const letters = () => staff.app.db.selectFrom('letter').selectAll().orderBy('queued_at').execute()

  it('publish a question in their own words, and tell whoever asked, whose address is then deleted', async () => {
    const page = await ask('When will my friend Jo Bloggs at 3 High Street know?', 'Jo@Example.org')
    expect((await staff.visitor.get(`/consultations/${staff.slug}/questions`)).text).not.toContain('Bloggs')
    expect((await staff.planner.get(page)).text).toContain('Jo Bloggs')
    expect((await staff.planner.get(page)).text).not.toContain('example.org')
    expect((await staff.planner.post(`${page}/move`, { question: '', answer: '' })).status).toBe(422)
    const moved = await staff.planner.post(`${page}/move`, {
      question: 'When will people know?',
      answer: 'In July.',
    })
    expect(moved.status).toBe(303)
    const shown = await staff.visitor.get(`/consultations/${staff.slug}/questions`)
    expect(shown.text).toContain('When will people know?')
    expect(shown.text).not.toContain('Bloggs')
    const [letter] = await letters()
    expect(letter).toMatchObject({ recipient: 'jo@example.org', purpose: 'Reply to a question' })
    expect(letter?.body_text).toContain('In July.')
    expect(letter?.body_text).toContain('not an answer to the consultation')
    expect(await staff.app.db.selectFrom('resident_question_reply').selectAll().execute()).toEqual([])
    expect((await staff.planner.post(`${page}/move`, { question: 'Again?', answer: 'No.' })).status).toBe(409)
    expect(await letters()).toHaveLength(1)
  })

  it('answer by one that is published, by email alone, or decline', async () => {
    const faq = await staff.app.db
      .selectFrom('faq')
      .selectAll()
      .where('question', '=', 'Why?')
      .executeTakeFirstOrThrow()
    const merged = await ask('But why really?')
    expect((await staff.planner.post(`${merged}/choose`, { faqId: 'none' })).status).toBe(422)
    expect((await staff.planner.post(`${merged}/choose`, { faqId: faq.id })).text).toContain('To save money.')
    const changed = { faqId: faq.id, mergedAnswer: 'To save £1 million.', note: '' }
    expect((await staff.planner.post(`${merged}/merge`, changed)).text).toContain('Say what you changed')
    expect((await staff.planner.post(`${merged}/merge`, { ...changed, note: 'How much' })).status).toBe(303)
    expect((await staff.visitor.get(`/consultations/${staff.slug}/questions`)).text).toContain(
      'To save £1 million.',
    )
    const alone = await ask('A question without an address')
    expect((await staff.planner.post(`${alone}/answer`, { reply: 'Words' })).text).toContain(
      'There is no address to reply to',
    )
    expect((await staff.planner.post(`${alone}/decline`, { because: 'forged' })).status).toBe(422)
    expect((await staff.planner.post(`${alone}/decline`, { because: 'abusive' })).status).toBe(303)
    const byMail = await ask('What about me?', 'ann@example.org')
    expect((await staff.planner.post(`${byMail}/answer`, { reply: 'You may come.' })).status).toBe(303)
    expect((await letters()).at(-1)?.body_text).toContain('You may come.')
    const states = await staff.planner.get(`${at}/sent`)
    for (const words of ['Published', 'Answered by a published question', 'Declined', 'Answered by email']) {
      expect(states.text).toContain(words)
    }
    expect((await staff.planner.post(`${byMail}/forged`)).status).toBe(404)
    expect((await staff.planner.get(`${at}/sent/none`)).status).toBe(404)
  })

  it('are answered in a letter in the language in which they were asked', async () => {
    const pole = await staff.app.agent()
    await pole.get(`/consultations/${staff.slug}/questions/ask?lang=pl`)
    const asked = { formId: '', question: 'A co z nami?', districtCode: '', email: 'ola@example.org' }
    expect((await pole.post(`/consultations/${staff.slug}/questions/ask`, asked)).status).toBe(303)
    const row = await staff.app.db
      .selectFrom('resident_question')
      .select(['id', 'language'])
      .where('question', '=', 'A co z nami?')
      .executeTakeFirstOrThrow()
    expect(row.language).toBe('pl')
    const page = `${at}/sent/${row.id}`
    expect((await staff.planner.get(page)).text).toContain('The letter’s other sentences will be in Polish.')
    expect((await staff.planner.post(`${page}/answer`, { reply: 'Dalej pomagamy.' })).status).toBe(303)
    const letter = (await letters()).find(({ recipient }) => recipient === 'ola@example.org')
    expect(letter?.subject).toBe('Pytanie o ośrodki dla dzieci')
    expect(letter?.body_text).toContain('A co z nami?')
    expect(letter?.body_text).toContain('Dalej pomagamy.')
    expect(letter?.body_text).toContain('Oto nasza odpowiedź:')
    expect(letter?.body_text).toContain('przetłumaczyła maszyna')
    expect(letter?.body_text).not.toMatch(/This is our answer|You asked us/)
  })

  it('are no longer answered by letter once the time of their address is over, and say so', async () => {
    const late = await ask('Still there?', 'late@example.org')
    staff.app.setClock(new Date(Date.parse(closesAt) + 90 * 86_400_000 + 1).toISOString())
    const planner = await staff.app.agent('planner')
    const before = (await letters()).length
    // Nobody has erased it yet: settling does, and writes no letter.
    expect((await planner.post(`${late}/decline`, { because: 'unclear' })).status).toBe(303)
    expect(await letters()).toHaveLength(before)
    expect(await staff.app.db.selectFrom('resident_question_reply').selectAll().execute()).toEqual([])
    expect((await planner.get(late)).text).toContain('Nobody replied in time: the address was deleted on')
    staff.app.setClock(whileOpen)
  })

  it('are settled once when two people settle them at the same moment', async () => {
    const page = await ask('Who answers?', 'twice@example.org')
    const other = await staff.app.agent('planner')
    const both = await Promise.all([
      staff.planner.post(`${page}/move`, { question: 'Who answers, then?', answer: 'Both.' }),
      other.post(`${page}/move`, { question: 'Who answers, then?', answer: 'Each.' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    const faqs = await staff.app.db
      .selectFrom('faq')
      .select('answer')
      .where('question', '=', 'Who answers, then?')
      .execute()
    expect(faqs).toHaveLength(1)
    expect((await letters()).filter(({ recipient }) => recipient === 'twice@example.org')).toHaveLength(1)
  })

  it('are closed to the public and to drop-in workers', async () => {
    const worker = await staff.app.agent('drop-in')
    const page = await ask('Is this closed?')
    for (const closed of [`${at}/sent`, page]) {
      expect((await worker.get(closed)).status).toBe(403)
      expect((await staff.visitor.get(closed)).status).toBe(303)
    }
    expect((await worker.post(`${page}/decline`, { because: 'unclear' })).status).toBe(403)
    const elsewhere = page.replace(staff.id, 'another')
    expect((await staff.planner.get(elsewhere)).status).toBe(404)
    expect((await staff.planner.post(`${elsewhere}/decline`, { because: 'unclear' })).status).toBe(404)
  })
})
