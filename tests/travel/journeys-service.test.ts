import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  currentOrigins,
  listJourneyBases,
  readJourneyColumns,
  siteKey,
  workOutJourneys,
  type TravelMode,
} from '../../server/travel/index.ts'
import { readSiteBuses } from '../../server/travel/bus-repository.ts'
import { addBarrier } from '../../server/travel/barrier-repository.ts'
import { workedOutSites } from '../../server/travel/column-repository.ts'
import { readOriginSnap } from '../../server/travel/snap-repository.ts'
import { unreachedPage } from '../../server/travel/unreached-page.ts'
import { aCounty } from '../sites/builders.ts'
import { openTestDatabase } from '../support/open-database.ts'
import { load } from './adding.ts'
import { aTown, corner, townRoads, townTimetable, type Town } from './town.ts'

let town: Town
let close: () => Promise<void>

beforeEach(async () => {
  const open = await openTestDatabase('SQLite')
  close = () => open.close()
  town = await aTown(open.db, await aCounty(open.db))
})
afterEach(async () => {
  await close()
  await town.remove()
})

/** Minutes from a corner to a site's corner; null when it was not worked out. */
async function minutes(
  mode: TravelMode,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<number | null> {
  const { db } = town.needs
  const basis = (await listJourneyBases(db, town.county.id)).find(one => one.mode === mode)
  const origins = await currentOrigins(db, town.county)
  const [column] = await readJourneyColumns(db, basis?.hash ?? '', origins.hash, [to])
  const { lons, lats } = origins.positions
  const origin = lons.findIndex((lon, at) => lon === from[0] && lats[at] === from[1])
  return column ? (column.seconds[origin] as number) / 60 : null
}

describe('journeys of a county', () => {
  it('are worked out on its roads and buses: across the river by the bridge, or by bus', async () => {
    await load(town, 'roads', townRoads())
    await load(town, 'timetable', townTimetable())
    const said: string[] = []
    const answer = await workOutJourneys(town.needs, town.county, 'all', (done, total, saying) => {
      said.push(`${done} of ${total}: ${saying}`)
    })
    expect(answer).toEqual({
      computed: 8,
      byMode: { 'walking-with-a-buggy': 2, 'toddlers-walk': 2, driving: 2, 'public-transport': 2 },
    })
    expect(said.at(-1)).toMatch(/^8 of 8|^7 of 8/)
    const [west, east] = [corner(3, 0), corner(4, 0)]
    const walk = (await minutes('walking-with-a-buggy', west, east)) ?? 0
    // Seven streets of 200 m up, one over the bridge, seven down, at 4 km/h.
    expect(walk).toBeGreaterThan(40)
    expect(walk).toBeLessThan(50)
    expect(await minutes('toddlers-walk', west, east)).toBeCloseTo(walk / 0.8, 1)
    expect(await minutes('driving', west, east)).toBeLessThan(walk / 4)
    const bus = (await minutes('public-transport', corner(1, 0), east)) ?? Infinity
    expect(bus).toBeLessThan(((await minutes('walking-with-a-buggy', corner(1, 0), east)) ?? 0) - 10)
    expect(await minutes('walking-with-a-buggy', west, west)).toBe(0)
    const bases = await listJourneyBases(town.needs.db, town.county.id)
    const transport = bases.find(one => one.mode === 'public-transport')
    expect((await readSiteBuses(town.needs.db, transport?.hash ?? '', east))?.arriving.count).toBe(24)
    expect(bases[0]?.method).toBe(
      'Walking with a buggy at 4 km/h on roads and paths of A mapper, September 2026',
    )
  })

  it('of one more site are one more column for each mode, and nothing else is worked out again', async () => {
    await load(town, 'roads', townRoads())
    expect((await workOutJourneys(town.needs, town.county)).computed).toBe(6)
    expect((await workOutJourneys(town.needs, town.county)).computed).toBe(0)
    await town.site('new', corner(2, 2))
    expect(await workOutJourneys(town.needs, town.county)).toEqual({
      computed: 3,
      byMode: { 'walking-with-a-buggy': 1, 'toddlers-walk': 1, driving: 1 },
    })
    // In the same place as another site: nothing is to do.
    await town.site('next door', corner(2, 2))
    expect((await workOutJourneys(town.needs, town.county)).computed).toBe(0)
  })

  it('that are stopped go on with what is missing', async () => {
    for (let at = 0; at < 8; at++) await town.site(`more ${at}`, corner(at, 4))
    await load(town, 'roads', townRoads())
    const stop = new AbortController()
    const stopped = workOutJourneys(
      town.needs,
      town.county,
      'all',
      done => {
        if (done >= 5) stop.abort()
      },
      stop.signal,
    )
    await expect(stopped).rejects.toThrow()
    const origins = await currentOrigins(town.needs.db, town.county)
    let kept = 0
    for (const { hash } of await listJourneyBases(town.needs.db, town.county.id))
      kept += (await workedOutSites(town.needs.db, hash, origins.hash)).size
    expect(kept).toBeGreaterThanOrEqual(5)
    const { computed } = await workOutJourneys(town.needs, town.county)
    expect(kept + computed).toBe(30)
  })

  it('end at a barrier that closes the bridge, unless it has a gap there', async () => {
    const { db, clock } = town.needs
    await load(town, 'roads', townRoads())
    const river = [[0.0505, 52.2] as const, [0.0505, 52.3] as const]
    const added = { by: 'A planner', at: clock().toISOString() }
    await addBarrier(db, town.county.id, { name: 'River', reason: '', course: [river], gaps: [] }, added)
    await workOutJourneys(town.needs, town.county, ['walking-with-a-buggy', 'straight-line'])
    expect(await minutes('walking-with-a-buggy', corner(3, 0), corner(4, 0))).toBe(Infinity)
    const page = await unreachedPage(db, town.county, 'walking-with-a-buggy')
    expect(page?.unreached).toBe(0)
    const around = await minutes('straight-line', corner(3, 0), corner(4, 0))
    expect((around ?? 0) * 60).toBeGreaterThan(5000)
    const gap = { name: 'Bridge', position: [0.0505, corner(0, 7)[1]] as const }
    await addBarrier(db, town.county.id, { name: 'Other', reason: '', course: [river], gaps: [gap] }, added)
    expect((await listJourneyBases(db, town.county.id)).length).toBe(4)
  })

  it('list a site that is far from any road, and homes that nothing is near', async () => {
    await load(town, 'roads', townRoads())
    await town.site('far away', [0.3, 52.4])
    await workOutJourneys(town.needs, town.county, ['walking-with-a-buggy'])
    const page = await unreachedPage(town.needs.db, town.county, 'walking-with-a-buggy')
    expect(page?.sites).toMatchObject([
      { name: 'Site far away', why: 'further from any road than the limit' },
    ])
    expect(page?.rows).toEqual([])
    const origins = await currentOrigins(town.needs.db, town.county)
    const [basis] = await listJourneyBases(town.needs.db, town.county.id)
    const snap = await readOriginSnap(town.needs.db, basis?.hash ?? '', origins.hash)
    expect(snap?.every(metres => metres < 1)).toBe(true)
    const done = await workedOutSites(town.needs.db, basis?.hash ?? '', origins.hash)
    expect(done.get(siteKey([0.3, 52.4]))).toEqual({ reached: 0, siteOffMetres: null })
  })

  it('may be the council’s own', async () => {
    const origins = await currentOrigins(town.needs.db, town.county)
    const rows = origins.codes.map((code, at) => `${code},west,${at % 30}`)
    await load(town, 'matrix', ['origin,site,minutes', ...rows].join('\n'))
    expect(await workOutJourneys(town.needs, town.county)).toEqual({
      computed: 1,
      byMode: { 'council-matrix': 1 },
    })
    const [basis] = await listJourneyBases(town.needs.db, town.county.id)
    const columns = await readJourneyColumns(town.needs.db, basis?.hash ?? '', origins.hash, [
      corner(3, 0),
      corner(4, 0),
    ])
    expect(columns[0]?.seconds[7]).toBe(420)
    expect(columns[1]).toBeNull()
  })
})
