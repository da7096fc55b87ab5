import { beforeAll, describe, expect, it } from '@jest/globals'
import type { SurveyDefinition } from '../../server/model/survey.ts'
import { addSurvey, listAnswers, listResponses } from '../../server/surveys/index.ts'
import { keyed } from './keyed-forms.ts'
import { answersToOthers, at, begin, openBatch, paperOnPages, print, traceOf } from './on-pages.ts'
import { aConsultation } from './support.ts'

describe('keying a form', () => {
  const on = paperOnPages()
  const responses = () => listResponses(on.app.db, on.consultation.id)
  /** The address of a new form in a new batch. */
  const aForm = async (countIn = '1'): Promise<{ batch: string; form: string; serial: string }> => {
    const { serials } = await print(on, 1)
    const [serial = ''] = serials
    const batch = await openBatch(on, { countIn })
    return { batch, form: await begin(on.ann, batch, serial), serial }
  }

  it('is for those who may key paper', async () => {
    const { form } = await aForm()
    for (const path of [form, `${form}/differences`]) {
      expect([path, await answersToOthers(on, who => who.get(path))]).toEqual([path, [403, 403, 303]])
    }
    for (const path of [form, `${form}/draft`, `${form}/back`, `${form}/differences`]) {
      const statuses = await answersToOthers(on, who => who.post(path, keyed()))
      expect([path, statuses]).toEqual([path, [403, 403, 303]])
    }
    expect(await responses()).toEqual([])
  })

  it('takes it as it was written: two ticks, blank, unreadable, words; and stores it once when sent twice', async () => {
    const { serials } = await print(on, 1)
    const batch = await openBatch(on, { countIn: '1' })
    const form = await begin(on.ann, batch, (serials[0] ?? '').toLowerCase().replaceAll('-', ' '))
    const before = (await responses()).length
    const fields = keyed({
      'tick-overall': ['agree', 'disagree'],
      'tick-proposal-1': 'strongly-disagree',
      'state-proposal-1': 'unreadable',
      'words-missed': '=HYPERLINK("x") “The bus”\r\nis late',
      'tick-travel-now': ['walk', 'bus'],
      'words-postcode': 'CB1 1AA',
      helped: 'yes',
    })
    const [one, two] = await Promise.all([on.ann.post(form, fields), on.ann.post(form, fields)])
    expect([one.status, two.status]).toEqual([303, 303])
    expect(one.headers['location']).toBe(`${batch}?next=1`)
    const stored = await responses()
    expect(stored).toHaveLength(before + 1)
    const response = stored.find(found => found.id === fields['keyingId'])
    expect(response).toMatchObject({ channel: 'paper', helped: true, districtCode: 'D1' })
    const answers = await listAnswers(on.app.db, on.consultation.id, { responseId: response?.id ?? '' })
    expect(
      Object.fromEntries(answers.map(answer => [answer.questionKey, answer.text ?? answer.choices])),
    ).toEqual({
      overall: ['agree', 'disagree'],
      missed: '=HYPERLINK("x") “The bus”\nis late',
      'travel-now': ['walk', 'bus'],
    })
    const everything = JSON.stringify([
      await on.app.db.selectFrom('paper_keying').selectAll().execute(),
      await on.app.db.selectFrom('response').selectAll().execute(),
      await on.app.db.selectFrom('answer').selectAll().execute(),
      await on.app.db.selectFrom('audit').selectAll().execute(),
    ])
    expect(everything).not.toMatch(/CB1 ?1AA/)
    expect((await on.ann.get(batch)).text).toContain('Every form that was counted in is accounted for.')
    expect(await traceOf(on, form)).toMatchObject([{ action: 'paper.entered', by: on.ann.accountId }])
  })

  it('keeps what was typed when something is wrong, under the same id', async () => {
    const { form } = await aForm()
    const words = 'Kept <b>words</b>'
    const fields = keyed({ 'received-day': '31', 'tick-overall': 'agree', 'words-missed': words })
    const refused = await on.ann.post(form, fields)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('must be a real date')
    expect(refused.text).toContain('Kept &lt;b&gt;words&lt;/b&gt;')
    expect(refused.text).toContain(`value="${String(fields['keyingId'])}"`)
    expect(refused.text).toMatch(/value="agree"[^>]* checked/)
    for (const [day = '', month = '', sentence] of [
      ['23', '9', 'cannot be in the future'],
      ['31', '8', 'before the consultation opened'],
    ]) {
      const early = await on.ann.post(form, { ...fields, 'received-day': day, 'received-month': month })
      expect(early.text).toContain(sentence)
    }
  })

  it('says what is stored, and keeps what was changed on the page, when it is sent again with changes', async () => {
    const { form, batch, serial } = await aForm()
    const fields = keyed({ 'tick-overall': 'agree', 'words-missed': 'The bus', 'words-postcode': 'CB1 1AA' })
    await on.ann.post(form, fields)
    const before = await listAnswers(on.app.db, on.consultation.id)
    const changed = {
      ...fields,
      'tick-overall': 'disagree',
      'words-missed': 'The <b>train</b>',
      helped: 'yes',
    }
    const told = await on.ann.post(form, changed)
    expect(told.status).toBe(409)
    expect(told.text).toContain(`${serial} was entered already, by you`)
    expect(told.text).toContain(`Enter ${serial}`)
    expect(told.text).toMatch(/Question \d+ is stored as: Agree/)
    expect(told.text).toMatch(/Question \d+ is stored as: “The bus”/)
    expect(told.text).toContain('Help by somebody from the council is stored as: No')
    expect(told.text).toContain('The &lt;b&gt;train&lt;/b&gt;')
    expect(told.text).toMatch(/value="disagree"[^>]* checked/)
    expect(told.text).toContain('value="CB1 1AA"')
    expect(told.text).toContain(`value="${String(fields['keyingId'])}"`)
    // There is nothing to keep half keyed.
    expect(told.text).not.toContain('data-half')
    // What is stored is not shown to somebody who may still check it.
    expect((await on.bob.post(form, changed)).text).toContain('is stored otherwise')
    expect(await listAnswers(on.app.db, on.consultation.id)).toEqual(before)
    expect((await on.ann.post(form, fields)).headers['location']).toBe(`${batch}?next=1`)
    // A mistake in what is sent again makes nobody the second reader of their own form.
    const mistaken = await on.ann.post(form, { ...fields, 'received-day': '31' })
    expect([mistaken.status, mistaken.text.includes('You are the second reader')]).toEqual([422, false])
  })

  it('leads who comes back to a form that they stored on to the next one', async () => {
    const { batch, form, serial } = await aForm('2')
    await on.ann.post(form, keyed({ 'tick-overall': 'agree' }))
    const back = await on.ann.get(form)
    expect(back.status).toBe(409)
    expect(back.text).toContain(`You entered ${serial} yourself. Another person has to check it.`)
    expect(back.text).toContain(`action="${batch}/start"`)
    expect(back.text).toContain('data-next')
    await on.bob.post(form, keyed({ 'tick-overall': 'agree' }))
    const checked = await on.bob.get(form)
    expect(checked.text).toMatch(new RegExp(`${serial} was checked already by `))
    expect(checked.text).toContain(`action="${batch}/start"`)
  })

  it('says so too of a second reading that is sent again with changes', async () => {
    const { form } = await aForm()
    await on.ann.post(form, keyed({ 'tick-overall': 'agree' }))
    const fields = keyed({ 'tick-overall': 'agree', 'received-day': '21' })
    expect((await on.bob.post(form, fields)).headers['location']).toBe(`${form}/differences`)
    const told = await on.bob.post(form, { ...fields, 'received-day': '20', 'tick-overall': 'neither' })
    expect(told.status).toBe(409)
    expect(told.text).toContain('was checked already, by you')
    expect(told.text).toContain('The date received is stored as: Monday 21 September 2026')
    expect(told.text).toContain('You are the second reader')
    expect((await on.bob.post(form, fields)).headers['location']).toBe(`${form}/differences`)
  })

  it('takes one received in time after the last day, and marks one that was late', async () => {
    const { serials } = await print(on, 2)
    const batch = await openBatch(on)
    const inTime = await begin(on.ann, batch, serials[0])
    const late = await begin(on.ann, batch, serials[1])
    on.app.setClock('2026-10-09T10:00:00Z')
    const later = await on.app.agent('drop-in')
    const fields = keyed({ 'received-day': '30' })
    expect((await later.post(inTime, fields)).headers['location']).toBe(`${batch}?next=1`)
    expect((await later.post(late, keyed({ 'received-day': '1', 'received-month': '10' }))).status).toBe(303)
    const page = (await later.get(batch)).text
    on.app.setClock('2026-09-22T10:00:00Z')
    expect(page.match(/after the last day/g)).toHaveLength(2) // the notice, and the late form's row
    const stored = (await responses()).find(found => found.id === fields['keyingId'])
    expect(stored?.receivedAt.slice(0, 10)).toBe('2026-09-30')
  })

  it('lets a second person check blindly, and settle what differs without counting twice', async () => {
    const { form } = await aForm()
    const first = keyed({ 'tick-overall': 'agree', 'words-missed': 'Secret words of the first' })
    await on.ann.post(form, first)
    const before = (await responses()).length
    expect((await on.ann.get(form)).status).toBe(409)
    expect((await on.bob.get(`${form}/differences`)).status).toBe(404)
    expect((await on.bob.post(`${form}/differences`, { 'decide-overall': 'second' })).status).toBe(404)
    const page = await on.bob.get(form)
    expect(page.text).toContain('You are the second reader')
    expect(page.text).not.toContain('Secret words')
    const checked = await on.bob.post(
      form,
      keyed({ 'tick-overall': ['agree', 'neither'], 'words-missed': 'Secret words of the first' }),
    )
    expect(checked.headers['location']).toBe(`${form}/differences`)
    expect((await on.bob.get(form)).headers['location']).toBe(`${form}/differences`)
    expect((await on.bob.post(`${form}/differences`, {})).status).toBe(422)
    expect((await on.bob.post(`${form}/differences`, { 'decide-overall': 'neither' })).status).toBe(422)
    expect((await on.bob.post(`${form}/differences`, { 'decide-overall': 'second' })).status).toBe(303)
    const answers = await listAnswers(on.app.db, on.consultation.id, {
      responseId: String(first['keyingId']),
    })
    expect(answers.find(answer => answer.questionKey === 'overall')?.choices).toEqual(['agree', 'neither'])
    expect(await responses()).toHaveLength(before)
    expect((await on.bob.get(`${form}/differences`)).text).toContain('Settled by')
    // Decided is decided, by whoever was first.
    expect((await on.ann.post(`${form}/differences`, { 'decide-overall': 'first' })).status).toBe(409)
    expect((await traceOf(on, form)).map(({ action, by }) => [action, by])).toEqual([
      ['paper.checked', on.bob.accountId],
      ['paper.entered', on.ann.accountId],
      ['paper.settled', on.bob.accountId],
    ])
    expect((await (await on.app.agent('drop-in')).get(form)).status).toBe(409)
  })

  it('keeps a half-keyed form across a reload, without its postcode', async () => {
    const { form, batch, serial } = await aForm()
    const half = keyed({ 'tick-overall': 'neither', 'words-missed': 'Half', 'words-postcode': 'CB1 1AA' })
    expect((await on.ann.post(`${form}/draft`, half)).headers['location']).toBe(batch)
    const page = (await on.ann.get(form)).text
    expect(page).toMatch(/value="neither"[^>]* checked/)
    expect(page).toContain('Half')
    expect(page).not.toContain('CB1 1AA')
    expect(JSON.stringify(await on.app.db.selectFrom('paper_draft').selectAll().execute())).not.toContain(
      'CB1',
    )
    expect((await on.ann.get(at)).text).toContain(`1 half-keyed form: ${serial}`)
    expect((await on.bob.get(form)).text).not.toContain('Half')
    await on.ann.post(form, keyed())
    expect((await on.ann.get(at)).text).not.toContain('half-keyed form')
    // Whoever entered it keeps no second reading of their own.
    expect((await on.ann.post(`${form}/draft`, half)).status).toBe(409)
  })

  it('never stores two forms as one, also where a page of the first is sent for the second', async () => {
    const first = await aForm()
    const second = await aForm()
    const fields = keyed({ 'tick-overall': 'agree' })
    await on.ann.post(first.form, fields)
    const before = await responses()
    const refused = await on.ann.post(second.form, { ...fields, 'tick-overall': 'disagree' })
    expect([refused.status, await responses()]).toEqual([409, before])
    // It can still be entered.
    expect((await on.ann.post(second.form, keyed({ 'tick-overall': 'disagree' }))).status).toBe(303)
    expect(await responses()).toHaveLength(before.length + 1)
  })

  it('takes no other form than those of the batch and the consultation', async () => {
    const { batch, form } = await aForm('1')
    await on.ann.post(form, keyed())
    const other = await openBatch(on)
    await aConsultation(on.app.db, 'others')
    const wrong = [
      form.replace(batch, other),
      form.replace('/centres/', '/others/'),
      `${batch}/forms/none`,
      form.replace(/batches\/[^/]+/, 'batches/none'),
    ]
    for (const path of wrong) {
      expect([path, (await on.bob.get(path)).status]).toEqual([path, 404])
      for (const page of ['', '/draft', '/back', '/differences']) {
        expect([path, page, (await on.bob.post(`${path}${page}`, keyed())).status]).toEqual([path, page, 404])
      }
    }
  })

  it('of one that was set aside is refused until that is taken back, with a trace of both', async () => {
    const { batch, form, serial } = await aForm()
    await on.ann.post(`${batch}/aside`, { serial, status: 'void', reason: 'Empty' })
    const refused = await on.ann.get(form)
    expect([refused.status, refused.text.includes(`${serial} was marked void`)]).toEqual([409, true])
    expect((await on.ann.post(`${form}/draft`, keyed())).status).toBe(409)
    expect((await on.ann.post(form, keyed())).status).toBe(409)
    expect((await on.bob.post(`${form}/back`)).status).toBe(303)
    expect((await on.bob.post(`${form}/back`)).status).toBe(303)
    expect((await on.ann.get(form)).status).toBe(200)
    expect((await traceOf(on, form)).map(({ action, by }) => [action, by])).toEqual([
      ['paper.taken-back', on.bob.accountId],
      ['paper.void', on.ann.accountId],
    ])
  })
})

const ranking: SurveyDefinition = {
  title: 'Children’s centres in City',
  pages: [
    {
      key: 'order',
      title: 'What matters',
      questions: [
        {
          key: 'order',
          kind: 'ranking',
          text: 'What matters most?',
          options: [
            { value: 'near', text: 'Near home' },
            { value: 'hours', text: 'Opening hours' },
          ],
          required: false,
        },
      ],
    },
  ],
  equality: [],
}

describe('the page for keying a ranking', () => {
  const on = paperOnPages()
  beforeAll(() =>
    addSurvey(
      on.app.db,
      { consultationId: on.consultation.id, districtCode: 'D1', definition: ranking },
      new Date('2026-08-02T09:00:00Z'),
    ),
  )

  it('has a box for a place beside each option, and says which is wrong', async () => {
    const { serials } = await print(on, 1)
    const form = await begin(on.ann, await openBatch(on, { countIn: '1' }), serials[0])
    const page = (await on.ann.get(form)).text
    expect(page).toContain('name="place-order--near"')
    expect(page).not.toContain('name="tick-order"')
    const refused = await on.ann.post(form, keyed({ 'place-order--hours': '1'.repeat(21) }))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#place-order--hours"')
    expect(refused.text).toContain('id="place-order--hours"')
    const stored = await on.ann.post(form, keyed({ 'place-order--hours': '1', 'place-order--near': '1' }))
    expect(stored.status).toBe(303)
    expect((await on.ann.get(stored.headers['location'] as string)).text).toContain(
      'is entered. Question 1 is kept as written, and not counted',
    )
  })
})
