import { describe, expect, it } from '@jest/globals'
import { aDraftConsultation } from './builders.ts'
import { recordStaff } from './record-staff.ts'
import { answerChecklist, hiddenOn, hostile, publishAs } from './record-support.ts'

describe('a review', () => {
  const staff = recordStaff()

  it('goes to the public through a review by somebody else', async () => {
    const { consultationId: id } = await aDraftConsultation(staff.app.db)
    const at = `/manage/consultations/${id}`
    expect((await staff.planner.get(at)).text).toContain('10 checks are not answered yet')
    const early = await staff.planner.post(`${at}/review`)
    expect([early.status, early.text.includes('See to what is missing first')]).toEqual([422, true])
    await answerChecklist(staff.app.db, id)
    expect((await staff.planner.get(at)).text).toContain('Ask for a review')
    expect((await staff.planner.post(`${at}/review`)).status).toBe(303)
    // While it is being read it stays as it is.
    for (const page of ['texts', 'dates', 'contact']) {
      expect([page, (await staff.planner.get(`${at}/${page}`)).status]).toEqual([page, 409])
    }
    expect((await staff.planner.get(`${at}/publish`)).text).toContain('somebody else has to publish it')
    const own = await staff.planner.post(`${at}/publish`, { sure: 'yes' })
    expect([own.status, own.text.includes('You asked for this review')]).toEqual([422, true])
    expect((await staff.analyst.post(`${at}/send-back`, {})).status).toBe(422)
    expect((await staff.analyst.post(`${at}/send-back`, { because: hostile })).status).toBe(303)
    const back = await staff.planner.get(at)
    expect(back.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; evil')
    expect(back.text).not.toContain('<script>alert')
    expect((await staff.analyst.post(`${at}/send-back`, { because: 'Once more' })).status).toBe(409)
    await staff.planner.post(`${at}/review`)
    expect((await publishAs(staff.analyst, id)).status).toBe(303)
    expect((await staff.planner.get(at)).text).toContain('>Open<')
  })

  it('is not published when something was changed after it was read', async () => {
    const { consultationId: id } = await aDraftConsultation(staff.app.db)
    const at = `/manage/consultations/${id}`
    await answerChecklist(staff.app.db, id)
    await staff.planner.post(`${at}/review`)
    const mark = hiddenOn((await staff.analyst.get(`${at}/publish`)).text, 'mark')
    await staff.app.db.updateTable('proposal').set({ what_changes: 'Something else.' }).execute()
    const refused = await staff.analyst.post(`${at}/publish`, { sure: 'yes', mark })
    expect([refused.status, refused.text.includes('changed since you opened')]).toEqual([422, true])
    expect((await publishAs(staff.administrator, id)).status).toBe(303)
  })
})
