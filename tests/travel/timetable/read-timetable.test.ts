import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { AppError } from '../../../server/platform/errors.ts'
import { readTimetable, type TimetableReading } from '../../../server/travel/timetable/read-timetable.ts'
import { scratch, zipOf, type Scratch } from '../../platform/tables/packed.ts'
import { aFeed, at, timetableFrom, type Feed } from './feeds.ts'

let folder: Scratch
let files = 0
beforeAll(async () => {
  folder = await scratch()
})
afterAll(() => folder.remove())

const usual = (): Feed =>
  aFeed([
    { id: 't1', calls: ['A 9:00', 'B 9:10 9:12', 'C 9:30'], headsign: 'Market' },
    { id: 't2', route: '2', calls: ['C 23:50', 'A 24:30'] },
  ])

const without = (name: string): Feed =>
  Object.fromEntries(Object.entries(usual()).filter(([file]) => file !== name))

const zipped = (feed: Feed): Promise<string> => folder.file(`${++files}.zip`, zipOf(feed))

/** The sentence with which a timetable is refused. */
async function refusal(feed: Feed, options?: TimetableReading): Promise<string> {
  const found = await readTimetable(await zipped(feed), options).then(
    () => 'It was read.',
    (error: unknown) => error as { status?: number; message: string },
  )
  if (typeof found === 'string') return found
  expect(found.status).toBe(422)
  return found.message
}

describe('a timetable in the GTFS format', () => {
  it('is read into arrays, with what to say about it', async () => {
    const timetable = await readTimetable(await zipped(usual()))
    expect(timetable.stops.ids).toEqual(['A', 'B', 'C'])
    expect(timetable.stops.lons[1]).toBeCloseTo(0.022, 6)
    expect(timetable.routes.names).toEqual(['1', '2'])
    expect(timetable.trips.headsigns).toEqual(['', 'Market'])
    expect([...timetable.trips.firstCall]).toEqual([0, 3, 5])
    expect([...timetable.calls.stop]).toEqual([0, 1, 2, 2, 0])
    expect([...timetable.calls.arrives]).toEqual(['9:00', '9:10', '9:30', '23:50', '24:30'].map(at))
    expect([...timetable.calls.departs]).toEqual(['9:00', '9:12', '9:30', '23:50', '24:30'].map(at))
    expect(timetable.facts).toEqual({
      operators: ['Fen Buses'],
      publisher: '',
      validFrom: '2026-09-01',
      validTo: '2026-10-31',
      days: 61,
      stops: 3,
      routes: 2,
      trips: 2,
      calls: 5,
      within: null,
      passedOver: [],
    })
  })

  it('may be a folder, and its zip file may hold a folder', async () => {
    const expected = await readTimetable(await zipped(usual()))
    const place = path.join(folder.folder, 'as-folder')
    await mkdir(place)
    for (const [name, text] of Object.entries(usual())) await writeFile(path.join(place, name), text)
    expect(await readTimetable(place)).toEqual(expected)
    const within = Object.fromEntries(Object.entries(usual()).map(([name, text]) => [`export/${name}`, text]))
    expect(await readTimetable(await zipped(within))).toEqual(expected)
  })

  it('is the same whatever the order of rows and columns, the ends of lines and the quotes', async () => {
    const expected = await timetableFrom(usual())
    const turned = Object.fromEntries(
      Object.entries(usual()).map(([name, text]) => {
        const [heading = '', ...rows] = text.trim().split('\n')
        const back = (line: string): string =>
          line
            .split(',')
            .reverse()
            .map(cell => `"${cell}"`)
            .join(',')
        return [name, `\ufeff${[back(heading), ...rows.reverse().map(back), ''].join('\r\n')}`]
      }),
    )
    expect(await timetableFrom(turned)).toEqual(expected)
  })

  it('reads quoted cells with commas, quotes and breaks in them', async () => {
    const feed = usual()
    feed['stops.txt'] =
      'stop_id,stop_name,stop_lon,stop_lat\nA,"High Street, ""The Crown""",0.1,52\nB,"Two\nlines",0.2,52\nC,C,0.3,52\n'
    expect((await timetableFrom(feed)).stops.names).toEqual(['High Street, "The Crown"', 'Two\nlines', 'C'])
  })

  it('fills in empty times in proportion to the way between them', async () => {
    // From A to D are three steps of equal length, from B to C one.
    const feed = aFeed([{ id: 't', calls: ['A 9:00', 'B', 'C', 'D 9:30'] }])
    expect([...(await timetableFrom(feed)).calls.departs]).toEqual(['9:00', '9:10', '9:20', '9:30'].map(at))
    const uneven = aFeed([{ id: 't', calls: ['A 9:00', 'C', 'D 9:30'] }])
    expect([...(await timetableFrom(uneven)).calls.departs]).toEqual(['9:00', '9:20', '9:30'].map(at))
  })

  it('passes over what cannot be used, and says how much', async () => {
    const feed = aFeed([
      { id: 'backwards', calls: ['A 9:00', 'B 8:50'] },
      { id: 'good', calls: ['A 9:00', 'B 9:10', 'C', 'Z 9:30'] },
    ])
    feed['stop_times.txt'] = `${feed['stop_times.txt'] ?? ''}\nnobody,09:00:00,09:00:00,A,1,0,0`
    const timetable = await timetableFrom(feed)
    expect(timetable.facts.trips).toBe(1)
    expect(timetable.facts.calls).toBe(2)
    expect(timetable.facts.passedOver).toEqual([
      'Calls at stops that stops.txt does not list: 1.',
      'Calls of trips that trips.txt does not list: 1.',
      'Calls before the first or after the last known time of their trip: 1.',
      'Trips whose times run backwards or whose stops share a place in the order: 1.',
    ])
  })

  it('gives platforms of one station the same number, and its position where they have none', async () => {
    const feed = usual()
    feed['stops.txt'] =
      'stop_id,stop_name,stop_lon,stop_lat,parent_station,location_type\n' +
      'S,Bus station,0.1,52,,1\nA,Bay 1,,,S,0\nB,Bay 2,0.1002,52,S,0\nC,C,0.3,52,,\n'
    const { stops } = await timetableFrom(feed)
    expect([...stops.station]).toEqual([0, 0, -1])
    expect(stops.lons[0]).toBe(0.1)
  })

  it('is cut to a box', async () => {
    const timetable = await timetableFrom(usual(), { within: [-0.01, 51, 0.03, 53] })
    expect(timetable.stops.ids).toEqual(['A', 'B'])
    expect(timetable.facts.trips).toBe(1)
    expect(timetable.facts.passedOver).toEqual(['Calls at stops outside the county and its margin: 2.'])
    expect(await refusal(usual(), { within: [5, 51, 6, 53] })).toBe(
      'None of the timetable’s 12 stops lies in or near the county.',
    )
  })

  it('tells how far reading has got, and can be stopped', async () => {
    const heard: number[] = []
    await readTimetable(await zipped(usual()), {
      progress: (done, total) => heard.push(done / total),
    })
    expect(heard.at(-1)).toBe(1)
    expect([...heard].sort((a, b) => a - b)).toEqual(heard)
    const stopped = readTimetable(await zipped(usual()), { signal: AbortSignal.abort() })
    await expect(stopped).rejects.toThrow('aborted')
  })
})

describe('what is not a timetable', () => {
  it('is named when a table is missing', async () => {
    expect(await refusal(without('stop_times.txt'))).toContain(
      'has no stop_times.txt, so it does not say when',
    )
    expect(await refusal(without('stops.txt'))).toContain('has no stops.txt')
    expect(await refusal(without('trips.txt'))).toContain('has no trips.txt')
    expect(await refusal(without('calendar.txt'))).toContain('neither calendar.txt nor calendar_dates.txt')
    expect(await refusal({ 'table.csv': 'a,b\n1,2\n' })).toContain('It holds no timetable in the GTFS format')
    expect(await refusal({ ...usual(), 'stops.txt': 'stop_id,stop_lat,stop_lon\n' })).toContain(
      'has no stops:',
    )
    expect(await refusal({ ...usual(), 'stop_times.txt': '' })).toBe(
      'stop_times.txt is empty: it has no heading and no rows.',
    )
    expect(await refusal({ ...usual(), 'stop_times.txt': 'trip_id,stop_id\nt1,A\n' })).toContain(
      'stop_times.txt has no column stop_sequence',
    )
    expect(
      await refusal({
        ...usual(),
        'stop_times.txt': 'trip_id,stop_id,stop_sequence,arrival_time,departure_time\n',
      }),
    ).toContain('has no stop times')
  })

  it('is named when it is in another format', async () => {
    expect(await refusal({ 'line.xml': '<TransXChange/>' })).toContain(
      'TransXChange or NeTEx format, which is not GTFS',
    )
    const single = await folder.file('line.xml', '<?xml version="1.0"?>\n<TransXChange SchemaVersion="2.4"/>')
    await expect(readTimetable(single)).rejects.toThrow(
      'This is a timetable in the TransXChange format, which is not GTFS.',
    )
    const picture = await folder.file('bus.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]))
    await expect(readTimetable(picture)).rejects.toThrow('This is not a zip file.')
    await expect(readTimetable(await folder.file('empty.zip', ''))).rejects.toThrow('The file is empty')
    await expect(readTimetable(path.join(folder.folder, 'none.zip'))).rejects.toThrow('no such file')
  })

  it('is refused when it is cut short', async () => {
    const whole = zipOf(usual())
    const cut = await folder.file('cut.zip', whole.subarray(0, whole.length - 300))
    await expect(readTimetable(cut)).rejects.toThrow('damaged or was cut off')
    const feed = usual()
    feed['stop_times.txt'] = (feed['stop_times.txt'] ?? '').slice(0, -20)
    expect(await refusal(feed)).toMatch(/^stop_times.txt, row 6: it has \d cells where the heading has 7/)
    expect(await refusal({ ...usual(), 'stops.txt': 'stop_id,stop_name\nA,"High Street' })).toContain(
      'stops.txt, row 2: a quoted cell never ends',
    )
  })

  it('is refused when it would unpack to far more than it seems', async () => {
    const bomb = { ...usual(), 'stop_times.txt': 'x'.repeat(3_000_000) }
    expect(await refusal(bomb)).toContain('more than 200 times its size')
  })

  it('is refused with file and row where a value cannot be read', async () => {
    const times = (row: string): Feed => ({
      ...usual(),
      'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,09:00:00,09:00:00,A,1\n${row}\n`,
    })
    expect(await refusal(times('t1,9.30,9.30,B,2'))).toBe(
      'stop_times.txt, row 3: “9.30” is not a time. Expected hours, minutes and seconds such as 09:05:00.',
    )
    expect(await refusal(times('t1,09:61:00,09:61:00,B,2'))).toContain('row 3: “09:61:00” is not a time')
    expect(await refusal(times('t1,09:10:00,09:10:00,B,two'))).toContain('“two” is not a stop_sequence')
    expect(await refusal({ ...usual(), 'stops.txt': 'stop_id,stop_lon,stop_lat\nA,north,52\n' })).toBe(
      'stops.txt, row 2: “north, 52” is not a position. Expected degrees of longitude and latitude.',
    )
    expect(await refusal({ ...usual(), 'stops.txt': 'stop_id,stop_lon,stop_lat\nA,0,52\nA,0,52\n' })).toBe(
      'stops.txt, row 3: the stop A is there twice.',
    )
    const dates = 'service_id,date,exception_type\n'
    expect(await refusal({ ...usual(), 'calendar_dates.txt': `${dates}daily,20260231,1\n` })).toContain(
      'calendar_dates.txt, row 2: “20260231” is not a date',
    )
    expect(await refusal({ ...usual(), 'calendar_dates.txt': `${dates}daily,20260922,3\n` })).toContain(
      '“3” is not an exception_type',
    )
    const frequencies = 'trip_id,start_time,end_time,headway_secs\n'
    expect(
      await refusal({ ...usual(), 'frequencies.txt': `${frequencies}t1,9:00:00,10:00:00,0\n` }),
    ).toContain('“0” is not a headway')
  })

  it('is refused with a sentence, whatever is broken in it', async () => {
    const names = Object.keys(usual())
    const breakage = fc.record({
      name: fc.constantFrom(...names),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      take: fc.nat(12),
      put: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('"', ',', '\n', '\r\n', '-1', '99999999', ',,,,', '\0'),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(breakage, { minLength: 1, maxLength: 4 }), async breakages => {
        const feed = usual()
        for (const { name, at, take, put } of breakages) {
          const text = feed[name] ?? ''
          const place = Math.floor(at * text.length)
          feed[name] = text.slice(0, place) + put + text.slice(place + take)
        }
        await timetableFrom(feed).catch((error: unknown) => {
          expect(error).toBeInstanceOf(AppError)
          expect(error).toMatchObject({ status: 422 })
        })
      }),
      { numRuns: 500 },
    )
  })

  it('is refused when nothing in it ever runs', async () => {
    const feed = usual()
    feed['calendar.txt'] = (feed['calendar.txt'] ?? '').replace('1,1,1,1,1,1,1', '0,0,0,0,0,0,0')
    expect(await refusal(feed)).toBe('Nothing in the timetable runs on any day.')
    const strangers = usual()
    strangers['stop_times.txt'] = (strangers['stop_times.txt'] ?? '').replaceAll('\nt', '\nu')
    expect(await refusal(strangers)).toBe(
      'Nothing in the timetable runs on any day. Passed over were: Calls of trips that trips.txt does not list: 5.',
    )
  })
})
