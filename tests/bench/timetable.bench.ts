import { connectionsOn } from '../../server/travel/timetable/day-connections.ts'
import {
  journeysByMoment,
  morningWindow,
  preparedJourneys,
  publicTransportJourneys,
  walksToSite,
  type JourneyWalks,
  type PublicTransportJourneys,
} from '../../server/travel/timetable/public-transport-journeys.ts'
import { dayJourneys, preparedDay } from '../../server/travel/timetable/day-journeys.ts'
import { stopChanges, stopPositions, turnedRound } from '../../server/travel/timetable/stop-changes.ts'
import { buggyToStop, nearbyStops } from '../../server/travel/timetable/walking-legs.ts'
import { busCounty, readBusCounty } from './county-timetable.ts'
import { median, timed, type Benchmark, type BenchmarkRow } from './harness.ts'
import { earliestArrival, latestDepartures, type PlainWork } from './minute-by-minute.ts'

const homes = 15_000
const sites = 100
const window = { ...morningWindow, date: '2026-09-22' }

const row = (
  work: string,
  unit: string,
  runs: readonly number[],
  more: Partial<BenchmarkRow>,
): BenchmarkRow => ({ work, unit, runs, against: null, target: null, better: 'less', note: '', ...more })

async function run(): Promise<BenchmarkRow[]> {
  const county = busCounty(homes, sites)
  const timetable = await readBusCounty(county)
  const reading = await timed(3, () => readBusCounty(county))
  const places = stopPositions(timetable)
  const toStops = await nearbyStops(county.homes, places, buggyToStop)
  const siteStops = await nearbyStops(county.sites, places, buggyToStop)
  const finding = await timed(3, () => nearbyStops(county.homes, places, buggyToStop))
  const changes = await stopChanges(timetable)
  const preparing = await timed(3, () => preparedJourneys(timetable, changes, window))
  const prepared = preparedJourneys(timetable, changes, window)
  const directSeconds = new Float64Array(homes).fill(Infinity)
  const walks = (site: number): JourneyWalks => ({ toStops, siteStops, site, directSeconds })

  const perSite: number[] = []
  publicTransportJourneys(prepared, walks(0))
  for (let turn = 0; turn < 3; turn++) {
    for (let site = 0; site < sites; site++) {
      const before = performance.now()
      publicTransportJourneys(prepared, walks(site))
      perSite.push(performance.now() - before)
    }
  }

  const day = preparedDay(timetable, changes, { ...window, mostChanges: 2 }, 'homeward')
  let site = 0
  const wholeDay = await timed(20, () => dayJourneys(day, walks(site++ % sites)))

  const rides = connectionsOn(timetable, window.date, window.from, window.to + window.longestSeconds)
  const plain = (site: number): PlainWork => ({
    rides,
    changes: turnedRound(turnedRound(changes)),
    stops: timetable.stops.count,
    mostChanges: window.mostChanges,
    toStops,
    toSite: walksToSite(siteStops, site, timetable.stops.count),
  })
  const found = publicTransportJourneys(prepared, walks(0))
  const backwards = await timed(1, () => {
    checkToTheMinute(found, backwardsByMinute(plain(0)))
  })
  const forwards = forwardsByMinute(plain(0), origin => journeysByMoment(prepared, walks(0), origin))
  const size = `${timetable.stops.count} stops, ${connectionsOn(timetable, window.date, 0, 30 * 3600).count} rides a day`
  const middle = median(perSite)
  return [
    row('reading a county’s timetable, unpacked', 'ms', reading, {
      note: `${timetable.calls.stop.length} calls in memory`,
    }),
    row(`stops within 1,200 m of ${homes} postcodes`, 'ms', finding, {
      note: `${toStops.stop.length} walks`,
    }),
    row('preparing a day', 'ms', preparing, { note: size }),
    row(`${homes} postcodes to a site, each minute of 9 to 11, a site`, 'ms', perSite, {
      against: {
        name: 'one backward search for each minute of arriving',
        kind: 'same run',
        value: median(backwards),
      },
      note: `${sites} sites in ${((middle * sites) / 1000).toFixed(1)} s`,
    }),
    row('the same, against searches from homes', 'ms', perSite, {
      against: {
        name: 'one forward search for each home and minute, shared by 100 sites; scaled up from 8 homes',
        kind: 'same run',
        value: (forwards * homes) / sites,
      },
      note: 'every minute of those 8 homes agrees',
    }),
    row(`first and last way home to ${homes} postcodes, a site`, 'ms', wholeDay, { note: 'the whole day' }),
    ...(await grown()),
  ]
}

/** How time and memory grow with the number of postcodes; each further site costs the same again. */
async function grown(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = []
  for (const count of [1000, 10_000, 100_000, 1_000_000]) {
    const county = busCounty(count, 4)
    const timetable = await readBusCounty(county)
    const places = stopPositions(timetable)
    const toStops = await nearbyStops(county.homes, places, buggyToStop)
    const siteStops = await nearbyStops(county.sites, places, buggyToStop)
    const prepared = preparedJourneys(timetable, await stopChanges(timetable), window)
    const directSeconds = new Float64Array(count).fill(Infinity)
    let site = 0
    const runs = await timed(3, () =>
      publicTransportJourneys(prepared, { toStops, siteStops, site: site++, directSeconds }),
    )
    const megabytes = (toStops.firstStop.byteLength + toStops.stop.byteLength * 2 + count * 34) / 1e6
    rows.push(
      row(`${count.toLocaleString('en-GB')} postcodes, a site`, 'ms', runs, {
        note: `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB for walks and journeys`,
      }),
    )
  }
  return rows
}

/** Journeys to the minute by a search backwards from each minute of arriving. */
function backwardsByMinute(work: PlainWork): Pick<PublicTransportJourneys, 'median' | 'ninetieth'> {
  const minutes = (window.to + window.longestSeconds - window.from) / 60
  const space = new Int32Array(work.stops * (work.mostChanges + 2))
  const aboard = new Int32Array(work.rides.runs)
  const leaveBy = new Int32Array(homes * minutes)
  for (let minute = 0; minute < minutes; minute++) {
    const boarding = latestDepartures(work, window.from + minute * 60, space, aboard)
    for (let home = 0; home < homes; home++) {
      let latest = -1
      const end = work.toStops.firstStop[home + 1] as number
      for (let leg = work.toStops.firstStop[home] as number; leg < end; leg++) {
        const leaves =
          (boarding[work.toStops.stop[leg] as number] as number) -
          Math.ceil(work.toStops.seconds[leg] as number)
        if (leaves > latest) latest = leaves
      }
      leaveBy[home * minutes + minute] = latest
    }
  }
  const moments = (window.to - window.from) / 60
  const medians = new Float64Array(homes)
  const ninetieths = new Float64Array(homes)
  const journeys = new Float64Array(moments)
  for (let home = 0; home < homes; home++) {
    let minute = 0
    for (let moment = 0; moment < moments; moment++) {
      while (minute < minutes && (leaveBy[home * minutes + minute] as number) < window.from + moment * 60)
        minute++
      journeys[moment] = minute === minutes ? Infinity : (minute - moment) * 60
    }
    journeys.sort()
    medians[home] = journeys[moments / 2 - 1] as number
    ninetieths[home] = journeys[moments * 0.9 - 1] as number
  }
  return { median: medians, ninetieth: ninetieths }
}

/** An arrival that is known to the minute may be up to a minute late. */
function checkToTheMinute(
  ours: PublicTransportJourneys,
  plain: Pick<PublicTransportJourneys, 'median' | 'ninetieth'>,
): void {
  for (const measure of ['median', 'ninetieth'] as const) {
    ours[measure].forEach((seconds, home) => {
      const late = (plain[measure][home] as number) - seconds
      if (seconds < window.longestSeconds - 60 && !(late >= 0 && late < 60)) {
        throw new Error(`Home ${home}: ${seconds} against ${plain[measure][home] ?? NaN} to the minute.`)
      }
    })
  }
}

/** Milliseconds for one home, all minutes, by searches forwards; they must agree with ours. */
function forwardsByMinute(work: PlainWork, ours: (origin: number) => Float64Array): number {
  const sampled = [0, 1, 2, 3, 4, 5, 6, 7].map(at => (at * homes) / 8)
  let milliseconds = 0
  for (const origin of sampled) {
    const expected = ours(origin)
    const before = performance.now()
    for (let moment = 0; moment < expected.length; moment++) {
      const leaves = window.from + moment * 60
      const seconds = earliestArrival(work, origin, leaves) - leaves
      if ((seconds > window.longestSeconds ? Infinity : seconds) !== expected[moment]) {
        throw new Error(`Home ${origin}, moment ${moment}: ${seconds} is not ${expected[moment] ?? NaN}.`)
      }
    }
    milliseconds += performance.now() - before
  }
  return milliseconds / sampled.length
}

/** Public transport: from every postcode of a county to a site. */
export const benchmark: Benchmark = { name: 'Public transport', run }
