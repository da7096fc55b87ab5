import type { IndexFigure } from './deprivation.ts'
import { drawIndices } from './deprivation.ts'
import { countyCode, countyName, neighbouringDistrict } from './gazetteer.ts'
import { fromEastingNorthing } from './grid.ts'
import { meshOfCounty, type Mesh } from './mesh.ts'
import { nameNeighbourhoods, type NamedGrouping } from './naming.ts'
import { gatherNeighbourhoods, settle } from './neighbourhoods.ts'
import { outlineOf, type Rings } from './outlines.ts'
import { drawPeople, total, type Figures } from './people.ts'
import { drawPostcodes, type DemonstrationPostcode } from './postcodes.ts'
import { chance } from './random.ts'
import { buildBridges, buildBypass, buildFootBridges, buildRoads, type Bridge, type Road } from './roads.ts'
import { districts } from './gazetteer.ts'
import type { Point } from './terrain.ts'

/** A neighbourhood and everything that the published files say about it. */
export interface DemonstrationNeighbourhood {
  readonly code: string
  readonly name: string
  readonly districtCode: string
  readonly districtName: string
  readonly wardCode: string
  readonly wardName: string
  /** The place that most of its people live in or nearest to. */
  readonly placeName: string
  readonly middle: Point
  /** Empty over the boundary: the next county's boundaries are in another download. */
  readonly outline: readonly Rings[]
  readonly figures: Figures
  readonly indices: readonly IndexFigure[]
}

/** The invented county as plain data. The same seed makes the same county. */
export interface DemonstrationCounty {
  readonly seed: number
  readonly code: string
  readonly name: string
  readonly mesh: Mesh
  readonly districts: readonly {
    readonly code: string
    readonly name: string
    readonly outline: readonly Rings[]
  }[]
  readonly neighbourhoods: readonly DemonstrationNeighbourhood[]
  /** A few neighbourhoods of the next county, which downloads hold too. */
  readonly beyond: readonly DemonstrationNeighbourhood[]
  /** The county's, and a few of the next county's at the end. */
  readonly postcodes: readonly DemonstrationPostcode[]
  readonly bridges: readonly Bridge[]
  readonly footBridges: readonly Bridge[]
  readonly roads: readonly Road[]
  readonly bypass: Road
}

/** The seed that the demonstration county is known by: its texts name places that this seed draws. */
export const demonstrationSeed = 2017

/** Draws the land and the people of the county. */
export function buildCounty(seed: number = demonstrationSeed): DemonstrationCounty {
  const mesh = meshOfCounty(chance(seed, 'mesh'))
  const settled = settle(mesh)
  const groupings = nameNeighbourhoods(gatherNeighbourhoods(mesh, settled))
  const figures = drawPeople(groupings, mesh, settled, chance(seed, 'people'))
  const roads = buildRoads(mesh)
  const indices = drawIndices(figures, chance(seed, 'deprivation'))

  return {
    seed,
    code: countyCode,
    name: countyName,
    mesh,
    districts: districts.map(({ code, name, key }) => ({
      code,
      name,
      outline: outlineOf(
        mesh.patches.flatMap((patch, at) => (patch.district === key ? [at] : [])),
        mesh,
      ),
    })),
    neighbourhoods: groupings.map((grouping, at) =>
      neighbourhood(grouping, outlineOf(grouping.patches, mesh), figures[at], indices[at]),
    ),
    beyond: nextCounty(groupings, figures, indices, seed),
    postcodes: drawPostcodes(groupings, mesh, settled, countyCode, chance(seed, 'postcodes')),
    bridges: buildBridges(mesh),
    footBridges: buildFootBridges(mesh),
    roads,
    bypass: buildBypass(roads),
  }
}

/** Children aged 0 to 4 in a neighbourhood. */
export function children0to4({ figures }: Pick<DemonstrationNeighbourhood, 'figures'>): number {
  return total(figures.females.slice(0, 5)) + total(figures.males.slice(0, 5))
}

function neighbourhood(
  grouping: NamedGrouping,
  outline: readonly Rings[],
  figures: Figures | undefined,
  indices: readonly IndexFigure[] | undefined,
): DemonstrationNeighbourhood {
  if (figures === undefined || indices === undefined) throw new Error(`${grouping.code} has no figures.`)
  return {
    code: grouping.code,
    name: grouping.name,
    districtCode: grouping.districtPlan.code,
    districtName: grouping.districtPlan.name,
    wardCode: grouping.wardCode,
    wardName: grouping.wardName,
    placeName: grouping.place.name,
    middle: grouping.middle,
    outline,
    figures,
    indices,
  }
}

/** The next county's neighbourhoods just over the boundary, with figures like those of our own small towns. */
function nextCounty(
  groupings: readonly NamedGrouping[],
  figures: readonly Figures[],
  indices: readonly (readonly IndexFigure[])[],
  seed: number,
): DemonstrationNeighbourhood[] {
  const draw = chance(seed, 'next county')
  const alike = groupings.flatMap(({ place }, at) => (place.kind === 'town' ? [at] : []))
  return Array.from({ length: 12 }, (_, at) => {
    const like = draw.pick(alike)
    const [model, figure, index] = [groupings[like], figures[like], indices[like]]
    if (model === undefined) throw new Error('There are no towns.')
    const grouping: NamedGrouping = {
      ...model,
      code: `E01${900901 + at}`,
      name: `${neighbouringDistrict.name} ${String(1 + Math.floor(at / 6)).padStart(3, '0')}${String.fromCharCode(65 + (at % 6))}`,
      districtPlan: { code: neighbouringDistrict.code, name: neighbouringDistrict.name, key: model.district },
      wardCode: 'E05900991',
      wardName: 'Ossen Green',
      middle: fromEastingNorthing(634_500 + draw.whole(-900, 700), 372_000 + draw.whole(-1200, 1200)),
    }
    return neighbourhood(grouping, [], figure, index)
  })
}
