import { describe, expect, it } from '@jest/globals'
import { readSite } from '../../server/sites/index.ts'
import { aSite } from './builders.ts'
import { fieldOf, sitesStaff } from './sites-staff.ts'

const staff = sitesStaff()

describe('hours, rooms, services and costs', () => {
  it('are saved as typed, and shown', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    await staff.changed(`/sites/${id}/hours`, {
      'hours-all-year-1': '9am to 12pm, 1pm to 4pm',
      'hours-term-time-6': '10:00-12:00',
      weeksClosed: '2',
      hoursPublished: 'yes',
    })
    await staff.changed(`/sites/${id}/rooms`, {
      'room-0-name': 'Playroom',
      'room-0-area': '42.5',
      'room-0-use': 'activity',
      'room-3-name': 'Hall',
    })
    await staff.changed(`/sites/${id}/services`, {
      'service-0-name': 'Midwife',
      'service-0-partner': 'NHS',
      'service-0-weekday': '2',
      'service-0-note': '',
    })
    await staff.changed(`/sites/${id}/costs?year=2026-27`, {
      financialYear: '2026-27',
      'cost-premises': '£24,000',
      'cost-management': '0',
      'cost-management-note': 'Shared',
    })
    expect(await readSite(staff.app.db, staff.county.id, id)).toMatchObject({
      weeksClosed: 2,
      hoursPublished: true,
      hours: [
        { weekday: 1, opens: '09:00' },
        { weekday: 1, opens: '13:00' },
        { season: 'term-time', weekday: 6 },
      ],
      rooms: [
        { name: 'Playroom', areaSquareMetres: 42.5, use: 'activity' },
        { name: 'Hall', areaSquareMetres: null, use: null },
      ],
      services: [{ service: 'Midwife', weekday: 2, note: null }],
    })
    const costs = (await readSite(staff.app.db, staff.county.id, id))?.costs ?? []
    expect(costs.map(cost => [cost.line, cost.poundsPerYear, cost.note]).sort()).toEqual([
      ['management', 0, 'Shared'],
      ['premises', 24000, null],
    ])
    const page = await staff.planner.get(`/sites/${id}`)
    expect(page.text).toContain('9am to midday, 1pm to 4pm')
    expect(page.text).toContain('2 lines are not known')
  })

  it('are read again from their own forms without a change', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    await staff.changed(`/sites/${id}/hours`, {
      'hours-all-year-1': '9am to midday',
      weeksClosed: '',
      hoursPublished: 'unknown',
    })
    const page = await staff.planner.get(`/sites/${id}/hours`)
    const fields: Record<string, string> = {
      weeksClosed: '',
      hoursPublished: 'unknown',
      mark: fieldOf(page, 'mark'),
    }
    for (const season of ['all-year', 'term-time', 'holidays'])
      for (let day = 1; day <= 7; day += 1)
        fields[`hours-${season}-${day}`] = fieldOf(page, `hours-${season}-${day}`)
    expect((await staff.planner.post(`/sites/${id}/hours`, fields)).status).toBe(303)
    expect((await readSite(staff.app.db, staff.county.id, id))?.hours).toEqual([
      { season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' },
    ])
    expect((await readSite(staff.app.db, staff.county.id, id))?.hoursPublished).toBeNull()
  })

  it.each([
    ['hours', { 'hours-all-year-2': 'mornings' }, 'Tuesday: “mornings” must be two times'],
    [
      'hours',
      { 'hours-all-year-2': '9am to 11am', 'hours-holidays-2': '10am to 12pm' },
      'Tuesday has the same time',
    ],
    ['hours', { weeksClosed: '60' }, 'Weeks closed must be 52 or less'],
    ['rooms', { 'room-0-name': 'Hall', 'room-0-area': 'big' }, 'The area must be a number'],
    ['rooms', { 'room-0-area': '20' }, 'Name the room'],
    ['services', { 'service-0-name': 'Midwife' }, 'Enter which partner offers it'],
    ['costs', { financialYear: '2026-27', 'cost-premises': '-1' }, 'The cost must be 0 or more'],
    [
      'costs',
      { financialYear: '2026-27', 'cost-premises-note': 'x' },
      'Enter the cost that the note is about',
    ],
    ['costs', { financialYear: 'now', 'cost-premises': '1' }, 'Enter a financial year'],
  ])('of %s with a mistake are not saved, and say what to do', async (part, fields, message) => {
    const id = await aSite(staff.app.db, staff.county.id)
    const answer = await staff.changed(`/sites/${id}/${part}`, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(await readSite(staff.app.db, staff.county.id, id)).toMatchObject({
      hours: [],
      rooms: [],
      services: [],
      costs: [],
    })
  })

  it('keep another year’s costs when one year is changed', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    await staff.changed(`/sites/${id}/costs?year=2025-26`, {
      financialYear: '2025-26',
      'cost-premises': '1000',
    })
    await staff.changed(`/sites/${id}/costs?year=2026-27`, {
      financialYear: '2026-27',
      'cost-premises': '2000',
    })
    expect(
      (await readSite(staff.app.db, staff.county.id, id))?.costs.map(cost => [
        cost.financialYear,
        cost.poundsPerYear,
      ]),
    ).toEqual([
      ['2026-27', 2000],
      ['2025-26', 1000],
    ])
  })

  it('of two people at once show both versions', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    const mark = fieldOf(await staff.planner.get(`/sites/${id}/rooms`), 'mark')
    await staff.planner.post(`/sites/${id}/rooms`, { mark, 'room-0-name': 'Hall', 'room-0-area': '40' })
    const second = await staff.planner.post(`/sites/${id}/rooms`, {
      mark,
      'room-0-name': 'Hall',
      'room-0-area': '45',
    })
    expect(second.status).toBe(409)
    expect(second.text).toContain('40 m²')
    expect(second.text).toContain('45 m²')
    expect((await readSite(staff.app.db, staff.county.id, id))?.rooms[0]?.areaSquareMetres).toBe(40)
  })

  it('are written down, each by its part, and not when nothing was saved', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    await staff.changed(`/sites/${id}/rooms`, { 'room-0-name': 'Hall' })
    await staff.changed(`/sites/${id}/hours`, { weeksClosed: '1', hoursPublished: 'no' })
    await staff.changed(`/sites/${id}/services`, { 'service-0-name': 'Midwife' })
    await staff.planner.post(`/sites/${id}/rooms`, { mark: 'of-yesterday', 'room-0-name': 'Attic' })
    expect((await staff.audit()).map(({ summary }) => summary).sort()).toEqual([
      'Changed the opening hours of Alder Centre',
      'Changed the rooms of Alder Centre',
    ])
  })
})
