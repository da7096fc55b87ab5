import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { recordStaff } from './record-staff.ts'
import { hiddenOn, hostile } from './record-support.ts'

describe('a correction', () => {
  const staff = recordStaff()

  it('corrects what is published by a version of its own that the public can compare', async () => {
    const { at, open } = await staff.published()
    const record = await staff.visitor.get(`${open}/record/1/record.json`)
    const old = record.text
    expect((await staff.planner.post(`${at}/correction/begin`)).status).toBe(303)
    const form = await staff.planner.get(`${at}/correction/texts/county`)
    const version = hiddenOn(form.text, 'version')
    const texts = {
      version,
      name: 'Children’s centres in Testshire',
      introduction: 'We ask what you think now.',
      whatIsLost: 'One of three centres would close.',
      whatIsProposed: 'Two Child and Family Centres.',
      reasons: hostile,
    }
    expect((await staff.planner.post(`${at}/correction/texts/county`, { ...texts, name: '' })).status).toBe(
      422,
    )
    expect((await staff.planner.post(`${at}/correction/texts/county`, texts)).status).toBe(303)
    const stale = await staff.analyst.post(`${at}/correction/texts/county`, { ...texts, reasons: 'Mine' })
    expect([stale.status, stale.text.includes('Mine</textarea>')]).toEqual([422, true])
    const compared = await staff.planner.get(`${at}/correction`)
    expect(compared.text).toContain(
      '<ins><span class="govuk-visually-hidden">put in: </span>think now.</ins>',
    )
    expect((await staff.visitor.get(open)).text).not.toContain('think now.')
    const ask = { version: hiddenOn(compared.text, 'version') }
    expect((await staff.planner.post(`${at}/correction/ask`, ask)).status).toBe(422)
    expect(
      (await staff.planner.post(`${at}/correction/ask`, { ...ask, reason: 'A word was missing.' })).status,
    ).toBe(303)
    expect((await staff.planner.post(`${at}/correction/publish`)).status).toBe(409)
    const mark = hiddenOn((await staff.analyst.get(`${at}/correction`)).text, 'mark')
    expect((await staff.planner.post(`${at}/correction/publish`, { mark })).status).toBe(403)
    expect((await staff.analyst.post(`${at}/correction/publish`, { mark })).status).toBe(303)
    expect((await staff.visitor.get(open)).text).toContain('think now.')
    const near = await staff.visitor.post(`${open}/what-changes`, { postcode: 'PE1 1AA', place: '' })
    expect(near.text).toContain('Places and hours are as corrected on Wednesday 10 June 2026.')
    // The old version: the same bytes, at the same address.
    expect((await staff.visitor.get(`${open}/record/1/record.json`)).text).toBe(old)
    const before = await staff.visitor.get(`${open}/record/1`)
    expect(before.text).toContain('no longer in force')
    expect(before.text).toContain(createHash('sha256').update(old).digest('hex'))
    const after = await staff.visitor.get(`${open}/record/2`)
    expect(after.text).toContain('A word was missing.')
    expect(after.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(after.text).not.toMatch(/<script>alert|\u202e/)
    const contents = (await staff.visitor.get(`${open}/record/2/contents.json`)).text
    expect(after.text).toContain(createHash('sha256').update(contents).digest('hex'))
    expect((await staff.visitor.get(`${open}/record`)).text).toContain('Version 2')
    for (const none of ['3', '0', 'x', '1e1', '99999999999999999999']) {
      expect([none, (await staff.visitor.get(`${open}/record/${none}`)).status]).toEqual([none, 404])
    }
  })

  it('gives a correction up without a trace for the public', async () => {
    const { at, open } = await staff.published()
    expect((await staff.planner.get(`${at}/correction/texts/county`)).status).toBe(404)
    await staff.planner.post(`${at}/correction/begin`)
    expect((await staff.planner.post(`${at}/correction/give-up`)).status).toBe(303)
    expect((await staff.visitor.get(`${open}/changes`)).text).not.toContain('Version 2')
    expect((await staff.planner.get(`${at}/correction`)).text).toContain('Begin a correction')
  })
})
