import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { timetableYear } from '../../data/demo/bus-days.ts'
import { busRoutes } from '../../data/demo/bus-plan.ts'
import { allPlaces } from '../../data/demo/gazetteer.ts'
import { buildDemonstrationCounty } from '../../data/demo/generate.ts'
import { longitudeLatitude } from '../../data/demo/grid.ts'
import { drawStreets } from '../../data/demo/road-files.ts'
import { timetableTables } from '../../data/demo/timetable-files.ts'
import { zipOf } from '../../server/platform/tables/zip.ts'
import { readTimetable } from '../../server/travel/timetable/read-timetable.ts'
import { metresBetween } from './shapes.ts'

type Row = Readonly<Record<string, string>>

const county = buildDemonstrationCounty()
const graph = drawStreets(county)
const written = timetableTables(county, graph, '2026-09-21')
const rows = (name: string): Row[] => parse(written[name] ?? '', { columns: true, bom: true })

const [stops, trips, times, services] = ['stops.txt', 'trips.txt', 'stop_times.txt', 'calendar.txt'].map(rows)
const seconds = (time = ''): number => time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
const callsOf = new Map<string, Row[]>()
for (const call of times ?? []) {
  const list = callsOf.get(call['trip_id'] ?? '')
  if (list === undefined) callsOf.set(call['trip_id'] ?? '', [call])
  else list.push(call)
}

describe('the buses of the demonstration county', () => {
  it('call in order, later at every stop, at stops that there are', () => {
    const known = new Set(stops?.map(one => one['stop_id']))
    expect(trips?.length).toBeGreaterThan(3000)
    const wrong = (trips ?? []).filter(({ trip_id: id = '' }) => {
      const calls = callsOf.get(id) ?? []
      return (
        calls.length < 2 ||
        calls.some(
          (call, at) =>
            Number(call['stop_sequence']) !== at + 1 ||
            !known.has(call['stop_id'] ?? '') ||
            (at > 0 && seconds(call['arrival_time']) <= seconds(calls[at - 1]?.['departure_time'])),
        )
      )
    })
    expect(wrong).toEqual([])
    expect(callsOf.size).toBe(trips?.length)
  })

  it('serve every stop, and every stop has a name and stands at a street', () => {
    const served = new Set(times?.map(call => call['stop_id']))
    expect(stops?.filter(one => !served.has(one['stop_id'] ?? ''))).toEqual([])
    expect(stops?.filter(one => (one['stop_name'] ?? '').length < 5)).toEqual([])
    const streets = graph.points.map(point => longitudeLatitude(point))
    const boxes = new Map<string, (readonly [number, number])[]>()
    const key = (lon: number, lat: number): string => `${Math.round(lon * 200)},${Math.round(lat * 200)}`
    for (const at of streets) boxes.set(key(...at), [...(boxes.get(key(...at)) ?? []), at])
    const astray = stops?.filter(one => {
      const [lon, lat] = [Number(one['stop_lon']), Number(one['stop_lat'])]
      const near = [-0.005, 0, 0.005].flatMap(east =>
        [-0.005, 0, 0.005].flatMap(north => boxes.get(key(lon + east, lat + north)) ?? []),
      )
      return !near.some(at => metresBetween([...at], [lon, lat]) < 8)
    })
    expect(astray).toEqual([])
  })

  it('know their routes, operators and days', () => {
    const ids = (name: string, field: string): Set<string> => new Set(rows(name).map(row => row[field] ?? ''))
    const routes = ids('routes.txt', 'route_id')
    expect(routes.size).toBe(busRoutes.length)
    const days = ids('calendar.txt', 'service_id')
    expect(trips?.every(one => routes.has(one['route_id'] ?? '') && days.has(one['service_id'] ?? ''))).toBe(
      true,
    )
    expect(new Set(trips?.map(one => one['route_id']))).toEqual(routes)
    const operators = ids('agency.txt', 'agency_id')
    expect(rows('routes.txt').every(one => operators.has(one['agency_id'] ?? ''))).toBe(true)
  })

  it('are as thin in the country as buses are: two a day, market days, no Sundays', () => {
    const count = (route: string, service: string): number =>
      (trips ?? []).filter(one => one['route_id'] === route && one['service_id'] === service).length
    expect(count('1', 'MF')).toBeGreaterThan(150)
    expect(count('61', 'SCH')).toBe(4)
    expect(count('64', 'WE')).toBe(2)
    expect(trips?.filter(one => one['route_id'] === '64')).toHaveLength(2)
    expect(count('14', 'SUN')).toBe(0)
    expect(count('10', 'SUN')).toBeGreaterThan(0)
  })

  it('reach every place with more than 3,000 people, and leave the odd village out', () => {
    const via = new Set(busRoutes.flatMap(route => route.via))
    const without = allPlaces.filter(({ name }) => !via.has(name))
    expect(without.filter(({ people }) => people > 3000).map(({ name }) => name)).toEqual([])
    expect(without.length).toBeGreaterThan(0)
  })

  it('are for one school year', () => {
    expect(services?.every(one => one['start_date'] === '20260901' && one['end_date'] === '20270831')).toBe(
      true,
    )
    expect(timetableYear('2027-02-01').period).toBe('1 September 2026 to 31 August 2027')
    expect(timetableYear('2027-09-01').from).toBe('20270901')
  })

  it('keep Easter, bank holidays and school holidays', () => {
    const of = (year: string, days: string) =>
      timetableYear(year)
        .exceptions.filter(one => one.days === days)
        .map(one => one.date)
    // Good Friday and Easter Monday, as the calendars of those years have them.
    expect(of('2026-09-21', 'weekdays')).toEqual(
      expect.arrayContaining(['20261225', '20261228', '20270101', '20270326', '20270329']),
    )
    expect(of('2027-09-21', 'weekdays')).toEqual(
      expect.arrayContaining(['20271227', '20271228', '20280103', '20280414', '20280417']),
    )
    expect(of('2026-09-21', 'sundays')).toEqual(
      expect.arrayContaining(['20270326', '20270503', '20270531', '20270830']),
    )
    expect(of('2026-09-21', 'schooldays')).toEqual(
      expect.arrayContaining(['20261026', '20261224', '20270215', '20270802']),
    )
    expect(of('2026-09-21', 'schooldays')).not.toContain('20261109')
  })
})

describe('timetable/sedgeshire-gtfs.zip', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-timetable-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is read by the product itself, row for row, in less than two megabytes', async () => {
    const bytes = zipOf(
      Object.entries(written).map(([name, content]) => ({ name, content })),
      'same',
    )
    expect(bytes.length).toBeLessThan(2_000_000)
    const file = path.join(folder, 'gtfs.zip')
    await writeFile(file, bytes)
    const { facts } = await readTimetable(file)
    expect(facts).toMatchObject({
      publisher: 'Sedgeshire County Council',
      validFrom: '2026-09-01',
      validTo: '2027-08-31',
      stops: stops?.length,
      trips: trips?.length,
      calls: times?.length,
      passedOver: [],
    })
  })
})
