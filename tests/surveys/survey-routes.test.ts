import { describe, expect, it } from '@jest/globals'
import { openConsultation } from '../consultations/open-consultation.ts'
import { whileOpen } from '../consultations/builders.ts'
import { storedOf } from './stored.ts'
import { answerPages, markOn, send } from './walk.ts'

describe('answering a survey', () => {
  const open = openConsultation('for each test')
  const { responses, answersTo } = storedOf(open)

  it('goes from the first page to the receipt, and stores what was answered', async () => {
    const visitor = await open.app.agent()
    const seen = await answerPages(visitor, open.survey, {
      role: { role: ['parent', 'carer'] },
      centres: { centres: 'none' },
      'proposal-1': { 'proposal-1': 'strongly-disagree', 'proposal-1-why': 'Too far.\nWith twins.' },
      heard: { 'heard--other': 'A poster' },
    })
    expect(seen).not.toContain('services')
    expect(seen).not.toContain('organisation')
    const check = await visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('Too far.<br>With twins.')
    expect(check.text).toContain('Other: A poster')
    expect(check.text).toContain(`href="${open.survey}/role?return=check"`)
    expect(await responses()).toEqual([])
    expect(await send(visitor, open.survey)).toBe(`${open.survey}/equality`)
    const [stored] = await responses()
    expect(stored).toMatchObject({
      channel: 'online',
      receivedAt: whileOpen,
      withinGrace: false,
      districtCode: 'E07009991',
    })
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(stored?.reference)
    expect(await answersTo('role')).toEqual([{ choices: ['parent', 'carer'], text: null }])
    expect(await answersTo('proposal-1-why')).toEqual([{ choices: [], text: 'Too far.\nWith twins.' }])
    expect(await answersTo('heard')).toEqual([{ choices: ['other'], text: 'A poster' }])
  })

  it('goes back without loss, changes an answer, and comes back to the check page', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { overall: { overall: 'agree' } })
    const page = await visitor.get(`${open.survey}/overall?return=check`)
    expect(page.text).toMatch(/value="agree" checked/)
    expect(page.text).toContain(`class="govuk-back-link" href="${open.survey}/check"`.split(' ')[1])
    const changed = await visitor.post(`${open.survey}/overall`, { overall: 'disagree', return: 'check' })
    expect(changed.headers['location']).toBe(`${open.survey}/check`)
    expect((await visitor.get(`${open.survey}/check`)).text).toContain('Disagree')
  })

  it('carries on where somebody stopped', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/role`, { role: 'parent' })
    const start = await visitor.get(open.survey)
    expect(start.text).toContain('You have begun to answer')
    expect(start.text).toContain(`href="${open.survey}/centres"`)
  })

  it('stores one response for a double click and gives both the same receipt', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    const mark = await markOn(visitor, open.survey)
    const both = await Promise.all([1, 2, 3].map(() => visitor.post(`${open.survey}/send`, { mark })))
    expect(both.map(sent => sent.status)).toEqual([303, 303, 303])
    const stored = await responses()
    expect(stored).toHaveLength(1)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(stored[0]?.reference)
    const again = await visitor.post(`${open.survey}/send`, { mark })
    expect(again.headers['location']).toBe(`${open.survey}/sent`)
    expect(await responses()).toHaveLength(1)
    expect(await open.app.db.selectFrom('response_aside').selectAll().execute()).toEqual([])
  })

  it('loses nothing when a change comes after sending: it says so and shows what was written', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    const late = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'A later bus.' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('You have sent your answers already')
    expect(late.text).toContain('A later bus.')
    expect(await answersTo('mitigation')).toEqual([])
  })

  it('asks to check again when another tab changed an answer meanwhile; the last writing of a page stays', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { overall: { overall: 'agree' } })
    const mark = await markOn(visitor, open.survey)
    await visitor.post(`${open.survey}/overall`, { overall: 'disagree' })
    await visitor.post(`${open.survey}/times`, { times: 'saturdays' })
    const sent = await visitor.post(`${open.survey}/send`, { mark })
    expect(sent.headers['location']).toBe(`${open.survey}/check`)
    const check = await visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('have changed since this page was shown')
    expect(check.text).toContain('Saturdays')
    expect(await responses()).toEqual([])
    await send(visitor, open.survey)
    expect(await answersTo('overall')).toEqual([{ choices: ['disagree'], text: null }])
  })

  it('shows a mistake beside its field, keeps what was typed, and saves nothing wrong', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    const empty = await visitor.post(`${open.survey}/role`, { 'role--other': '' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('<title>Error: ')
    expect(empty.text).toContain('href="#role"')
    await visitor.post(`${open.survey}/role`, { role: 'parent' })
    const both = await visitor.post(`${open.survey}/times`, { times: ['saturdays', 'any'] })
    expect(both.status).toBe(422)
    expect(both.text).toMatch(/value="saturdays" checked/)
    const long = await visitor.post(`${open.survey}/mitigation`, { mitigation: `${'é'.repeat(10_001)} end` })
    expect(long.status).toBe(422)
    expect(long.text).toContain('5 characters too long')
    expect(long.text).toContain('é end')
  })

  it('leads to what is missing before it sends', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    expect((await visitor.get(`${open.survey}/check`)).headers['location']).toBe(
      `${open.survey}/role?return=check`,
    )
    expect((await visitor.post(`${open.survey}/send`, { mark: 'x' })).headers['location']).toBe(
      `${open.survey}/check`,
    )
    expect(await responses()).toEqual([])
  })

  it('turns a postcode into neighbourhood and distance at once and keeps it nowhere', async () => {
    await open.app.db
      .updateTable('postcode')
      .set({ neighbourhood_code: 'E01000001' })
      .where('postcode', '=', 'PE1 1AA')
      .execute()
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { postcode: { postcode: ' pe11AA ' } })
    const drafts = JSON.stringify([
      await open.app.db.selectFrom('draft').selectAll().execute(),
      await open.app.db.selectFrom('draft_page').selectAll().execute(),
    ])
    // What is kept of it is sealed too; only its owner sees it.
    expect(drafts).not.toContain('E01000001')
    expect(drafts).not.toMatch(/PE1\s?1AA/i)
    const check = await visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('Postcode found, and not kept')
    expect(check.text).not.toMatch(/PE1\s?1AA/i)
    await send(visitor, open.survey)
    expect(await responses()).toEqual([
      expect.objectContaining({ neighbourhoodCode: 'E01000001', distanceBand: 'under-1-km' }),
    ])
    expect(JSON.stringify(await open.app.db.selectFrom('answer').selectAll().execute())).not.toMatch(
      /PE1\s?1AA/i,
    )
  })

  it('says that a postcode is not known, keeps it in the field, and takes none as an answer', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/role`, { role: 'parent' })
    const unknown = await visitor.post(`${open.survey}/postcode`, { postcode: 'pe7 7zz' })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('We don’t know the postcode PE7 7ZZ in Testshire')
    expect(unknown.text).toContain('value="pe7 7zz"')
    expect((await visitor.post(`${open.survey}/postcode`, { postcode: 'hello' })).text).toContain(
      'Enter a full postcode',
    )
    expect((await visitor.post(`${open.survey}/postcode`, { postcode: '' })).status).toBe(303)
  })

  it('keeps the place that was found when the field is left empty, and takes it back when asked', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/postcode`, { postcode: 'PE1 1AA' })
    await visitor.post(`${open.survey}/postcode`, { postcode: '' })
    expect((await visitor.get(`${open.survey}/postcode`)).text).toContain('Postcode found, and not kept')
    await visitor.post(`${open.survey}/postcode`, { postcode: '', 'forget-place': 'yes' })
    expect((await visitor.get(`${open.survey}/postcode`)).text).not.toContain('Postcode found')
  })

  it('forgets a draft at once when asked', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/mitigation`, { mitigation: 'secret' })
    await visitor.post(`${open.survey}/forget`)
    expect(await open.app.db.selectFrom('draft_page').selectAll().execute()).toEqual([])
    expect((await visitor.get(`${open.survey}/mitigation`)).headers['location']).toBe(
      `${open.survey}?found=none`,
    )
  })

  it('keeps what was written on a page even when its draft has run out', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/role`, { role: 'parent' })
    open.app.setClock('2026-06-24T12:00:00.000Z')
    const kept = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'An evening session.' })
    expect(kept.headers['location']).toBe(`${open.survey}/role`)
    expect((await visitor.get(`${open.survey}/mitigation`)).text).toContain('An evening session.')
    expect(await open.app.db.selectFrom('draft').select('id').execute()).toHaveLength(1)
  })

  it('lets one person answer for several districts, each with its own draft', async () => {
    const visitor = await open.app.agent()
    const other = open.survey.replace('/fen/', '/vale/')
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain('Answer for another district')
    await answerPages(visitor, other)
    await send(visitor, other)
    expect((await responses()).map(response => response.districtCode).sort()).toEqual([
      'E07009991',
      'E07009992',
    ])
  })

  it('shows hostile text as text, on every page', async () => {
    const hostile = '"><script>alert(1)</script>\u202Egnp.exe =cmd|calc'
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, {
      role: { role: 'other', 'role--other': hostile },
      'proposal-1': { 'proposal-1-why': hostile },
    })
    for (const page of ['check', 'role', 'proposal-1']) {
      const { text } = await visitor.get(`${open.survey}/${page}`)
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('\u202E')
    }
  })

  it('refuses ten megabytes with a sentence and keeps what was saved before', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/role`, { role: 'parent' })
    const huge = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'x'.repeat(10_000_000) })
    expect(huge.status).toBe(413)
    expect(huge.text).toContain('make it shorter')
    expect((await visitor.get(`${open.survey}/role`)).text).toMatch(/value="parent" checked/)
  })

  it('answers a page that is not in the survey with 404', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    expect((await visitor.get(`${open.survey}/no-such-page`)).status).toBe(404)
    expect((await visitor.post(`${open.survey}/no-such-page`)).status).toBe(404)
  })
})
