import { describe, expect, it } from '@jest/globals'
import { recordStaff } from './record-staff.ts'
import { day, hostile } from './record-support.ts'

describe('what happened next', () => {
  const staff = recordStaff()

  it('takes a decision after closing alone, then what happened next', async () => {
    const { at, open } = await staff.published()
    expect((await staff.planner.get(`${at}/decision`)).status).toBe(409)
    const decision = {
      ...day('decidedOn', '2026-07-20'),
      decidedBy: 'Full Council',
      decision: 'Two Centres.\n\n- one\n- two',
      whatChanged: 'Alder stays open on Mondays.',
    }
    expect((await staff.planner.post(`${at}/decision`, decision)).status).toBe(409)
    // Within the grace answers may still come.
    await staff.jump('2026-06-30T16:10:00.000Z')
    expect((await staff.planner.get(`${at}/decision`)).status).toBe(409)
    await staff.jump('2026-07-21T09:00:00.000Z')
    expect((await staff.planner.get(`${at}/next`)).status).toBe(409)
    for (const decidedOn of ['2026-07-22', '2026-06-29']) {
      expect(
        (await staff.planner.post(`${at}/decision`, { ...decision, ...day('decidedOn', decidedOn) })).status,
      ).toBe(422)
    }
    expect((await staff.planner.post(`${at}/decision`, decision)).status).toBe(303)
    const page = await staff.visitor.get(`${open}/decision`)
    expect(page.text).toContain('Full Council decided on Monday 20 July 2026.')
    expect(page.text).toContain('Alder stays open on Mondays.')
    expect((await staff.visitor.get(open)).text).toContain('>Decided<')
    const other = { ...decision, decision: 'Two Centres and a Zone.' }
    expect((await staff.planner.post(`${at}/decision`, other)).status).toBe(422)
    expect(
      (await staff.planner.post(`${at}/decision`, { ...other, reason: 'The minutes were corrected.' }))
        .status,
    ).toBe(303)
    const reworded = await staff.visitor.get(`${open}/decision`)
    expect(reworded.text).toContain('Two Centres and a Zone.')
    expect(reworded.text).toContain('Earlier wordings of the decision')
    const happened = { ...day('on', '2026-07-21'), happened: hostile }
    expect((await staff.planner.post(`${at}/next`, happened)).status).toBe(303)
    expect((await staff.visitor.get(`${open}/decision`)).text).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; evil',
    )
    expect((await staff.visitor.get(open)).text).toContain('what has happened since')
    const back = /\/next\/[^"]+\/take-back/.exec((await staff.planner.get(`${at}/next`)).text)?.[0] ?? ''
    expect((await staff.planner.post(`${at}${back}`, { reason: '' })).status).toBe(422)
    expect((await staff.planner.post(`${at}${back}`, { reason: 'It was entered twice.' })).status).toBe(303)
    expect((await staff.planner.post(`${at}${back}`, { reason: 'It was entered twice.' })).status).toBe(410)
    expect((await staff.visitor.get(`${open}/decision`)).text).not.toContain('alert(1)')
    // Several of them stand by date, the latest first, to staff as to the public.
    const first = {
      ...day('on', '2026-07-20'),
      happened: 'The work begins.',
      paperTitle: 'Plan of works',
      paperUrl: 'https://example.org/plan',
    }
    const later = { ...day('on', '2026-07-21'), happened: '## Opening\n\n- Mondays\n- Thursdays' }
    for (const entry of [later, first]) {
      expect((await staff.planner.post(`${at}/next`, entry)).status).toBe(303)
    }
    for (const { text } of [
      await staff.planner.get(`${at}/next`),
      await staff.visitor.get(`${open}/decision`),
    ]) {
      expect(text).toMatch(/21 July 2026[^]*>Opening<[^]*<li>Mondays<\/li>[^]*20 July 2026[^]*Plan of works/)
      expect(text).not.toContain('## Opening')
    }
    // What is decided is not opened again.
    expect((await staff.planner.get(`${at}/change-dates`)).status).toBe(409)
  })
})
