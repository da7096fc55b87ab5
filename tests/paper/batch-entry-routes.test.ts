import { describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import type { Fields, Visitor } from '../support/application.ts'
import { keyed } from './keyed-forms.ts'
import { answersToOthers, begin, openBatch, paperOnPages, print, traceOf } from './on-pages.ts'

/** The sentence beside a field, from the summary of what is wrong. */
async function said(who: Visitor, path: string, fields: Fields, field = 'serial'): Promise<string> {
  const refused = await who.post(path, fields)
  expect(refused.status).toBe(422)
  return new RegExp(`<li>\\s*<a href="#${field}"[^>]*>([^<]+)<`).exec(refused.text)?.[1] ?? ''
}

describe('a form in hand', () => {
  const on = paperOnPages()

  it('is for those who may key paper', async () => {
    const { serials } = await print(on, 1)
    const batch = await openBatch(on)
    const [serial = ''] = serials
    const forms: Record<string, Fields> = {
      start: { serial },
      unnumbered: { district: 'city' },
      aside: { serial, status: 'void', reason: 'Empty' },
    }
    for (const [page, fields] of Object.entries(forms)) {
      expect([page, await answersToOthers(on, who => who.post(`${batch}/${page}`, fields))]).toEqual([
        page,
        [403, 403, 303],
      ])
    }
    expect((await on.ann.get(batch)).text).toContain('No form has been entered yet.')
  })

  it('is refused where its number is wrong, unknown or used, each with a sentence', async () => {
    const { serials } = await print(on, 1)
    const [serial = ''] = serials
    const batch = await openBatch(on)
    const start = `${batch}/start`
    expect(await said(on.ann, start, { serial: '' })).toMatch(/Enter the number/)
    expect(await said(on.ann, start, { serial: 'CITY-0001-Z' })).toMatch(/not a number of one of our forms/)
    expect(await said(on.ann, start, { serial: 'FENL-0999-F' })).toMatch(/not a number|No form with the/)
    expect(await said(on.ann, start, { serial: '<b>x</b>' })).not.toContain('<b>')
    await on.ann.post(await begin(on.ann, batch, serial), keyed())
    expect(await said(on.ann, start, { serial })).toMatch(/was entered already, by you/)
    const offered = await on.bob.post(start, { serial })
    expect(offered.status).toBe(422)
    expect(offered.text).toContain('again as a second person')
    // Somebody who may check it is no repeat; who entered it themselves is.
    const repeats = await on.app.db.selectFrom('paper_repeat').select('account_id').execute()
    expect(repeats).toEqual([{ account_id: on.ann.accountId }])
  })

  it('that turns up in another batch is written down, whoever has it', async () => {
    const { serials } = await print(on, 1)
    const [serial = ''] = serials
    await on.ann.post(await begin(on.ann, await openBatch(on), serial), keyed())
    const other = await openBatch(on)
    expect(await said(on.bob, `${other}/start`, { serial })).toMatch(/was entered already, by Test drop-in/)
    const repeats = await on.app.db
      .selectFrom('paper_repeat')
      .select('account_id')
      .where('batch_id', '=', other.split('/').at(-1) ?? '')
      .execute()
    expect(repeats).toEqual([{ account_id: on.bob.accountId }])
  })

  it('gets a number where it has none; answers by phone count as their own channel', async () => {
    const batch = await openBatch(on, { kind: 'phone' })
    const unnumbered = `${batch}/unnumbered`
    expect(await said(on.ann, unnumbered, { district: '' }, 'district')).toMatch(/Select the district/)
    expect(await said(on.ann, unnumbered, { district: 'elsewhere' }, 'district')).toMatch(/Select the dist/)
    expect(await said(on.ann, unnumbered, { district: 'city', language: 'xx' }, 'language')).toMatch(/Select/)
    const begun = await on.ann.post(unnumbered, { district: 'fenland', language: 'pl' })
    const form = begun.headers['location'] as string
    expect(await traceOf(on, form)).toEqual([
      {
        action: 'paper.numbered',
        summary: expect.stringMatching(/^Gave the number FENL-\d{4}-[A-Z] to answers by phone$/),
        by: on.ann.accountId,
      },
    ])
    const fields = keyed({ 'tick-overall': 'agree' })
    await on.ann.post(form, fields)
    const responses = await listResponses(on.app.db, on.consultation.id)
    expect(responses.find(found => found.id === fields['keyingId'])).toMatchObject({
      channel: 'phone',
      districtCode: 'D2',
      language: 'pl',
    })
  })

  it('that cannot be entered is set aside once, with the reason, and then not entered', async () => {
    const { serials } = await print(on, 1)
    const [serial = ''] = serials
    const batch = await openBatch(on)
    const form = await begin(on.ann, batch, serial)
    const aside = { serial: serial.toLowerCase(), status: 'spoilt', reason: 'Soaked in <i>tea</i>' }
    const wrong = await on.ann.post(`${batch}/aside`, { ...aside, reason: '' })
    expect([wrong.status, wrong.text.includes('Say why')]).toEqual([422, true])
    expect(wrong.text).toContain(`value="${serial.toLowerCase()}"`)
    expect(await said(on.ann, `${batch}/aside`, { ...aside, status: 'entered' }, 'status')).toMatch(/Select/)
    expect(await said(on.ann, `${batch}/aside`, { ...aside, serial: 'x' }, 'aside-serial')).toMatch(/number/)
    expect((await on.ann.post(`${batch}/aside`, aside)).status).toBe(303)
    expect(await said(on.ann, `${batch}/aside`, aside, 'aside-serial')).toBe(
      `${serial} was marked spoilt already`,
    )
    expect(await said(on.bob, `${batch}/start`, { serial })).toContain(`${serial} was marked spoilt`)
    expect((await on.ann.get(batch)).text).toContain('Spoilt: Soaked in &lt;i&gt;tea&lt;/i&gt;')
    expect(await traceOf(on, form)).toMatchObject([{ action: 'paper.spoilt', by: on.ann.accountId }])
    // Whoever had it open meanwhile enters it no more.
    expect((await on.bob.post(form, keyed())).status).toBe(409)
  })

  it('is refused by a closed batch in every way', async () => {
    const { serials } = await print(on, 1)
    const [serial = ''] = serials
    const batch = await openBatch(on, { countIn: '0' })
    expect((await on.ann.post(`${batch}/close`)).status).toBe(303)
    const aside = { serial, status: 'void', reason: 'Empty' }
    expect((await on.ann.post(`${batch}/start`, { serial })).status).toBe(409)
    expect((await on.ann.post(`${batch}/aside`, aside)).status).toBe(409)
    const before = (await on.app.db.selectFrom('paper_form').select('id').execute()).length
    expect((await on.ann.post(`${batch}/unnumbered`, { district: 'city' })).status).toBe(409)
    // Nothing was numbered for it either.
    expect(await on.app.db.selectFrom('paper_form').select('id').execute()).toHaveLength(before)
  })
})
