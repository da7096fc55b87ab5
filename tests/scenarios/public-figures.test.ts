import { expect, it } from '@jest/globals'
import { importScenario, publicFigures, publishScenario } from '../../server/scenarios/index.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { byCar, clock, measuredMeridian, north, onFoot, planner, siteSteps } from './builders.ts'

/** Where families set out, with their children: shared equally among a neighbourhood's postcodes. */
const families = [
  { at: 0, children: 50 },
  { at: 0.5, children: 50 },
  { at: 1, children: 200 },
  { at: 4, children: 50 },
  { at: 6, children: 30 },
]

eachDatabase('figures for the public', database => {
  const published = async (fates: readonly { site: string; fate: 'closed' | 'centre' | 'zone' }[]) => {
    const sites = await measuredMeridian(database.db)
    const id = await importScenario(database.db, sites.county.id, { name: 'A plan', fates }, planner, clock)
    const columns = keepJourneyColumns()
    const hash = await publishScenario(database.db, sites.county, id, planner, clock, columns)
    return { sites, scenario: { id, hash } }
  }
  const alderCloses = [
    { site: 'a', fate: 'closed' },
    { site: 'b', fate: 'centre' },
    { site: 'c', fate: 'zone' },
  ] as const

  it('agree with what anyone can work out from the journeys', async () => {
    const { sites, scenario } = await published(alderCloses)
    const figures = await publicFigures(database.db, scenario, clock)
    for (const laid of [onFoot, byCar]) {
      const mode = figures.modes.find(one => one.mode === laid.mode)
      const place = mode?.places.find(one => one.siteId === sites.alder)
      // By hand: everybody whose nearest centre today is Alder, and how far the nearest place is then.
      let [further, now, then, all] = [0, 0, 0, 0]
      for (const { at, children } of families) {
        const to = (site: keyof typeof siteSteps): number => laid.journey(north(at), north(siteSteps[site]))
        const [alder, birch, cedar] = [to('alder'), to('birch'), to('cedar')]
        if (!(alder < birch) || alder === Infinity) continue
        const after = Math.min(birch, cedar)
        if (after - alder > 60) further += children
        now += alder * children
        then += after * children
        all += children
      }
      expect(place?.loses?.further).toBe(5 * Math.round(further / 5))
      expect(place?.loses?.meanNow).toBeCloseTo(now / all, 3)
      expect(place?.loses?.meanThen).toBeCloseTo(then / all, 3)
      expect(mode?.change.further).toBe(place?.loses?.further)
    }
  })

  it('withhold what is small, and never tell unknown as nothing', async () => {
    const { sites, scenario } = await published(alderCloses)
    const figures = await publicFigures(database.db, scenario, clock)
    const shown = figures.modes.flatMap(mode =>
      mode.places.flatMap(place => [
        place.nearestNow,
        place.nearestThen,
        place.closer,
        ...(place.loses === null
          ? []
          : [place.loses.further, place.loses.noFurther, place.loses.losing, ...place.loses.furtherBy]),
      ]),
    )
    for (const count of shown) expect(count === null || (count >= 10 && count % 5 === 0)).toBe(true)
    expect(figures.neighbourhoods.find(one => one.code === 'E01000005')?.children).toBeNull()
    const [walk] = figures.modes
    expect(walk?.places.find(one => one.siteId === sites.birch)?.loses).toBeNull()
    const fourth = walk?.neighbourhoods.find(one => one.code === 'E01000004')
    expect(fourth).toMatchObject({ today: null, reachedToday: 0, reachedThen: 0 })
  })

  it('are made once, and found again by the hash', async () => {
    const { scenario } = await published(alderCloses)
    const figures = await publicFigures(database.db, scenario, clock)
    const rows = await database.db.selectFrom('scenario_public_figures').selectAll().execute()
    expect(rows.map(row => row.scenario_hash)).toEqual([scenario.hash])
    expect(JSON.parse(rows[0]?.document ?? '{}')).toEqual(JSON.parse(JSON.stringify(figures)))
    expect(await publicFigures(database.db, scenario, clock)).toBe(figures)
  })
})
