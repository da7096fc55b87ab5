import { describe, expect, it } from '@jest/globals'
import { recordStaff } from './record-staff.ts'
import { hiddenOn } from './record-support.ts'

describe('the contact of a consultation', () => {
  const staff = recordStaff()

  it('changes the contact after publication with a reason alone', async () => {
    const { at, open } = await staff.published()
    const contact = {
      version: hiddenOn((await staff.planner.get(`${at}/contact`)).text, 'version'),
      contactEmail: 'new@example.org',
      contactPhone: '01234 999999',
      contactPost: '',
      otherWays: 'Ask any library for a paper form.',
      urgentHelp: 'Call 999.',
    }
    expect((await staff.planner.post(`${at}/contact`, contact)).status).toBe(422)
    expect((await staff.planner.post(`${at}/contact`, { ...contact, reason: 'A new number.' })).status).toBe(
      303,
    )
    expect((await staff.visitor.get(open)).text).toContain('new@example.org')
    expect((await staff.visitor.get(`${open}/changes`)).text).toContain('A new number.')
  })
})
