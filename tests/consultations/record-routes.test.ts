import { gzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aDraftConsultation, aPublishedConsultation, closesAt, whileOpen } from './builders.ts'
import { answerChecklist, hiddenOn, publishAs } from './record-support.ts'

const hostile = '<script>alert(1)</script> \u202eevil\u202c & "quotes" {{count}}'
const day = (name: string, iso: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = iso.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}
const afterClosing = '2026-07-01T09:00:00.000Z'

describe('the record of a consultation', () => {
  let app: TestApplication
  let planner: Visitor
  let analyst: Visitor
  let administrator: Visitor
  let visitor: Visitor
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    planner = await app.agent('planner')
    analyst = await app.agent('analyst')
    administrator = await app.agent('administrator')
    visitor = await app.agent()
  })
  afterEach(() => app.close())
  /** Sets the clock; who was signed in signs in again. */
  const jump = async (iso: string): Promise<void> => {
    app.setClock(iso)
    planner = await app.agent('planner')
  }

  const published = async (): Promise<{ at: string; open: string; id: string }> => {
    const { consultationId, slug } = await aPublishedConsultation(app.db)
    return {
      id: consultationId,
      at: `/manage/consultations/${consultationId}`,
      open: `/consultations/${slug}`,
    }
  }

  it('goes to the public through a review by somebody else', async () => {
    const { consultationId: id } = await aDraftConsultation(app.db)
    const at = `/manage/consultations/${id}`
    expect((await planner.get(at)).text).toContain('10 checks are not answered yet')
    const early = await planner.post(`${at}/review`)
    expect([early.status, early.text.includes('See to what is missing first')]).toEqual([422, true])
    await answerChecklist(app.db, id)
    expect((await planner.get(at)).text).toContain('Ask for a review')
    expect((await planner.post(`${at}/review`)).status).toBe(303)
    // While it is being read it stays as it is.
    for (const page of ['texts', 'dates', 'contact']) {
      expect([page, (await planner.get(`${at}/${page}`)).status]).toEqual([page, 409])
    }
    expect((await planner.get(`${at}/publish`)).text).toContain('somebody else has to publish it')
    const own = await planner.post(`${at}/publish`, { sure: 'yes' })
    expect([own.status, own.text.includes('You asked for this review')]).toEqual([422, true])
    expect((await analyst.post(`${at}/send-back`, {})).status).toBe(422)
    expect((await analyst.post(`${at}/send-back`, { because: hostile })).status).toBe(303)
    const back = await planner.get(at)
    expect(back.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; evil')
    expect(back.text).not.toContain('<script>alert')
    expect((await analyst.post(`${at}/send-back`, { because: 'Once more' })).status).toBe(409)
    await planner.post(`${at}/review`)
    expect((await publishAs(analyst, id)).status).toBe(303)
    expect((await planner.get(at)).text).toContain('>Open<')
  })

  it('is not published when something was changed after it was read', async () => {
    const { consultationId: id } = await aDraftConsultation(app.db)
    const at = `/manage/consultations/${id}`
    await answerChecklist(app.db, id)
    await planner.post(`${at}/review`)
    const mark = hiddenOn((await analyst.get(`${at}/publish`)).text, 'mark')
    await app.db.updateTable('proposal').set({ what_changes: 'Something else.' }).execute()
    const refused = await analyst.post(`${at}/publish`, { sure: 'yes', mark })
    expect([refused.status, refused.text.includes('changed since you opened')]).toEqual([422, true])
    expect((await publishAs(administrator, id)).status).toBe(303)
  })

  it('asks for answers in words, with evidence, and publishes them', async () => {
    const { consultationId: id, slug } = await aDraftConsultation(app.db)
    const at = `/manage/consultations/${id}/checklist`
    expect((await planner.get(at)).text).toContain('Nothing is decided')
    const equality = await planner.get(`${at}/equality`)
    expect(equality.text).toContain('No document names equality')
    const short = await planner.post(`${at}/equality`, { answer: 'Yes.', evidence: '' })
    expect(short.status).toBe(422)
    expect(short.text).toContain('at least 40 characters')
    expect(short.text).toContain('Say where this can be read or checked')
    const answer = `Families without a car are affected more. ${hostile}`
    const saved = await planner.post(`${at}/equality`, { answer, evidence: 'Assessment of 3 May 2026' })
    expect(saved.status).toBe(303)
    expect((await planner.get(`${at}/nothing`)).status).toBe(404)
    await answerChecklist(app.db, id)
    await planner.post(`${at}/equality`, { answer, evidence: 'Assessment of 3 May 2026' })
    await planner.post(`/manage/consultations/${id}/review`)
    await publishAs(analyst, id)
    const page = await visitor.get(`/consultations/${slug}/record/1`)
    expect(page.text).toContain('Families without a car are affected more. &lt;script&gt;')
    expect(page.text).toContain('Assessment of 3 May 2026')
    expect(page.text).toContain('It is open for 30 days')
    expect(page.text).not.toContain('\u202e')
    expect(page.text).not.toContain('Test planner')
    // What was published stays.
    const later = await planner.post(`${at}/equality`, { answer, evidence: 'Another' })
    expect(later.status).toBe(409)
  })

  it('notices holidays and elections, those that the council entered too', async () => {
    const { consultationId: id } = await aDraftConsultation(app.db)
    const at = `/manage/consultations/${id}/checklist/calendar`
    expect((await planner.get(at)).text).toContain('May half term, Monday 1 June 2026 to Friday 5 June 2026')
    const added = await planner.post('/manage/calendar', {
      kind: 'pre-election',
      name: 'By-election <i>',
      ...day('from', '2026-06-20'),
      ...day('to', '2026-07-16'),
    })
    expect(added.status).toBe(303)
    expect((await planner.get(at)).text).toContain('By-election &lt;i&gt;, Saturday 20 June 2026')
    const wrong = { kind: '', name: '', ...day('from', '2026-06-20'), ...day('to', '2026-06-01') }
    expect((await planner.post('/manage/calendar', wrong)).status).toBe(422)
    const page = await planner.get('/manage/calendar')
    const remove = /\/manage\/calendar\/[^"]+\/remove/.exec(page.text)?.[0] ?? ''
    expect((await planner.post(remove)).status).toBe(303)
    expect((await planner.get(at)).text).not.toContain('By-election')
  })

  it('extends its dates with a reason that the public reads, and the pages follow at once', async () => {
    const { at, open } = await published()
    const page = await planner.get(`${at}/change-dates`)
    const version = hiddenOn(page.text, 'version')
    const dates = { version, ...day('closesOn', '2026-07-14'), closesTime: '5pm' }
    expect((await planner.post(`${at}/change-dates`, dates)).status).toBe(422)
    expect((await planner.post(`${at}/change-dates`, { ...dates, reason: hostile })).status).toBe(303)
    const changes = await visitor.get(`${open}/changes`)
    expect(changes.text).toContain('It stays open longer, until 5pm on Tuesday 14 July 2026.')
    expect(changes.text).toContain('it was to close at 5pm on Tuesday 30 June 2026')
    expect(changes.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; evil')
    expect(changes.text).not.toMatch(/<script>alert|\u202e/)
    expect(changes.text).toContain('It opened: everybody could answer.')
    expect(changes.text).not.toContain('It closed')
    expect((await visitor.get(open)).text).toContain('open until 5pm on Tuesday 14 July 2026')
    const again = await planner.post(`${at}/change-dates`, { ...dates, reason: 'Somebody else meanwhile' })
    expect([again.status, again.text.includes('Somebody else has changed')]).toEqual([422, true])
    // The opening has passed.
    const moved = await planner.get(`${at}/change-dates`)
    expect(moved.text).not.toContain('opensOn')
  })

  it('asks once more before it closes earlier, and never closes in the past', async () => {
    const { at, open } = await published()
    const version = hiddenOn((await planner.get(`${at}/change-dates`)).text, 'version')
    const dates = {
      version,
      ...day('closesOn', '2026-06-20'),
      closesTime: '5pm',
      reason: 'The hall burned down.',
    }
    const asked = await planner.post(`${at}/change-dates`, dates)
    expect([asked.status, asked.text.includes('Are you sure you want to close it earlier?')]).toEqual([
      200,
      true,
    ])
    expect((await visitor.get(open)).text).toContain('open until 5pm on Tuesday 30 June 2026')
    const fields = {
      ...dates,
      closesOn: hiddenOn(asked.text, 'closesOn'),
      closesTime: hiddenOn(asked.text, 'closesTime'),
      sure: 'yes',
    }
    expect((await planner.post(`${at}/change-dates`, fields)).status).toBe(303)
    expect((await visitor.get(open)).text).toContain('open until 5pm on Saturday 20 June 2026')
    const next = hiddenOn((await planner.get(`${at}/change-dates`)).text, 'version')
    const past = { ...fields, ...day('closesOn', '2026-06-09'), version: next }
    const refused = await planner.post(`${at}/change-dates`, past)
    expect([refused.status, refused.text.includes('can’t close in the past')]).toEqual([422, true])
  })

  it('closes now after a page that interrupts, and opens again', async () => {
    const { at, open } = await published()
    const page = await planner.get(`${at}/close`)
    expect(page.text).toContain('Are you sure you want to close it now?')
    const version = hiddenOn(page.text, 'version')
    expect((await planner.post(`${at}/close`, { version })).status).toBe(422)
    expect((await planner.post(`${at}/close`, { version, reason: 'The proposals fell.' })).status).toBe(303)
    expect((await visitor.get(open)).text).toContain('This consultation closed at 1pm on Wednesday 10 June')
    expect((await planner.get(`${at}/close`)).status).toBe(409)
    const reopen = await planner.get(`${at}/change-dates`)
    expect(reopen.text).toContain('Open it again')
    const dates = {
      version: hiddenOn(reopen.text, 'version'),
      ...day('closesOn', '2026-07-01'),
      closesTime: '5pm',
      reason: 'They stand again.',
    }
    expect((await planner.post(`${at}/change-dates`, dates)).status).toBe(303)
    expect((await visitor.get(open)).text).toContain('open until 5pm on Wednesday 1 July 2026')
    const changes = (await visitor.get(`${open}/changes`)).text
    expect(changes.indexOf('It is open again')).toBeLessThan(changes.indexOf('It closes earlier'))
    app.setClock('2026-07-01T16:00:00.000Z')
    const closed = (await visitor.get(`${open}/changes`)).text
    expect(closed.indexOf('It closed: no more answers were begun.')).toBeGreaterThan(0)
    expect(closed.indexOf('It closed')).toBeLessThan(closed.indexOf('It is open again'))
  })

  it('corrects what is published by a version of its own that the public can compare', async () => {
    const { at, open } = await published()
    const record = await visitor.get(`${open}/record/1/record.json`)
    const old = record.text
    expect((await planner.post(`${at}/correction/begin`)).status).toBe(303)
    const form = await planner.get(`${at}/correction/texts/county`)
    const version = hiddenOn(form.text, 'version')
    const texts = {
      version,
      name: 'Children’s centres in Testshire',
      introduction: 'We ask what you think now.',
      whatIsLost: 'One of three centres would close.',
      whatIsProposed: 'Two Child and Family Centres.',
      reasons: hostile,
    }
    expect((await planner.post(`${at}/correction/texts/county`, { ...texts, name: '' })).status).toBe(422)
    expect((await planner.post(`${at}/correction/texts/county`, texts)).status).toBe(303)
    const stale = await analyst.post(`${at}/correction/texts/county`, { ...texts, reasons: 'Mine' })
    expect([stale.status, stale.text.includes('Mine</textarea>')]).toEqual([422, true])
    const compared = await planner.get(`${at}/correction`)
    expect(compared.text).toContain(
      '<ins><span class="govuk-visually-hidden">put in: </span>think now.</ins>',
    )
    expect((await visitor.get(open)).text).not.toContain('think now.')
    const ask = { version: hiddenOn(compared.text, 'version') }
    expect((await planner.post(`${at}/correction/ask`, ask)).status).toBe(422)
    expect(
      (await planner.post(`${at}/correction/ask`, { ...ask, reason: 'A word was missing.' })).status,
    ).toBe(303)
    expect((await planner.post(`${at}/correction/publish`)).status).toBe(409)
    const mark = hiddenOn((await analyst.get(`${at}/correction`)).text, 'mark')
    expect((await planner.post(`${at}/correction/publish`, { mark })).status).toBe(403)
    expect((await analyst.post(`${at}/correction/publish`, { mark })).status).toBe(303)
    expect((await visitor.get(open)).text).toContain('think now.')
    const near = await visitor.post(`${open}/what-changes`, { postcode: 'PE1 1AA', place: '' })
    expect(near.text).toContain('Places and hours are as corrected on Wednesday 10 June 2026.')
    // The old version: the same bytes, at the same address.
    expect((await visitor.get(`${open}/record/1/record.json`)).text).toBe(old)
    const before = await visitor.get(`${open}/record/1`)
    expect(before.text).toContain('no longer in force')
    expect(before.text).toContain(createHash('sha256').update(old).digest('hex'))
    const after = await visitor.get(`${open}/record/2`)
    expect(after.text).toContain('A word was missing.')
    expect(after.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(after.text).not.toMatch(/<script>alert|\u202e/)
    const contents = (await visitor.get(`${open}/record/2/contents.json`)).text
    expect(after.text).toContain(createHash('sha256').update(contents).digest('hex'))
    expect((await visitor.get(`${open}/record`)).text).toContain('Version 2')
    for (const none of ['3', '0', 'x', '1e1', '99999999999999999999']) {
      expect([none, (await visitor.get(`${open}/record/${none}`)).status]).toEqual([none, 404])
    }
  })

  it('gives a correction up without a trace for the public', async () => {
    const { at, open } = await published()
    expect((await planner.get(`${at}/correction/texts/county`)).status).toBe(404)
    await planner.post(`${at}/correction/begin`)
    expect((await planner.post(`${at}/correction/give-up`)).status).toBe(303)
    expect((await visitor.get(`${open}/changes`)).text).not.toContain('Version 2')
    expect((await planner.get(`${at}/correction`)).text).toContain('Begin a correction')
  })

  it('announces meetings with papers, and links to web addresses alone', async () => {
    const { at, open } = await published()
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
      const refused = await planner.post(`${at}/governance`, { ...meeting, paperUrl })
      expect([paperUrl, refused.status]).toEqual([paperUrl, 422])
    }
    expect((await planner.post(`${at}/governance`, meeting)).status).toBe(303)
    const page = await visitor.get(`${open}/decision`)
    expect(page.text).toContain('Nothing is decided yet.')
    expect(page.text).toContain('Monday 20 July 2026')
    expect(page.text).toContain('href="https://example.org/report?a=1&amp;b=2"')
    expect(page.text).not.toMatch(/<script>alert|\u202e/)
    const one = /\/governance\/[^"/]+/.exec((await planner.get(`${at}/governance`)).text)?.[0] ?? ''
    expect((await planner.get(`${at}${one}`)).text).toContain('Full Council')
    const moved = { ...meeting, ...day('on', '2026-07-21'), documentId: 'of another consultation' }
    expect((await planner.post(`${at}${one}`, moved)).status).toBe(303)
    expect((await visitor.get(`${open}/changes`)).text).toContain(
      'A meeting was changed: Full Council on Tuesday 21 July 2026. Before: Full Council on Monday 20 July 2026.',
    )
    expect((await planner.post(`${at}${one}/remove`)).status).toBe(303)
    expect((await visitor.get(`${open}/decision`)).text).toContain('No meetings have been announced yet.')
  })

  it('moves the day of the decision in public, never before closing', async () => {
    const { at, open } = await published()
    const version = hiddenOn((await planner.get(`${at}/governance`)).text, 'version')
    const early = { version, ...day('decisionOn', '2026-06-29'), decisionBy: 'Cabinet' }
    expect((await planner.post(`${at}/decision-date`, early)).status).toBe(422)
    const later = { version, ...day('decisionOn', '2026-09-29'), decisionBy: 'Cabinet' }
    expect((await planner.post(`${at}/decision-date`, later)).status).toBe(303)
    expect((await planner.post(`${at}/decision-date`, later)).status).toBe(422)
    expect((await visitor.get(`${open}/decision`)).text).toContain('Cabinet is due to decide on Tuesday 29')
    expect((await visitor.get(`${open}/changes`)).text).toContain('Cabinet is due to decide on Tuesday 29')
  })

  it('takes a decision after closing alone, then what happened next', async () => {
    const { at, open } = await published()
    expect((await planner.get(`${at}/decision`)).status).toBe(409)
    const decision = {
      ...day('decidedOn', '2026-07-20'),
      decidedBy: 'Full Council',
      decision: 'Two Centres.\n\n- one\n- two',
      whatChanged: 'Alder stays open on Mondays.',
    }
    expect((await planner.post(`${at}/decision`, decision)).status).toBe(409)
    // Within the grace answers may still come.
    await jump('2026-06-30T16:10:00.000Z')
    expect((await planner.get(`${at}/decision`)).status).toBe(409)
    await jump('2026-07-21T09:00:00.000Z')
    expect((await planner.get(`${at}/next`)).status).toBe(409)
    for (const decidedOn of ['2026-07-22', '2026-06-29']) {
      expect(
        (await planner.post(`${at}/decision`, { ...decision, ...day('decidedOn', decidedOn) })).status,
      ).toBe(422)
    }
    expect((await planner.post(`${at}/decision`, decision)).status).toBe(303)
    const page = await visitor.get(`${open}/decision`)
    expect(page.text).toContain('Full Council decided on Monday 20 July 2026.')
    expect(page.text).toContain('Alder stays open on Mondays.')
    expect((await visitor.get(open)).text).toContain('>Decided<')
    const other = { ...decision, decision: 'Two Centres and a Zone.' }
    expect((await planner.post(`${at}/decision`, other)).status).toBe(422)
    expect(
      (await planner.post(`${at}/decision`, { ...other, reason: 'The minutes were corrected.' })).status,
    ).toBe(303)
    const reworded = await visitor.get(`${open}/decision`)
    expect(reworded.text).toContain('Two Centres and a Zone.')
    expect(reworded.text).toContain('Earlier wordings of the decision')
    const happened = { ...day('on', '2026-07-21'), happened: hostile }
    expect((await planner.post(`${at}/next`, happened)).status).toBe(303)
    expect((await visitor.get(`${open}/decision`)).text).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; evil',
    )
    expect((await visitor.get(open)).text).toContain('what has happened since')
    const back = /\/next\/[^"]+\/take-back/.exec((await planner.get(`${at}/next`)).text)?.[0] ?? ''
    expect((await planner.post(`${at}${back}`, { reason: '' })).status).toBe(422)
    expect((await planner.post(`${at}${back}`, { reason: 'It was entered twice.' })).status).toBe(303)
    expect((await planner.post(`${at}${back}`, { reason: 'It was entered twice.' })).status).toBe(404)
    expect((await visitor.get(`${open}/decision`)).text).not.toContain('alert(1)')
    // What is decided is not opened again.
    expect((await planner.get(`${at}/change-dates`)).status).toBe(409)
  })

  it('changes the contact after publication with a reason alone', async () => {
    const { at, open } = await published()
    const contact = {
      version: hiddenOn((await planner.get(`${at}/contact`)).text, 'version'),
      contactEmail: 'new@example.org',
      contactPhone: '01234 999999',
      contactPost: '',
      otherWays: 'Ask any library for a paper form.',
      urgentHelp: 'Call 999.',
    }
    expect((await planner.post(`${at}/contact`, contact)).status).toBe(422)
    expect((await planner.post(`${at}/contact`, { ...contact, reason: 'A new number.' })).status).toBe(303)
    expect((await visitor.get(open)).text).toContain('new@example.org')
    expect((await visitor.get(`${open}/changes`)).text).toContain('A new number.')
  })

  it('is closed to those who may not prepare consultations, and to other counties’ addresses', async () => {
    const { at } = await published()
    const worker = await app.agent('drop-in')
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
      expect([page, (await visitor.get(`${at}/${page}`)).status]).toEqual([page, 303])
      const none = await planner.get(`/manage/consultations/none/${page}`)
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
    const draft = await app.db
      .updateTable('consultation')
      .set({ published_at: null })
      .returning('slug')
      .execute()
    for (const page of ['record', 'record/1', 'record/1/record.json', 'changes', 'decision']) {
      const answer = await visitor.get(`/consultations/${draft[0]?.slug ?? ''}/${page}`)
      expect([page, answer.status]).toEqual([page, 404])
    }
  })

  it('shows each public page in at most three statements and 30 KB', async () => {
    const { open } = await published()
    for (const page of ['record', 'record/1', 'changes', 'decision']) {
      await visitor.get(`${open}/${page}`)
      app.statements()
      const answer = await visitor.get(`${open}/${page}`)
      const statements = app.statements()
      expect([page, answer.status, statements.length <= 3 ? 'few' : statements]).toEqual([page, 200, 'few'])
      expect(gzipSync(answer.text).length).toBeLessThan(30_000)
    }
  })

  it('says on the overview what comes next at every stage', async () => {
    const { at, id } = await published()
    const next = async (): Promise<string> =>
      /Next<\/h2>\s*<p class="govuk-body">([^<]*)/.exec((await planner.get(at)).text)?.[1] ?? ''
    expect(await next()).toContain('It closes by itself at 5pm on Tuesday 30 June 2026')
    await jump('2026-05-20T09:00:00.000Z')
    expect(await next()).toContain('It opens by itself at 9am on Monday 1 June 2026')
    await jump(afterClosing)
    expect(await next()).toContain('Answers have stopped')
    await app.db
      .updateTable('consultation')
      .set({ findings_public_since: closesAt })
      .where('id', '=', id)
      .execute()
    expect(await next()).toContain('Enter the decision')
  })
})
