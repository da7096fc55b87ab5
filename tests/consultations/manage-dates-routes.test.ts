import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { addSession } from '../../server/consultations/session-repository.ts'
import type { TestApplication, Visitor } from '../support/application.ts'
import { staffAndPublic } from './manage-support.ts'
import { recordStaff } from './record-staff.ts'
import { day, hiddenOn, hostile } from './record-support.ts'

describe('the dates of a published consultation', () => {
  const staff = recordStaff()

  it('extends its dates with a reason that the public reads, and the pages follow at once', async () => {
    const { at, open } = await staff.published()
    const page = await staff.planner.get(`${at}/change-dates`)
    const version = hiddenOn(page.text, 'version')
    const dates = { version, ...day('closesOn', '2026-07-14'), closesTime: '5pm' }
    expect((await staff.planner.post(`${at}/change-dates`, dates)).status).toBe(422)
    expect((await staff.planner.post(`${at}/change-dates`, { ...dates, reason: hostile })).status).toBe(303)
    const changes = await staff.visitor.get(`${open}/changes`)
    expect(changes.text).toContain('It stays open longer, until 5pm on Tuesday 14 July 2026.')
    expect(changes.text).toContain('it was to close at 5pm on Tuesday 30 June 2026')
    expect(changes.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; evil')
    expect(changes.text).not.toMatch(/<script>alert|\u202e/)
    expect(changes.text).toContain('It opened: everybody could answer.')
    expect(changes.text).not.toContain('It closed')
    expect((await staff.visitor.get(open)).text).toContain('open until 5pm on Tuesday 14 July 2026')
    const again = await staff.planner.post(`${at}/change-dates`, {
      ...dates,
      reason: 'Somebody else meanwhile',
    })
    expect([again.status, again.text.includes('Somebody else has changed')]).toEqual([422, true])
    // The opening has passed.
    const moved = await staff.planner.get(`${at}/change-dates`)
    expect(moved.text).not.toContain('opensOn')
  })

  it('asks once more before it closes earlier, and never closes in the past', async () => {
    const { at, open } = await staff.published()
    const version = hiddenOn((await staff.planner.get(`${at}/change-dates`)).text, 'version')
    const dates = {
      version,
      ...day('closesOn', '2026-06-20'),
      closesTime: '5pm',
      reason: 'The hall burned down.',
    }
    // A day that has passed is refused before anybody is asked whether they are sure of it.
    const gone = await staff.planner.post(`${at}/change-dates`, {
      ...dates,
      ...day('closesOn', '2026-06-09'),
    })
    expect([gone.status, gone.text.includes('Are you sure')]).toEqual([422, false])
    expect(gone.text).toContain('It can’t close in the past')
    const asked = await staff.planner.post(`${at}/change-dates`, dates)
    expect([asked.status, asked.text.includes('Are you sure you want to close it earlier?')]).toEqual([
      200,
      true,
    ])
    expect((await staff.visitor.get(open)).text).toContain('open until 5pm on Tuesday 30 June 2026')
    const fields = {
      ...dates,
      closesOn: hiddenOn(asked.text, 'closesOn'),
      closesTime: hiddenOn(asked.text, 'closesTime'),
      sure: 'yes',
    }
    expect((await staff.planner.post(`${at}/change-dates`, fields)).status).toBe(303)
    expect((await staff.visitor.get(open)).text).toContain('open until 5pm on Saturday 20 June 2026')
    const next = hiddenOn((await staff.planner.get(`${at}/change-dates`)).text, 'version')
    const past = { ...fields, ...day('closesOn', '2026-06-09'), version: next }
    const refused = await staff.planner.post(`${at}/change-dates`, past)
    expect([refused.status, refused.text.includes('can’t close in the past')]).toEqual([422, true])
  })

  it('closes now after a page that interrupts, and opens again', async () => {
    const { at, open } = await staff.published()
    const page = await staff.planner.get(`${at}/close`)
    expect(page.text).toContain('Are you sure you want to close it now?')
    const version = hiddenOn(page.text, 'version')
    expect((await staff.planner.post(`${at}/close`, { version })).status).toBe(422)
    expect((await staff.planner.post(`${at}/close`, { version, reason: 'The proposals fell.' })).status).toBe(
      303,
    )
    expect((await staff.visitor.get(open)).text).toContain(
      'This consultation closed at 1pm on Wednesday 10 June',
    )
    expect((await staff.planner.get(`${at}/close`)).status).toBe(409)
    const reopen = await staff.planner.get(`${at}/change-dates`)
    expect(reopen.text).toContain('Open it again')
    const dates = {
      version: hiddenOn(reopen.text, 'version'),
      ...day('closesOn', '2026-07-01'),
      closesTime: '5pm',
      reason: 'They stand again.',
    }
    expect((await staff.planner.post(`${at}/change-dates`, dates)).status).toBe(303)
    expect((await staff.visitor.get(open)).text).toContain('open until 5pm on Wednesday 1 July 2026')
    const changes = (await staff.visitor.get(`${open}/changes`)).text
    expect(changes.indexOf('It is open again')).toBeLessThan(changes.indexOf('It closes earlier'))
    staff.app.setClock('2026-07-01T16:00:00.000Z')
    const closed = (await staff.visitor.get(`${open}/changes`)).text
    expect(closed.indexOf('It closed: no more answers were begun.')).toBeGreaterThan(0)
    expect(closed.indexOf('It closed')).toBeLessThan(closed.indexOf('It is open again'))
  })

  it('names the sessions that would take place after it closes, to staff before and to the public after', async () => {
    const { id, at, open } = await staff.published()
    const told = 'The survey has closed by then: you can ask questions, but you can no longer answer it.'
    const add = (date: string): Promise<string> =>
      addSession(staff.app.db, id, {
        districtCode: null,
        startsAt: `${date}T09:00:00.000Z`,
        endsAt: `${date}T11:00:00.000Z`,
        venue: hostile,
        address: 'Lane',
        access: '',
        languages: '',
      })
    // Beside the one that was announced with it, on 12 June.
    await add('2026-06-15')
    const late = await add('2026-06-25')
    const version = hiddenOn((await staff.planner.get(`${at}/change-dates`)).text, 'version')
    const asked = await staff.planner.post(`${at}/change-dates`, {
      version,
      ...day('closesOn', '2026-06-20'),
      closesTime: '5pm',
      reason: 'The hall burned down.',
    })
    expect(asked.text).toContain('Thursday 25 June 2026, 10am to midday</a>')
    expect(asked.text).toContain(`${at}/sessions/${late}"`)
    expect(asked.text).not.toContain('Monday 15 June')
    expect(asked.text).not.toContain('<script>alert')
    const question = (await staff.planner.get(`${at}/close`)).text
    expect(question).toMatch(/Monday 15 June[^]*Thursday 25 June/)
    expect((await staff.visitor.get(`${open}/sessions`)).text).not.toContain(told)
    await staff.planner.post(`${at}/close`, { version, reason: 'The proposals fell.' })
    expect((await staff.visitor.get(`${open}/sessions`)).text.split(told)).toHaveLength(4)
    expect((await staff.visitor.get(open)).text).toContain(told)
    expect((await staff.planner.get(at)).text).toContain('3 after it closes')
    expect((await staff.planner.get(`${at}/sessions`)).text.split('After it closes')).toHaveLength(4)
    staff.app.setClock('2026-06-25T12:00:00.000Z')
    expect((await staff.visitor.get(`${open}/sessions`)).text).not.toContain(told)
    expect((await staff.planner.get(at)).text).not.toContain('after it closes')
    expect((await staff.planner.get(`${at}/sessions`)).text).not.toMatch(/after it closes/i)
  })

  it('refuses years that nobody can mean, and keeps the dates as they were', async () => {
    const { id, at } = await staff.published()
    const before = await findConsultation(staff.app.db, id)
    const version = hiddenOn((await staff.planner.get(`${at}/change-dates`)).text, 'version')
    const reason = 'The hall burned down.'
    for (const closesOn of ['9999-07-14', '2200-01-01']) {
      const dates = { version, ...day('closesOn', closesOn), closesTime: '5pm', reason }
      const refused = await staff.planner.post(`${at}/change-dates`, dates)
      expect([refused.status, refused.text.includes('must have a year before 2200')]).toEqual([422, true])
    }
    expect(await findConsultation(staff.app.db, id)).toEqual(before)
    await staff.jump('2026-05-01T12:00:00.000Z')
    const opens = { ...day('opensOn', '0001-05-20'), opensTime: '9am' }
    const closes = { ...day('closesOn', '2026-07-14'), closesTime: '5pm' }
    const refused = await staff.planner.post(`${at}/change-dates`, { version, ...opens, ...closes, reason })
    expect([refused.status, refused.text.includes('a year between 2000 and 2199')]).toEqual([422, true])
    expect(await findConsultation(staff.app.db, id)).toEqual(before)
  })
})

describe('dates of a draft that nobody can mean', () => {
  let app: TestApplication
  let planner: Visitor
  let id: string
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ app, planner, id, close } = await staffAndPublic(false))
  })
  afterAll(() => close())

  it('are refused with a sentence, and what stood there stays', async () => {
    const at = `/manage/consultations/${id}/dates`
    const before = await findConsultation(app.db, id)
    const version = hiddenOn((await planner.get(at)).text, 'version')
    const from = (name: string, year: string, month: string): Record<string, string> => ({
      [`${name}-day`]: '1',
      [`${name}-month`]: month,
      [`${name}-year`]: year,
    })
    const times = { version, opensTime: '09:00', closesTime: '17:00', graceMinutes: '30' }
    for (const [opens, closes] of [
      [from('opensOn', '2026', '9'), from('closesOn', '2026', '3')],
      [from('opensOn', '0001', '1'), from('closesOn', '2026', '9')],
      [from('opensOn', '2026', '1'), from('closesOn', '9999', '9')],
      [from('opensOn', '2026', '13'), from('closesOn', '2026', '9')],
    ]) {
      const refused = await planner.post(at, { ...times, ...opens, ...closes })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('There is a problem')
    }
    expect(await findConsultation(app.db, id)).toEqual(before)
  })
})

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`two people at the same dates on ${database}`, () => {
    const times = { opensTime: '9am', closesTime: '5pm', graceMinutes: '30' }
    const cases = [
      {
        what: 'of a draft',
        published: false,
        page: 'dates',
        form: 'dates',
        first: { ...day('opensOn', '2026-07-01'), ...day('closesOn', '2026-09-02'), ...times },
        second: { ...day('opensOn', '2026-07-01'), ...day('closesOn', '2026-09-03'), ...times },
      },
      {
        what: 'of what is open',
        published: true,
        page: 'change-dates',
        form: 'change-dates',
        first: { ...day('closesOn', '2026-07-14'), closesTime: '5pm', reason: 'There is more to read.' },
        second: { ...day('closesOn', '2026-07-21'), closesTime: '4pm', reason: 'There are more meetings.' },
      },
      {
        what: 'of the decision',
        published: true,
        page: 'governance',
        form: 'decision-date',
        first: { ...day('decisionOn', '2026-09-01'), decisionBy: 'Cabinet' },
        second: { ...day('decisionOn', '2026-09-08'), decisionBy: 'Full Council' },
      },
    ]
    it.each(cases)('$what: one is kept, the other is told and loses nothing', async given => {
      const staff = await staffAndPublic(given.published, database)
      const analyst = await staff.app.agent('analyst')
      const at = `/manage/consultations/${staff.id}`
      const version = hiddenOn((await staff.planner.get(`${at}/${given.page}`)).text, 'version')
      const both = await Promise.all([
        staff.planner.post(`${at}/${given.form}`, { ...given.first, version }),
        analyst.post(`${at}/${given.form}`, { ...given.second, version }),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const [late, again] = both[0].status === 422 ? [given.first, staff.planner] : [given.second, analyst]
      const told = both.find(({ status }) => status === 422)?.text ?? ''
      expect(told).toContain('Somebody else has changed this consultation')
      for (const typed of Object.values(late)) {
        expect(told.replaceAll('</textarea>', '"')).toMatch(new RegExp(`(value="|>\\s*)${typed}"`))
      }
      const stored = await findConsultation(staff.app.db, staff.id)
      const logs = async (): Promise<number> => {
        const audit = await staff.app.db.selectFrom('audit').select('summary').execute()
        const isOne = (summary: string): boolean => /the dates|stays open longer|due to decide/.test(summary)
        return audit.filter(({ summary }) => isOne(summary)).length
      }
      expect(await logs()).toBe(1)
      const fresh = { ...late, version: hiddenOn(told, 'version') }
      expect((await again.post(`${at}/${given.form}`, { ...fresh, sure: 'yes' })).status).toBe(303)
      expect((await findConsultation(staff.app.db, staff.id))?.version).toBe((stored?.version ?? 0) + 1)
      expect(await logs()).toBe(2)
      await staff.close()
    })
  })
}
