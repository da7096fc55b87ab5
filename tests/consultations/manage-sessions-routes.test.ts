import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/index.ts'
import { staffAndPublic } from './manage-support.ts'
import { hiddenOn } from './record-support.ts'

const session = {
  districtCode: '',
  'date-day': '20',
  'date-month': '6',
  'date-year': '2026',
  starts: '10am',
  ends: '11:30',
  siteId: '',
  venue: 'Hall',
  address: 'Green Lane',
  postcode: '',
  access: '',
  languages: '',
  note: '',
}

describe('staff pages of drop-in sessions', () => {
  let staff: Awaited<ReturnType<typeof staffAndPublic>>
  let at = ''
  beforeAll(async () => {
    staff = await staffAndPublic()
    at = `/manage/consultations/${staff.id}/sessions`
  })
  afterAll(() => staff.close())

  it('keep London time, also in the weeks in which clocks change, and take a position from the building or the postcode', async () => {
    expect((await staff.planner.post(at, { ...session, ends: '9am' })).text).toContain(
      'It must end later than it starts',
    )
    expect((await staff.planner.post(at, { ...session, postcode: 'nonsense' })).text).toContain(
      'Enter a whole postcode',
    )
    expect((await staff.planner.post(at, { ...session, postcode: 'pe1 1aa' })).status).toBe(303)
    const autumn = { ...session, 'date-day': '26', 'date-month': '10', venue: 'Winter hall' }
    expect((await staff.planner.post(at, autumn)).status).toBe(303)
    const rows = await staff.app.db.selectFrom('drop_in_session').selectAll().orderBy('starts_at').execute()
    expect(rows.map(row => [row.venue, row.starts_at, row.lon, row.postcode])).toEqual([
      ['Fenton Library', '2026-06-12T09:00:00.000Z', null, null],
      ['Hall', '2026-06-20T09:00:00.000Z', 0.051, 'PE1 1AA'],
      ['Winter hall', '2026-10-26T10:00:00.000Z', null, null],
    ])
    const site = await staff.app.db
      .selectFrom('site')
      .select('id')
      .where('reference', '=', 'library')
      .executeTakeFirstOrThrow()
    await staff.planner.post(`${at}/${rows[2]?.id ?? ''}`, {
      ...autumn,
      siteId: site.id,
      note: 'The building is known',
    })
    const moved = await staff.app.db
      .selectFrom('drop_in_session')
      .selectAll()
      .where('venue', '=', 'Winter hall')
      .executeTakeFirstOrThrow()
    expect([moved.lon, moved.site_id, moved.sequence]).toEqual([0.06, site.id, 1])
  })

  it('tell the public of changes and cancellations, with the reason', async () => {
    await staff.planner.post(at, { ...session, venue: 'Old hall' })
    const { id } = await staff.app.db
      .selectFrom('drop_in_session')
      .select('id')
      .where('venue', '=', 'Old hall')
      .executeTakeFirstOrThrow()
    expect((await staff.planner.get(`${at}/${id}`)).text).toContain('value="Old hall"')
    const silent = await staff.planner.post(`${at}/${id}`, { ...session, venue: 'New hall' })
    expect(silent.text).toContain('Say what is changed and why')
    await staff.planner.post(`${at}/${id}`, { ...session, venue: 'New hall', note: 'The roof leaks' })
    const open = `/consultations/${staff.slug}/sessions`
    const shown = await staff.visitor.get(open)
    expect(shown.text).toContain('New hall')
    expect(shown.text).toContain('Before, it was to be at Old hall.')
    expect(shown.text).toContain('The roof leaks')
    expect((await staff.planner.post(`${at}/${id}/remove`)).status).toBe(409)
    expect((await staff.planner.post(`${at}/${id}/cancel`, { because: '' })).status).toBe(422)
    expect((await staff.planner.post(`${at}/${id}/cancel`, { because: 'Nobody could come' })).status).toBe(
      303,
    )
    expect((await staff.planner.post(`${at}/${id}/cancel`, { because: 'Again' })).status).toBe(409)
    expect((await staff.planner.post(`${at}/${id}`, { ...session, note: 'Late' })).status).toBe(409)
    const cancelled = await staff.visitor.get(open)
    expect(cancelled.text).toContain('Cancelled on Wednesday 10 June 2026.')
    expect(cancelled.text).toContain('Nobody could come')
    const [last] = await listChanges(staff.app.db, staff.id)
    expect(last).toMatchObject({ kind: 'session', reason: 'Nobody could come' })
    expect((await staff.planner.get(`${at.replace(staff.id, 'none')}/${id}`)).status).toBe(404)
  })
})

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`two people at one drop-in session on ${database}`, () => {
    it('never write over each other unseen, and the public is told of what was stored alone', async () => {
      const staff = await staffAndPublic(true, database)
      const analyst = await staff.app.agent('analyst')
      const { id } = await staff.app.db.selectFrom('drop_in_session').select('id').executeTakeFirstOrThrow()
      const own = `/manage/consultations/${staff.id}/sessions/${id}`
      const seen = hiddenOn((await staff.planner.get(own)).text, 'seen')
      const mine = { ...session, seen, venue: 'Planner’s hall', note: 'The planner says why' }
      const theirs = {
        ...session,
        seen,
        venue: 'Analyst’s hall',
        starts: '9am',
        note: 'The analyst says why',
      }
      const both = await Promise.all([staff.planner.post(own, mine), analyst.post(own, theirs)])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const [first, second] = both[0].status === 303 ? [mine, theirs] : [theirs, mine]
      const [who, again] = both[0].status === 303 ? [staff.planner, analyst] : [analyst, staff.planner]
      const told = both.find(({ status }) => status === 422)?.text ?? ''
      expect(told).toContain('Somebody else has changed this session')
      for (const typed of [second.venue, second.note]) expect(told).toContain(`value="${typed}"`)
      const kept = async (): Promise<string> =>
        (await staff.app.db.selectFrom('drop_in_session').select('venue').executeTakeFirstOrThrow()).venue
      expect(await kept()).toBe(first.venue)
      // A double click brings what is stored already.
      expect((await who.post(own, first)).status).toBe(303)
      const changed = async () =>
        (await listChanges(staff.app.db, staff.id)).filter(({ kind }) => kind === 'session')
      expect((await changed()).map(({ reason }) => reason)).toEqual([first.note])
      expect((await again.post(own, { ...second, seen: hiddenOn(told, 'seen') })).status).toBe(303)
      expect(await kept()).toBe(second.venue)
      expect((await changed())[0]?.summary).toContain(`It was to be ${first.venue}`)
      await staff.close()
    })
  })
}
