import { describe, expect, it } from '@jest/globals'
import { closesAt } from './builders.ts'
import { recordStaff } from './record-staff.ts'

const afterClosing = '2026-07-01T09:00:00.000Z'

describe('the overview of a consultation', () => {
  const staff = recordStaff()

  it('says on the overview what comes next at every stage', async () => {
    const { at, id } = await staff.published()
    const next = async (): Promise<string> =>
      /Next<\/h2>\s*<p class="govuk-body">([^<]*)/.exec((await staff.planner.get(at)).text)?.[1] ?? ''
    const overview = (await staff.planner.get(at)).text
    expect(overview).toContain('The questions, as they are asked')
    expect(overview).not.toContain('Build the questions')
    expect(await next()).toContain('It closes by itself at 5pm on Tuesday 30 June 2026')
    await staff.jump('2026-05-20T09:00:00.000Z')
    expect(await next()).toContain('It opens by itself at 9am on Monday 1 June 2026')
    await staff.jump('2026-06-30T16:10:00.000Z')
    expect(await next()).toBe(
      'Nobody can begin any more. Answers that were begun can still be sent until 5:30pm on Tuesday 30 June 2026.',
    )
    await staff.jump(afterClosing)
    expect(await next()).toContain('Answers have stopped')
    await staff.app.db
      .updateTable('consultation')
      .set({ findings_public_since: closesAt })
      .where('id', '=', id)
      .execute()
    expect(await next()).toContain('Enter the decision')
  })
})
