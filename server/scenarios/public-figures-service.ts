import type { Db } from '../db/index.ts'
import { CAR_ACCESS_GROUPS } from '../model/car-access.ts'
import { edge } from '../model/journeys.ts'
import { lossesByPlace, type PlaceLosses } from '../model/place-losses.ts'
import { PUBLIC_RULES, roundedCount } from '../model/published-table.ts'
import type { PlacesCompared, ReachTable } from '../model/scenario-figures.ts'
import { suppressList, suppressTable } from '../model/suppression.ts'
import { bandedFamilies } from '../model/weighted.ts'
import type { Clock } from '../platform/clock.ts'
import { keepJourneyColumns, readSiteBuses } from '../travel/index.ts'
import { mainModeOf, modesOf } from './figure-basis.ts'
import { planFigures, planReach, prepareInputs, type PlanReach, type PreparedInputs } from './figures.ts'
import { journeySource } from './journey-source.ts'
import { journeysByNeighbourhood } from './neighbourhood-figures.ts'
import { findPublicFigures, storePublicFigures } from './public-figures-repository.ts'
import type { PublicFigures, PublicModeFigures, PublicPlaceFigures } from './public-figures.ts'
import { publishedDocument, type PublishedDocument } from './publication-service.ts'

/** A published scenario, as a consultation names it. */
export interface PublishedScenario {
  readonly id: string
  readonly hash: string
}

// Made from what never changes, so what was read or made last stays.
const kept = new Map<string, PublicFigures>()
const mostKept = 12

/**
 * A published scenario's figures as the public may see them. They are made once from the scenario's frozen inputs, and
 * then kept under its hash.
 *
 * @param db - the database; no statement where they were read before, one where they are kept
 * @param scenario - the scenario and its hash
 * @param clock - the time, for keeping them
 * @returns the figures, small counts withheld
 * @throws {AppError} when what is stored is not what was published under that hash
 */
export async function publicFigures(
  db: Db,
  { id, hash }: PublishedScenario,
  clock: Clock,
): Promise<PublicFigures> {
  const known = kept.get(hash)
  if (known) return known
  const found = await findPublicFigures(db, hash)
  const figures = found ?? (await figuresOf(db, hash, await publishedDocument(db, id, hash)))
  if (found === null) await storePublicFigures(db, figures, clock().toISOString())
  kept.set(hash, figures)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return figures
}

async function figuresOf(db: Db, hash: string, document: PublishedDocument): Promise<PublicFigures> {
  const { inputs } = document
  const source = journeySource(db)
  const columns = keepJourneyColumns()
  const main = mainModeOf(inputs)
  const modes: PublicModeFigures[] = []
  let plan: ReturnType<typeof planFigures> | null = null
  for (const mode of modesOf(inputs).sort((a, b) => Number(b === main) - Number(a === main))) {
    const prepared = await prepareInputs(inputs, [document], columns, { source, mode })
    if (prepared.basis.mode !== mode) continue
    plan ??= planFigures(prepared, document)
    modes.push(modeFigures(planReach(prepared, document)))
  }
  const { counts, money } = plan ?? planFigures(await prepareInputs(inputs, [document], columns), document)
  const [first] = modes
  const neighbourhoods = inputs.neighbourhoods.map(
    ({ code, name, districtCode, children, decile, rural }) => ({
      code,
      name,
      districtCode,
      children: publicCount(children),
      decile,
      rural: rural ?? null,
    }),
  )
  return {
    format: 'doorstep-public-figures/1',
    scenarioHash: hash,
    counts: {
      centres: counts.centres,
      centreBuildings: counts.centreBuildings,
      zones: counts.zones,
      byFate: counts.byFate,
    },
    existing: inputs.sites.filter(site => site.existing && !site.beyondCounty).length,
    saving: { low: edge(money.saving.low ?? NaN), high: edge(money.saving.high ?? NaN) },
    main: first?.mode ?? 'straight-line',
    modes,
    neighbourhoods,
    districts: inputs.districts.map(({ code, name }) => ({ code, name })),
    datasets: inputs.datasets.map(
      ({ kind, title, publisher, period, geography, licence, method, sha256 }) => ({
        kind,
        title,
        publisher,
        period,
        geography,
        licence,
        method,
        sha256,
      }),
    ),
    buses: await busesOf(db, document),
  }
}

async function busesOf(db: Db, { inputs }: PublishedDocument): Promise<PublicFigures['buses']> {
  const basis = inputs.journeys?.bases.find(one => one.mode === 'public-transport')
  if (basis === undefined) return {}
  const found: PublicFigures['buses'] = {}
  for (const { id, position } of inputs.sites) {
    const buses = position === null ? null : await readSiteBuses(db, basis.hash, position)
    if (buses === null) continue
    found[id] = {
      date: buses.date,
      stops: buses.stops,
      firstArrives: buses.arriving.first,
      lastLeaves: buses.leaving.last,
      leaving: buses.leaving.count,
    }
  }
  return found
}

/** A single count as the public sees it; null where it is small or not known. */
function publicCount(children: number | null): number | null {
  if (children === null || Math.round(children) < PUBLIC_RULES.threshold) return null
  return roundedCount(Math.round(children), PUBLIC_RULES)
}

/** By how much a journey gets longer: minutes, or metres where only distances are known. */
const furtherBands = { seconds: [600, 1200], metres: [1000, 3000] } as const

function modeFigures(figures: PlanReach): PublicModeFigures {
  const { prepared, centres, centresAndZones } = figures
  const { unit } = prepared.basis
  const { limits, tolerance } = prepared.figureInputs
  const { totals } = centresAndZones
  const [further, closer, same] = suppressList(
    [totals.further, totals.closer, totals.same].map(Math.round),
    'none',
  ).cells
  const bands = furtherBands[unit]
  return {
    mode: prepared.basis.mode,
    unit,
    method: prepared.basis.method,
    limits: [...limits],
    tolerance,
    bands: [...bands],
    change: {
      further: further ?? null,
      closer: closer ?? null,
      same: same ?? null,
      losing: publicCount(totals.losing),
      notKnown: publicCount(totals.notKnown),
    },
    places: placeFigures(figures, bands),
    groups: [
      ...groupFigures(prepared, prepared.now, 'today'),
      ...groupFigures(prepared, centresAndZones.then, 'centres-and-zones'),
      ...groupFigures(prepared, centres.then, 'centres'),
    ],
    neighbourhoods: neighbourhoodFigures(prepared, centres, centresAndZones),
  }
}

function neighbourhoodFigures(
  prepared: PreparedInputs,
  centres: PlacesCompared,
  centresAndZones: PlacesCompared,
): PublicModeFigures['neighbourhoods'] {
  const [now, alone, all] = [prepared.now, centres.then, centresAndZones.then].map(table =>
    journeysByNeighbourhood(prepared, table),
  )
  const step = prepared.basis.unit === 'seconds' ? 60 : 100
  const whole = (value: number | undefined): number | null => {
    const known = edge(value ?? NaN)
    return known === null ? null : Math.round(known / step) * step
  }
  const share = (value: number | undefined): number | null => {
    const known = edge(value ?? NaN)
    return known === null ? null : Math.round(known * 100) / 100
  }
  return prepared.inputs.neighbourhoods.map(({ code }, at) => ({
    code,
    today: whole(now?.mean[at]),
    centres: whole(alone?.mean[at]),
    centresAndZones: whole(all?.mean[at]),
    reachedToday: share(now?.reached[at]),
    reachedThen: share(all?.reached[at]),
  }))
}

/** What becomes of the families of every place; by the scenario's own figures, made fit to be shown. */
function placeFigures(
  { prepared, open, centresAndZones }: PlanReach,
  bands: readonly number[],
): PublicPlaceFigures[] {
  const { sites, figureInputs } = prepared
  const exact = lossesByPlace(
    centresAndZones.now.nearest,
    centresAndZones.then.nearest,
    centresAndZones.change,
    figureInputs.weights,
    sites.length,
    bands,
  )
  const openThen = new Set(open.centresAndZones)
  const rows = [...sites.keys()].filter(at => sites[at]?.existing === true && !openThen.has(at))
  const losses = lossTable(rows.map(at => exact[at] as PlaceLosses))
  const lossOf = new Map(rows.map((at, row) => [at, losses[row]]))
  const gains = suppressList(
    exact.map(one => Math.round(one.closer)),
    'rounded',
  ).cells
  return sites.map((site, at) => {
    const one = exact[at] as PlaceLosses
    return {
      siteId: site.id,
      // Of a place that loses its families the sum would give away who does not lose.
      nearestNow: site.existing && !lossOf.has(at) ? publicCount(one.nearestNow) : null,
      nearestThen: openThen.has(at) ? publicCount(one.nearestThen) : null,
      loses: lossOf.get(at) ?? null,
      nextSiteId: lossOf.has(at) ? (sites[one.next]?.id ?? null) : null,
      closer: openThen.has(at) ? (gains[at] ?? null) : null,
      partsNotKnown: one.weightNotKnown,
    }
  })
}

type Loses = NonNullable<PublicPlaceFigures['loses']>

/**
 * Places that stop being open, by what becomes of their families. First who has further to go and who has not; then, of
 * those whose number is shown, by how much further. No count can be found by subtracting others.
 */
function lossTable(places: readonly PlaceLosses[]): Loses[] {
  if (places.length === 0) return []
  const furtherOf = ({ furtherBy, losing }: PlaceLosses): number =>
    furtherBy.reduce((sum, one) => sum + Math.round(one), Math.round(losing))
  // The further add up to a total that is public; the others, which nobody else's number completes, to none.
  const further = suppressList(places.map(furtherOf), 'rounded').cells
  const alone = (of: (place: PlaceLosses) => number): readonly (number | null)[] =>
    suppressList(
      places.map(place => Math.round(of(place))),
      'none',
    ).cells
  const noFurther = alone(place => place.noFurther)
  const notKnown = alone(place => place.notKnown)
  const withLosing = places.some(place => Math.round(place.losing) > 0)
  const shown = [...places.keys()].filter(row => further[row] != null)
  const byHowMuch = suppressTable(
    shown.map(row => {
      const { furtherBy, losing } = places[row] as PlaceLosses
      return [...furtherBy, ...(withLosing ? [losing] : [])].map(Math.round)
    }),
    { columns: 'none', rows: 'rounded' },
  )
  return places.map((place, row): Loses => {
    const at = shown.indexOf(row)
    const all = at < 0 ? null : (byHowMuch.rowTotals?.[at] ?? null)
    const cells = byHowMuch.cells[at] ?? []
    return {
      further: all,
      noFurther: noFurther[row] ?? null,
      furtherBy: place.furtherBy.map((_, band) => cells[band] ?? null),
      losing: withLosing ? (cells[place.furtherBy.length] ?? null) : null,
      notKnown: notKnown[row] ?? null,
      meanNow: all === null ? null : place.meanNow,
      meanThen: all === null ? null : place.meanThen,
    }
  })
}

type Groups = PublicModeFigures['groups']

function groupFigures(prepared: PreparedInputs, table: ReachTable, when: Groups[number]['when']): Groups {
  const { inputs, figureInputs } = prepared
  const { limits, weights } = figureInputs
  const districts = new Map(inputs.districts.map(({ code, name }) => [code, name]))
  const cars = new Map<string, string>(CAR_ACCESS_GROUPS.map(({ key, name }) => [key, name]))
  const groupings = [
    { grouping: 'all', by: null, reach: new Map([['', table.all]]), name: () => inputs.county.name },
    {
      grouping: 'district',
      by: figureInputs.district,
      reach: table.byDistrict.groups,
      name: (key: string) => districts.get(key) ?? key,
    },
    {
      grouping: 'decile',
      by: figureInputs.decile,
      reach: table.byDecile.groups,
      name: (key: string) => `Decile ${key}`,
    },
    {
      grouping: 'rurality',
      by: figureInputs.rurality ?? null,
      reach: table.byRurality?.groups ?? null,
      name: (key: string) => (key === 'rural' ? 'Country' : 'Town'),
    },
    {
      grouping: 'car-access',
      by: figureInputs.carAccess ?? null,
      reach: table.byCarAccess?.groups ?? null,
      name: (key: string) => cars.get(key) ?? key,
    },
  ] as const
  return groupings.flatMap(({ grouping, by, reach, name }): Groups => {
    if (reach === null || (grouping !== 'all' && by === null)) return []
    const keys = [...reach.keys()]
    const banded = bandedFamilies(table.nearest.value, weights, by?.of ?? null, keys.length, limits)
    const shown = suppressTable(
      banded.map(row => row.map(Math.round)),
      { columns: 'none', rows: 'rounded' },
    )
    return keys.map((key, at) => {
      const figures = reach.get(key)
      const children = shown.rowTotals?.[at] ?? null
      return {
        when,
        group: {
          grouping,
          key,
          name: name(key),
          children,
          bands: [...(shown.cells[at] ?? [])],
          median: children === null ? null : (figures?.median ?? null),
          ninetieth: children === null ? null : (figures?.p90 ?? null),
        },
      }
    })
  })
}
