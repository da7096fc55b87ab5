import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { aDraftConsultation } from './builders.ts'
import { recordStaff } from './record-staff.ts'
import { answerChecklist, day, hiddenOn, hostile, publishAs } from './record-support.ts'

describe('the record of a consultation', () => {
  const staff = recordStaff()

  it('asks for answers in words, with evidence, and publishes them', async () => {
    const { consultationId: id, slug } = await aDraftConsultation(staff.app.db)
    const at = `/manage/consultations/${id}/checklist`
    expect((await staff.planner.get(at)).text).toContain('Nothing is decided')
    const equality = await staff.planner.get(`${at}/equality`)
    expect(equality.text).toContain('No document names equality')
    const short = await staff.planner.post(`${at}/equality`, { answer: 'Yes.', evidence: '' })
    expect(short.status).toBe(422)
    expect(short.text).toContain('Say in a sentence of your own')
    expect(short.text).toContain('Say where this can be read or checked')
    const answer = `Families without a car are affected more. ${hostile}`
    const saved = await staff.planner.post(`${at}/equality`, { answer, evidence: 'Assessment of 3 May 2026' })
    expect(saved.status).toBe(303)
    expect((await staff.planner.get(`${at}/nothing`)).status).toBe(404)
    await answerChecklist(staff.app.db, id)
    await staff.planner.post(`${at}/equality`, { answer, evidence: 'Assessment of 3 May 2026' })
    await staff.planner.post(`/manage/consultations/${id}/review`)
    await publishAs(staff.analyst, id)
    const page = await staff.visitor.get(`/consultations/${slug}/record/1`)
    expect(page.text).toContain('Families without a car are affected more. &lt;script&gt;')
    expect(page.text).toContain('Assessment of 3 May 2026')
    expect(page.text).toContain('It is open for 30 days')
    expect(page.text).not.toContain('\u202e')
    expect(page.text).not.toContain('Test planner')
    // What was published stays.
    const later = await staff.planner.post(`${at}/equality`, { answer, evidence: 'Another' })
    expect(later.status).toBe(409)
  })

  it('notices holidays and elections, those that the council entered too', async () => {
    const { consultationId: id } = await aDraftConsultation(staff.app.db)
    const at = `/manage/consultations/${id}/checklist/calendar`
    expect((await staff.planner.get(at)).text).toContain(
      'May half term, Monday 1 June 2026 to Friday 5 June 2026',
    )
    const added = await staff.planner.post('/manage/calendar', {
      kind: 'pre-election',
      name: 'By-election <i>',
      ...day('from', '2026-06-20'),
      ...day('to', '2026-07-16'),
    })
    expect(added.status).toBe(303)
    expect((await staff.planner.get(at)).text).toContain('By-election &lt;i&gt;, Saturday 20 June 2026')
    const wrong = { kind: '', name: '', ...day('from', '2026-06-20'), ...day('to', '2026-06-01') }
    expect((await staff.planner.post('/manage/calendar', wrong)).status).toBe(422)
    const page = await staff.planner.get('/manage/calendar')
    const remove = /\/manage\/calendar\/[^"]+\/remove/.exec(page.text)?.[0] ?? ''
    expect((await staff.planner.post(remove)).status).toBe(303)
    expect((await staff.planner.get(at)).text).not.toContain('By-election')
  })

  it('announces meetings with papers, and links to web addresses alone', async () => {
    const { at, open } = await staff.published()
    const meeting = {
      ...day('on', '2026-07-20'),
      committee: 'Full Council',
      what: hostile,
      paperTitle: 'Report',
      paperUrl: 'https://example.org/report?a=1&b=2',
      documentId: '',
    }
    for (const paperUrl of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//example.org',
      'https://a:b@example.org',
    ]) {
      const refused = await staff.planner.post(`${at}/governance`, { ...meeting, paperUrl })
      expect([paperUrl, refused.status]).toEqual([paperUrl, 422])
    }
    expect((await staff.planner.post(`${at}/governance`, meeting)).status).toBe(303)
    const page = await staff.visitor.get(`${open}/decision`)
    expect(page.text).toContain('Nothing is decided yet.')
    expect(page.text).toContain('Monday 20 July 2026')
    expect(page.text).toContain('href="https://example.org/report?a=1&amp;b=2"')
    expect(page.text).not.toMatch(/<script>alert|\u202e/)
    const one = /\/governance\/[^"/]+/.exec((await staff.planner.get(`${at}/governance`)).text)?.[0] ?? ''
    expect((await staff.planner.get(`${at}${one}`)).text).toContain('Full Council')
    const moved = { ...meeting, ...day('on', '2026-07-21'), documentId: 'of another consultation' }
    expect((await staff.planner.post(`${at}${one}`, moved)).status).toBe(303)
    expect((await staff.visitor.get(`${open}/changes`)).text).toContain(
      'A meeting was changed: Full Council on Tuesday 21 July 2026. Before: Full Council on Monday 20 July 2026.',
    )
    expect((await staff.planner.post(`${at}${one}/remove`)).status).toBe(303)
    expect((await staff.visitor.get(`${open}/decision`)).text).toContain(
      'No meetings have been announced yet.',
    )
  })

  it('moves the day of the decision in public, never before closing', async () => {
    const { at, open } = await staff.published()
    const version = hiddenOn((await staff.planner.get(`${at}/governance`)).text, 'version')
    const early = { version, ...day('decisionOn', '2026-06-29'), decisionBy: 'Cabinet' }
    expect((await staff.planner.post(`${at}/decision-date`, early)).status).toBe(422)
    const later = { version, ...day('decisionOn', '2026-09-29'), decisionBy: 'Cabinet' }
    expect((await staff.planner.post(`${at}/decision-date`, later)).status).toBe(303)
    expect((await staff.planner.post(`${at}/decision-date`, later)).status).toBe(422)
    expect((await staff.visitor.get(`${open}/decision`)).text).toContain(
      'Cabinet is due to decide on Tuesday 29',
    )
    expect((await staff.visitor.get(`${open}/changes`)).text).toContain(
      'Cabinet is due to decide on Tuesday 29',
    )
  })

  it('is closed to those who may not prepare consultations, and to other counties’ addresses', async () => {
    const { at } = await staff.published()
    const worker = await staff.app.agent('drop-in')
    const pages = [
      'review',
      'checklist',
      'change-dates',
      'close',
      'correction',
      'governance',
      'decision',
      'next',
    ]
    for (const page of pages) {
      expect([page, (await worker.get(`${at}/${page}`)).status]).toEqual([page, 403])
      expect([page, (await staff.visitor.get(`${at}/${page}`)).status]).toEqual([page, 303])
      const none = await staff.planner.get(`/manage/consultations/none/${page}`)
      expect([page, none.status]).toEqual([page, 404])
    }
    for (const post of [
      'review',
      'send-back',
      'change-dates',
      'close',
      'correction/begin',
      'correction/publish',
    ]) {
      expect([post, (await worker.post(`${at}/${post}`, { reason: 'x' })).status]).toEqual([post, 403])
    }
    const draft = await staff.app.db
      .updateTable('consultation')
      .set({ published_at: null })
      .returning('slug')
      .execute()
    for (const page of ['record', 'record/1', 'record/1/record.json', 'changes', 'decision']) {
      const answer = await staff.visitor.get(`/consultations/${draft[0]?.slug ?? ''}/${page}`)
      expect([page, answer.status]).toEqual([page, 404])
    }
  })

  it('shows each public page in at most three statements and 30 KB', async () => {
    const { open } = await staff.published()
    for (const page of ['record', 'record/1', 'changes', 'decision']) {
      await staff.visitor.get(`${open}/${page}`)
      staff.app.statements()
      const answer = await staff.visitor.get(`${open}/${page}`)
      const statements = staff.app.statements()
      expect([page, answer.status, statements.length <= 3 ? 'few' : statements]).toEqual([page, 200, 'few'])
      expect(gzipSync(answer.text).length).toBeLessThan(30_000)
    }
  })
})
