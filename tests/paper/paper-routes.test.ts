import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newId } from '../../server/platform/ids.ts'
import { listAnswers, listResponses } from '../../server/surveys/index.ts'
import { testApplication, type Fields, type TestApplication, type Visitor } from '../support/application.ts'
import { aConsultation, type TestConsultation } from './support.ts'

const csrf = /name="_csrf"/

describe('paper on pages', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let ann: Visitor
  let bob: Visitor
  const at = '/paper/centres'

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    consultation = await aConsultation(app.db)
    ann = await app.agent('drop-in')
    bob = await app.agent('drop-in')
  })
  afterAll(() => app.close())

  const print = async (
    copies = 2,
    district = 'city',
  ): Promise<{ issue: string; serials: string[]; html: string }> => {
    const printed = await ann.post(`${at}/print`, { district, copies: String(copies), label: 'Library' })
    expect(printed.status).toBe(303)
    const issue = printed.headers['location'] as string
    const { text } = await ann.get(issue)
    return { issue, serials: [...new Set(text.match(/[A-Z]{4}-\d{4}-[A-Z]/g))], html: text }
  }
  const openBatch = async (more: Fields = {}): Promise<string> => {
    const opened = await ann.post(`${at}/batches`, {
      kind: 'post',
      'heldOn-day': '22',
      'heldOn-month': '9',
      'heldOn-year': '2026',
      countIn: '2',
      ...more,
    })
    expect(opened.status).toBe(303)
    return (opened.headers['location'] as string).replace('?next=1', '')
  }
  const begin = async (who: Visitor, batch: string, serial: string): Promise<string> => {
    const begun = await who.post(`${batch}/start`, { serial })
    expect(begun.status).toBe(303)
    return begun.headers['location'] as string
  }
  const keyed = (more: Fields = {}): Fields => ({
    keyingId: newId(),
    'received-day': '22',
    'received-month': '9',
    'received-year': '2026',
    ...more,
  })

  it('are for those who may key paper', async () => {
    for (const role of ['planner', 'analyst'] as const) {
      expect((await (await app.agent(role)).get('/paper')).status).toBe(403)
    }
    expect((await (await app.agent()).get('/paper')).status).toBe(303)
    expect((await ann.get('/paper')).text).toContain('Children’s centres')
    expect((await ann.get('/paper/elsewhere')).status).toBe(404)
  })

  it('print the survey with the same words and numbers, a serial for each copy, the last day and how to return it', async () => {
    const { serials, html } = await print(3)
    expect(serials).toHaveLength(3)
    expect(html.match(/class="paper-form__serial"/g)).toHaveLength(3)
    expect(html).toContain('Tell us by Wednesday 30 September 2026')
    expect(html).toContain('Freepost CENTRES')
    expect(html).toContain('http://localhost:3000/consultations/centres')
    expect(html).toContain(
      'Answer this only if you ticked “A group or organisation, on its behalf” in question 1.',
    )
    expect(html).not.toContain('govuk-service-navigation')
    const questions = [...html.matchAll(/paper-printed__number">(\d+)<\/span><strong>([^<]+)</g)].map(
      found => [found[1], found[2]],
    )
    const batch = await openBatch()
    const page = (await ann.get(await begin(ann, batch, serials[0] ?? ''))).text
    const keying = [...page.matchAll(/paper-question__number">(\d+)<\/span> ([^<]+)<\/legend>/g)].map(
      found => [found[1], found[2]],
    )
    expect(keying.length).toBeGreaterThan(30)
    expect(questions.slice(0, keying.length)).toEqual(keying)
  })

  it('say what is wrong with a request for forms, and number nothing', async () => {
    const refused = await ann.post(`${at}/print`, { district: '', copies: '101', label: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Select a district')
    expect(refused.text).toContain('The number of copies must be 100 or less')
    expect((await ann.post(`${at}/print`, { district: 'elsewhere', copies: '1', label: 'x' })).status).toBe(
      422,
    )
  })

  it('enter a form as it was written: two ticks, blank, unreadable, words; and store it once when sent twice', async () => {
    const { serials } = await print(1)
    const batch = await openBatch({ countIn: '1' })
    const form = await begin(ann, batch, (serials[0] ?? '').toLowerCase().replaceAll('-', ' '))
    expect((await ann.get(form)).text).toMatch(csrf)
    const before = (await listResponses(app.db, consultation.id)).length
    const fields = keyed({
      'tick-overall': ['agree', 'disagree'],
      'tick-proposal-1': 'strongly-disagree',
      'state-proposal-1': 'unreadable',
      'words-missed': '=HYPERLINK("x") “The bus”\r\nis late',
      'tick-travel-now': ['walk', 'bus'],
      'words-postcode': 'CB1 1AA',
      helped: 'yes',
    })
    const [one, two] = await Promise.all([ann.post(form, fields), ann.post(form, fields)])
    expect([one.status, two.status]).toEqual([303, 303])
    expect(one.headers['location']).toBe(`${batch}?next=1`)
    const responses = await listResponses(app.db, consultation.id)
    expect(responses).toHaveLength(before + 1)
    const response = responses.find(found => found.id === fields['keyingId'])
    expect(response).toMatchObject({ channel: 'paper', helped: true, districtCode: 'D1' })
    const answers = await listAnswers(app.db, consultation.id, { responseId: response?.id ?? '' })
    expect(
      Object.fromEntries(answers.map(answer => [answer.questionKey, answer.text ?? answer.choices])),
    ).toEqual({
      overall: ['agree', 'disagree'],
      missed: '=HYPERLINK("x") “The bus”\nis late',
      'travel-now': ['walk', 'bus'],
    })
    const everything = JSON.stringify([
      await app.db.selectFrom('paper_keying').selectAll().execute(),
      await app.db.selectFrom('response').selectAll().execute(),
      await app.db.selectFrom('answer').selectAll().execute(),
      await app.db.selectFrom('audit').selectAll().execute(),
    ])
    expect(everything).not.toMatch(/CB1 ?1AA/)
    const page = (await ann.get(batch)).text
    expect(page).toContain('Every form that was counted in is accounted for.')
  })

  it('keep what was typed when something is wrong, under the same id', async () => {
    const { serials } = await print(1)
    const batch = await openBatch()
    const form = await begin(ann, batch, serials[0] ?? '')
    const fields = keyed({ 'received-day': '31', 'tick-overall': 'agree', 'words-missed': 'Kept words' })
    const refused = await ann.post(form, fields)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('must be a real date')
    expect(refused.text).toContain('Kept words')
    expect(refused.text).toContain(`value="${String(fields['keyingId'])}"`)
    expect(refused.text).toMatch(/value="agree"[^>]* checked/)
    for (const [day, month, sentence] of [
      ['23', '9', 'cannot be in the future'],
      ['31', '8', 'before the consultation opened'],
    ]) {
      const early = await ann.post(form, {
        ...fields,
        'received-day': day ?? '',
        'received-month': month ?? '',
      })
      expect(early.text).toContain(sentence)
    }
  })

  it('take a form received in time after the last day, and mark one that was late', async () => {
    const { serials } = await print(2)
    const batch = await openBatch()
    const [inTime, late] = [
      await begin(ann, batch, serials[0] ?? ''),
      await begin(ann, batch, serials[1] ?? ''),
    ]
    app.setClock('2026-10-09T10:00:00Z')
    const later = await app.agent('drop-in')
    const fields = keyed({ 'received-day': '30' })
    expect((await later.post(inTime, fields)).headers['location']).toBe(`${batch}?next=1`)
    expect((await later.post(late, keyed({ 'received-day': '1', 'received-month': '10' }))).status).toBe(303)
    const page = (await later.get(batch)).text
    app.setClock('2026-09-22T10:00:00Z')
    expect(page.match(/after the last day/g)).toHaveLength(2) // the notice, and the late form's row
    const stored = (await listResponses(app.db, consultation.id)).find(
      found => found.id === fields['keyingId'],
    )
    expect(stored?.receivedAt.slice(0, 10)).toBe('2026-09-30')
  })

  it('refuse a number that is wrong, unknown or used, each with a sentence', async () => {
    const { serials } = await print(1)
    const batch = await openBatch()
    const say = async (who: Visitor, serial: string): Promise<string> => {
      const refused = await who.post(`${batch}/start`, { serial })
      expect(refused.status).toBe(422)
      return /<li>\s*<a href="#serial"[^>]*>([^<]+)</.exec(refused.text)?.[1] ?? ''
    }
    expect(await say(ann, '')).toMatch(/Enter the number/)
    expect(await say(ann, 'CITY-0001-Z')).toMatch(/not a number of one of our forms/)
    expect(await say(ann, 'FENL-0999-F')).toMatch(/not a number|No form with the number/)
    await ann.post(await begin(ann, batch, serials[0] ?? ''), keyed())
    expect(await say(ann, serials[0] ?? '')).toMatch(/was entered already, by you/)
    const offered = await bob.post(`${batch}/start`, { serial: serials[0] ?? '' })
    expect(offered.status).toBe(422)
    expect(offered.text).toContain('again as a second person')
    const [repeat] = await app.db.selectFrom('paper_repeat').selectAll().execute()
    expect(repeat).toBeDefined()
  })

  it('let a second person check blindly, and settle what differs without counting twice', async () => {
    const { serials } = await print(1)
    const batch = await openBatch()
    const form = await begin(ann, batch, serials[0] ?? '')
    const first = keyed({ 'tick-overall': 'agree', 'words-missed': 'Secret words of the first' })
    await ann.post(form, first)
    const before = (await listResponses(app.db, consultation.id)).length
    expect((await ann.get(form)).status).toBe(409)
    const page = await bob.get(form)
    expect(page.text).toContain('You are the second reader')
    expect(page.text).not.toContain('Secret words')
    const checked = await bob.post(
      form,
      keyed({ 'tick-overall': ['agree', 'neither'], 'words-missed': 'Secret words of the first' }),
    )
    expect(checked.headers['location']).toBe(`${form}/differences`)
    expect((await bob.post(`${form}/differences`, {})).status).toBe(422)
    expect((await bob.post(`${form}/differences`, { 'decide-overall': 'second' })).status).toBe(303)
    const answers = await listAnswers(app.db, consultation.id, { responseId: String(first['keyingId']) })
    expect(answers.find(answer => answer.questionKey === 'overall')?.choices).toEqual(['agree', 'neither'])
    expect(await listResponses(app.db, consultation.id)).toHaveLength(before)
    expect((await bob.get(`${form}/differences`)).text).toContain('Settled by')
  })

  it('keep a half-keyed form across a reload, without its postcode', async () => {
    const { serials } = await print(1)
    const batch = await openBatch()
    const form = await begin(ann, batch, serials[0] ?? '')
    const kept = await ann.post(
      `${form}/draft`,
      keyed({ 'tick-overall': 'neither', 'words-missed': 'Half', 'words-postcode': 'CB1 1AA' }),
    )
    expect(kept.status).toBe(303)
    const page = (await ann.get(form)).text
    expect(page).toMatch(/value="neither"[^>]* checked/)
    expect(page).toContain('Half')
    expect(page).not.toContain('CB1 1AA')
    expect(JSON.stringify(await app.db.selectFrom('paper_draft').selectAll().execute())).not.toContain('CB1')
    expect((await ann.get(at)).text).toContain(`1 half-keyed form: ${serials[0] ?? ''}`)
    expect((await bob.get(form)).text).not.toContain('Half')
    await ann.post(form, keyed())
    expect((await ann.get(at)).text).not.toContain('half-keyed form')
  })

  it('close a batch only when every form is accounted for', async () => {
    const { serials } = await print(2)
    const batch = await openBatch()
    await ann.post(await begin(ann, batch, serials[0] ?? ''), keyed())
    const refused = await ann.post(`${batch}/close`)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('1 form of 2 is still to be entered')
    const aside = { serial: serials[1] ?? '', status: 'spoilt', reason: 'Soaked in tea' }
    expect((await ann.post(`${batch}/aside`, { ...aside, reason: '' })).text).toContain('Say why')
    expect((await ann.post(`${batch}/aside`, aside)).status).toBe(303)
    expect((await ann.post(`${batch}/aside`, aside)).text).toContain('was marked spoilt already')
    expect((await ann.post(`${batch}/close`)).status).toBe(303)
    expect((await ann.post(`${batch}/start`, { serial: serials[0] ?? '' })).status).toBe(409)
    expect((await ann.post(`${batch}/aside`, aside)).status).toBe(409)
    expect((await ann.get(batch)).text).toContain('Open the batch again')
    expect((await ann.post(`${batch}/open`)).status).toBe(303)
    const back = /action="([^"]+\/back)"/.exec((await ann.get(batch)).text)?.[1] ?? ''
    expect((await ann.post(back)).status).toBe(303)
    expect((await ann.post(`${batch}/close`)).status).toBe(422)
  })

  it('give a number to answers by phone, which count as their own channel', async () => {
    const batch = await openBatch({ kind: 'phone' })
    expect((await ann.post(`${batch}/unnumbered`, { district: '' })).status).toBe(422)
    const begun = await ann.post(`${batch}/unnumbered`, { district: 'fenland' })
    expect(begun.status).toBe(303)
    const fields = keyed({ 'tick-overall': 'agree' })
    await ann.post(begun.headers['location'] as string, fields)
    expect(
      (await listResponses(app.db, consultation.id)).find(found => found.id === fields['keyingId']),
    ).toMatchObject({
      channel: 'phone',
      districtCode: 'D2',
    })
  })

  it('leave a trace of every change', async () => {
    const actions = await app.db
      .selectFrom('audit')
      .select('action')
      .distinct()
      .where('action', 'like', 'paper.%')
      .execute()
    expect(actions.map(row => row.action).sort()).toEqual([
      'paper.batch-closed',
      'paper.batch-opened',
      'paper.batch-reopened',
      'paper.checked',
      'paper.entered',
      'paper.numbered',
      'paper.printed',
      'paper.settled',
      'paper.spoilt',
      'paper.taken-back',
    ])
  })
})
