import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { listDocuments } from '../../server/consultations/document-repository.ts'
import { cancelSession, changeSession, listSessions } from '../../server/consultations/session-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { momentOf, readCalendar, textOf } from '../support/read-calendar.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('public pages of what may grow', () => {
  let app: TestApplication
  let visitor: Visitor
  let id = ''
  let base = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    id = made.consultationId
    base = `/consultations/${made.slug}`
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  it('ask the database at most three questions, and weigh little', async () => {
    const [document] = await listDocuments(app.db, id)
    const [session] = await listSessions(app.db, id)
    const faq = await app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    await app.db.updateTable('drop_in_session').set({ lon: 0.1, lat: 52.3 }).execute()
    const at = `${base}/documents/${document?.id ?? ''}`
    for (const page of [
      `${base}/documents`,
      at,
      `${at}/${document?.variants[0]?.id ?? ''}`,
      `${base}/questions`,
      `${base}/questions/${faq.id}`,
      `${base}/questions/ask`,
      `${base}/questions/sent`,
      `${base}/sessions`,
      `${base}/sessions?district=fen`,
      `${base}/sessions/map.json`,
      `${base}/sessions/all.ics`,
      `${base}/sessions/${session?.id ?? ''}/calendar.ics`,
    ]) {
      app.statements()
      const { status, text } = await visitor.get(page)
      const statements = app.statements().length
      expect([page, status, statements <= 3 || statements]).toEqual([page, 200, true])
      expect(gzipSync(text).length).toBeLessThan(15_000)
    }
  })

  it('ask for a question, say that it is no answer, and show it to nobody before staff have read it', async () => {
    const form = await visitor.get(`${base}/questions/ask`)
    expect(form.text).toContain('This is not an answer to the consultation.')
    expect(form.text).toContain('If a child is in danger, call 999.')
    expect(form.text).toContain(`href="${base}#districts"`)
    const formId = /name="formId" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    const asked = {
      formId,
      question: `Where is ${hostile}?`,
      districtCode: 'E07009991',
      email: 'a@example.org',
    }
    const sent = await visitor.post(`${base}/questions/ask`, asked)
    expect([sent.status, sent.headers['location']]).toEqual([303, `${base}/questions/sent`])
    // Sent again, it is here already, and whoever sent it sees the same.
    expect((await visitor.post(`${base}/questions/ask`, asked)).headers['location']).toBe(
      `${base}/questions/sent`,
    )
    const rows = await app.db.selectFrom('resident_question').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.question).not.toContain('\u202e')
    expect(JSON.stringify(rows)).not.toContain('a@example.org')
    for (const page of [`${base}/questions`, `${base}/questions/sent`, base, `${base}/fen`]) {
      expect((await visitor.get(page)).text).not.toContain('Where is')
    }
    const planner = await app.agent('planner')
    const inbox = await planner.get(`/manage/consultations/${id}/questions/sent`)
    expect(inbox.text).toContain('&lt;script&gt;')
    expect(inbox.text).not.toContain('<script>alert')
    // No row of any answer knows of it.
    expect(await app.db.selectFrom('response').selectAll().execute()).toEqual([])
  })

  it('keep what was typed when a question has mistakes, and refuse what is far too long', async () => {
    const wrong = await visitor.post(`${base}/questions/ask`, {
      question: 'Why?',
      email: 'nobody',
      formId: 'x',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Why?</textarea>')
    expect(wrong.text).toContain('href="#email"')
    expect((await visitor.post(`${base}/questions/ask`, { question: ' ' })).text).toContain(
      'Write your question',
    )
    expect((await visitor.post(`${base}/questions/ask`, { question: 'a'.repeat(1501) })).status).toBe(422)
    const huge = await visitor.post(`${base}/questions/ask`, { question: 'a'.repeat(10_000_000) })
    expect(huge.status).toBe(413)
    expect(huge.text).toContain('too large')
    const forged = await visitor.post(`${base}/questions/ask`, {
      question: 'In no district',
      districtCode: 'E99',
      formId: '1 or 1',
    })
    expect(forged.status).toBe(303)
    const stored = await app.db
      .selectFrom('resident_question')
      .selectAll()
      .where('question', '=', 'In no district')
      .executeTakeFirstOrThrow()
    expect(stored.district_code).toBeNull()
    expect((await visitor.post('/consultations/none/questions/ask', { question: 'Why?' })).status).toBe(404)
  })

  it('take questions after closing too, and then say nothing of a survey', async () => {
    app.setClock('2026-07-25T12:00:00.000Z')
    const form = await visitor.get(`${base}/questions/ask`)
    expect(form.text).toContain('This is not an answer to the consultation.')
    expect(form.text).not.toContain('#districts')
    expect((await visitor.post(`${base}/questions/ask`, { question: 'And now?' })).status).toBe(303)
    app.setClock(whileOpen)
  })

  it('let a full library ask, and stop what no library needs for a while', async () => {
    const library = await testApplication({ clock: whileOpen })
    const { slug } = await aPublishedConsultation(library.db)
    const one = await library.agent()
    const answers: number[] = []
    for (let number = 0; number < 61; number += 1) {
      const question = { question: `Question ${number}?` }
      answers.push((await one.post(`/consultations/${slug}/questions/ask`, question)).status)
    }
    expect(answers.filter(status => status === 303)).toHaveLength(60)
    expect(answers.at(-1)).toBe(429)
    await library.close()
  })

  it('give each session, and all of them, to a calendar that is told of changes', async () => {
    const [session] = await listSessions(app.db, id)
    if (!session) throw new Error('No session.')
    const file = await visitor.get(`${base}/sessions/${session.id}/calendar.ics`)
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="?[a-z0-9-]+\.ics"?$/)
    const [event] = readCalendar(file.text).components
    if (!event) throw new Error('No event.')
    expect(momentOf(event, 'DTSTART').toISOString()).toBe(session.startsAt)
    expect(textOf(event, 'LOCATION')).toBe('Fenton Library, High Street, Fenton')
    expect(textOf(event, 'SEQUENCE')).toBe('0')
    const uid = textOf(event, 'UID')
    const venue = 'Hall\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:forged'
    await changeSession(
      app.db,
      id,
      session.id,
      { plan: { ...session, venue }, note: hostile },
      new Date(whileOpen),
    )
    await cancelSession(app.db, id, session.id, hostile, new Date(whileOpen))
    const all = readCalendar((await visitor.get(`${base}/sessions/all.ics`)).text)
    expect(all.components).toHaveLength(1)
    const [changed] = all.components
    if (!changed) throw new Error('No event.')
    expect([textOf(changed, 'UID'), textOf(changed, 'SEQUENCE'), textOf(changed, 'STATUS')]).toEqual([
      uid,
      '2',
      'CANCELLED',
    ])
    expect(textOf(changed, 'LOCATION')).toContain('END:VEVENT')
    const page = await visitor.get(`${base}/sessions`)
    expect(page.text).toContain('Cancelled')
    expect(page.text).not.toContain('<script>alert')
    expect((await visitor.get(`${base}/sessions/none/calendar.ics`)).status).toBe(404)
    expect((await visitor.get('/consultations/none/sessions/all.ics')).status).toBe(404)
  })

  it('show sessions of one district, and those for everybody', async () => {
    expect((await visitor.get(`${base}/sessions?district=fen`)).text).toContain('END:VEVENT')
    expect((await visitor.get(`${base}/sessions?district=vale`)).text).toContain(
      'There are no drop-in sessions here.',
    )
    const map = await visitor.get(`${base}/sessions/map.json`)
    expect([map.status, map.type]).toEqual([404, 'text/html'])
  })

  it('ask whether a page was useful, keep the page and the day alone, and let staff erase what was written', async () => {
    const page = await visitor.get(`${base}/questions`)
    expect(page.text).toContain('Was this page useful?')
    const path = /name="page" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(path).toBe(`${base}/questions`)
    const no = await visitor.post('/useful', { page: path, useful: 'no' })
    expect(no.status).toBe(303)
    const where = String(no.headers['location'])
    expect((await visitor.get(where)).text).toContain('What was wrong with the page?')
    expect((await visitor.post(where, { comment: '' })).status).toBe(422)
    expect((await visitor.post(where, { comment: `Too long ${hostile}` })).status).toBe(303)
    expect((await visitor.post(where, { comment: 'Written over' })).status).toBe(303)
    expect((await visitor.get(where)).text).toContain('We read what people write')
    expect((await visitor.get(where)).text).not.toContain('Too long')
    await visitor.post('/useful', { page: path, useful: 'yes' })
    const rows = await app.db.selectFrom('page_opinion').selectAll().orderBy('useful').execute()
    expect(rows.map(({ page: on, given_on, comment }) => [on, given_on, comment])).toEqual([
      [path, '2026-06-10', 'Too long <script>alert(1)</script>=HYPERLINK("x")'],
      [path, '2026-06-10', ''],
    ])
    for (const forged of [
      'https://example.org',
      '//example.org',
      `${base}/x?postcode=PE1`,
      `${base}/<script>`,
      '/manage/consultations',
      `/${'a'.repeat(300)}`,
      '',
    ]) {
      expect([forged, (await visitor.post('/useful', { page: forged, useful: 'no' })).status]).toEqual([
        forged,
        422,
      ])
    }
    expect((await visitor.post('/useful', { page: '/consultations/none', useful: 'no' })).status).toBe(404)
    expect((await visitor.post('/useful', { page: path, useful: 'perhaps' })).status).toBe(422)
    expect((await visitor.post('/useful/none', { comment: 'x' })).status).toBe(303)
    expect((await visitor.get('/useful/none')).status).toBe(404)
    const planner = await app.agent('planner')
    const staff = await planner.get(`/manage/consultations/${id}/useful`)
    expect(staff.text).toContain('Too long &lt;script&gt;')
    const erase = /action="([^"]+\/erase)"/.exec(staff.text)?.[1] ?? ''
    expect((await planner.post(erase)).status).toBe(303)
    expect((await planner.get(`/manage/consultations/${id}/useful`)).text).not.toContain('Too long')
    expect((await planner.post(erase.replace(/useful\/[^/]+/, 'useful/none'))).status).toBe(404)
  })

  it('are not there before publication', async () => {
    await app.db.updateTable('consultation').set({ published_at: null }).execute()
    const [session] = await listSessions(app.db, id)
    const [document] = await listDocuments(app.db, id)
    for (const page of [
      'documents',
      `documents/${document?.id ?? ''}`,
      'questions',
      'questions/ask',
      'sessions',
      'sessions/all.ics',
      'sessions/map.json',
      `sessions/${session?.id ?? ''}/calendar.ics`,
    ]) {
      expect([page, (await visitor.get(`${base}/${page}`)).status]).toEqual([page, 404])
    }
    expect((await visitor.post(`${base}/questions/ask`, { question: 'Why?' })).status).toBe(404)
    expect((await visitor.post('/useful', { page: base, useful: 'no' })).status).toBe(404)
  })
})
