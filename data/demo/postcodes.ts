import { allPlaces, neighbouringDistrict, type Place } from './gazetteer.ts'
import { eastingNorthing } from './grid.ts'
import type { Mesh, Patch } from './mesh.ts'
import type { NamedGrouping } from './naming.ts'
import type { Settled } from './neighbourhoods.ts'
import type { Chance } from './random.ts'
import type { Point } from './terrain.ts'

/** A postcode of an area that the post does not have. */
export interface DemonstrationPostcode {
  readonly postcode: string
  readonly point: Point
  readonly easting: number
  readonly northing: number
  readonly districtCode: string
  readonly countyCode: string
  readonly wardCode: string
  /** The neighbourhood that it was drawn in; null over the boundary. The published layout does not have it. */
  readonly neighbourhoodCode: string | null
}

const peopleToAPostcode = 44
const letters = 'ABDEFGHJLNPQRSTUWXYZ'

/** Places that have a sorting office, in the order of their numbers; villages share the number of the nearest. */
const offices = [
  'Old Minster', 'Kingsmead', 'Arbour Hill', 'Longmeadow', 'Trinity Fields', 'Cherrywold', 'Newlode', 'Great Orling', 'Shepstow',
  'Copperstow', 'Marlestow', 'Castle Willan', 'Steeplow', 'Oakingden', 'Hallingford', 'St Osric', 'Barrowick', 'Ramsell',
  'Kettlewick', 'Colnebury', 'Wadeney', 'Marlock', 'Pellney', 'Doveney', 'Merehaven', 'Ellstow', 'Sandwyke',
] // prettier-ignore

interface Delivery {
  readonly point: Point
  readonly grouping: NamedGrouping
}

/** Draws a postcode for every few dozen people, close together in towns and strung out in the fen. */
export function drawPostcodes(
  groupings: readonly NamedGrouping[],
  mesh: Mesh,
  settled: Settled,
  countyCode: string,
  chance: Chance,
): DemonstrationPostcode[] {
  const byOffice = new Map<number, Delivery[]>()
  for (const grouping of groupings)
    for (const at of grouping.patches) {
      const patch = mesh.patches[at]
      const place = settled.place[at]
      if (patch === undefined || place === undefined) continue
      const office = officeOf(place)
      const list = byOffice.get(office) ?? []
      byOffice.set(office, list)
      const wanted = chance.count((settled.people[at] ?? 0) / peopleToAPostcode)
      for (let drawn = 0; drawn < wanted; drawn += 1)
        list.push({ point: wholeMetres(somewhereOn(patch, mesh, chance)), grouping })
    }

  const postcodes: DemonstrationPostcode[] = []
  for (const [office, list] of [...byOffice].sort(([a], [b]) => a - b)) {
    const rounds = [...list].sort((a, b) => round(a.point) - round(b.point))
    rounds.forEach(({ point, grouping }, at) => {
      const [easting, northing] = eastingNorthing(point).map(Math.round)
      postcodes.push({
        postcode: spell(office, at, Math.ceil(rounds.length / 3)),
        point,
        easting: easting ?? 0,
        northing: northing ?? 0,
        districtCode: grouping.districtPlan.code,
        countyCode,
        wardCode: grouping.wardCode,
        neighbourhoodCode: grouping.code,
      })
    })
  }
  return [...postcodes, ...overTheBoundary(chance)]
}

/** Postcodes of the next county, as a download of a whole postcode area has them. */
function overTheBoundary(chance: Chance): DemonstrationPostcode[] {
  return Array.from({ length: 160 }, (_, at) => {
    const point = wholeMetres([-1.5 + chance.around(0, 0.55), 20 + chance.around(0, 0.8)])
    const [easting, northing] = eastingNorthing(point).map(Math.round)
    return {
      postcode: spell(60, at, 80),
      point,
      easting: easting ?? 0,
      northing: northing ?? 0,
      districtCode: neighbouringDistrict.code,
      countyCode: neighbouringDistrict.countyCode,
      wardCode: 'E05900991',
      neighbourhoodCode: null,
    }
  })
}

function officeOf(place: Place): number {
  let best = { office: 0, away: Infinity }
  offices.forEach((name, index) => {
    const town = allPlaces.find(other => other.name === name)
    if (town === undefined) throw new Error(`No place is called ${name}.`)
    const away = Math.hypot(town.x - place.x, town.y - place.y) + (town.district === place.district ? 0 : 4)
    if (away < best.away) best = { office: index + 1, away }
  })
  return best.office
}

/** Somewhere on a patch, well inside it, so that a rounding does not put it next door. */
function somewhereOn(patch: Patch, mesh: Mesh, chance: Chance): Point {
  const corner = (at: number): Point => mesh.corners[patch.ring[at % patch.ring.length] ?? 0] ?? patch.middle
  const side = chance.whole(0, patch.ring.length - 1)
  const [a, b] = [corner(side), corner(side + 1)]
  const [along, out] = [chance.next(), 0.88 * Math.sqrt(chance.next())]
  return [
    patch.middle[0] + out * (a[0] + along * (b[0] - a[0]) - patch.middle[0]),
    patch.middle[1] + out * (a[1] + along * (b[1] - a[1]) - patch.middle[1]),
  ]
}

function wholeMetres([x, y]: Point): Point {
  return [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]
}

/** The order of a postman's round: strips half a kilometre wide, up one and down the next. */
function round([x, y]: Point): number {
  const strip = Math.floor(x / 0.5)
  return strip * 1000 + (strip % 2 === 0 ? y : 100 - y)
}

function spell(office: number, at: number, toASector: number): string {
  const sector = 1 + Math.floor(at / Math.min(toASector, 390))
  const unit = at % Math.min(toASector, 390)
  const [first, second] = [letters[Math.floor(unit / 20)], letters[unit % 20]]
  if (sector > 9 || first === undefined || second === undefined)
    throw new Error(`Too many postcodes in FN${office}.`)
  return `FN${office} ${sector}${first}${second}`
}
