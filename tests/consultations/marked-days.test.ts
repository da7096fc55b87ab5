import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readMarkedDays } from '../../server/consultations/calendar.ts'
import { requireCounty } from '../../server/county/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aDraftConsultation, whileOpen } from './builders.ts'

const calendar = '/manage/calendar'
const daysOf = (name: string): Record<string, string> => ({
  kind: 'school-holiday',
  name,
  'from-day': '1',
  'from-month': '6',
  'from-year': '2026',
  'to-day': '5',
  'to-month': '6',
  'to-year': '2026',
})

describe.each(['SQLite', 'PostgreSQL'] as const)('days that two people mark at once on %s', database => {
  let app: TestApplication
  let people: readonly [Visitor, Visitor]
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen, database })
    await aDraftConsultation(app.db)
    people = [await app.agent('planner'), await app.agent('analyst')]
    // Each takes the token of forms along.
    for (const person of people) await person.post(calendar)
  })
  afterAll(() => app.close())

  const marked = async (): Promise<{ id: string; name: string }[]> =>
    (await readMarkedDays(app.db, (await requireCounty(app.db)).id)).map(({ id, name }) => ({ id, name }))
  const recorded = async (): Promise<string[]> =>
    (
      await app.db.selectFrom('audit').select('summary').where('action', '=', 'calendar.changed').execute()
    ).map(({ summary }) => summary)

  it('are all there', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `Holidays ${at + 1}`)
    const answers = await Promise.all(
      names.map((name, at) => people[at % 2 === 0 ? 0 : 1].post(calendar, daysOf(name))),
    )
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 303))
    expect((await marked()).map(({ name }) => name).sort()).toEqual(names)
  })

  it('are taken out and recorded once', async () => {
    const before = await marked()
    const answers = await Promise.all(
      before.flatMap(({ id }) => people.map(person => person.post(`${calendar}/${id}/remove`))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...before.map(() => 303),
      ...before.map(() => 410),
    ])
    expect(await marked()).toEqual([])
    const removals = (await recorded()).filter(summary => summary.startsWith('Took out'))
    expect(removals.sort()).toEqual(
      before.map(({ name }) => `Took out ${name}, 2026-06-01 to 2026-06-05`).sort(),
    )
  })
})
