import { voronoi } from '@turf/turf'
import { allPlaces, districts } from './gazetteer.ts'
import type { Chance } from './random.ts'
import { partsByRiver, scatterSeeds, type Seed } from './seeds.ts'
import { distance, isInside, nearestOn, outline, rivers } from './terrain.ts'
import type { DistrictPlan } from './gazetteer.ts'
import type { Line, Point } from './terrain.ts'

// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { sqrt } = Math

/** A patch of the county, a few streets or a few fields. Patches share their corners exactly: no gaps, no overlaps. */
export interface Patch {
  readonly middle: Point
  /** Corners anticlockwise, as indexes into the mesh's corners; the last joins the first. */
  readonly ring: readonly number[]
  readonly squareKilometres: number
  /** The patches on the other side of each stretch of its edge, none where the county ends or a river runs. */
  readonly neighbours: readonly number[]
  /** Which part of the county it is in, as the rivers cut it: patches of one bank reach each other without a bridge. */
  readonly bank: number
  district: DistrictPlan['key']
}

export interface Mesh {
  /** To the nearest 10 centimetres. */
  readonly corners: readonly Point[]
  readonly patches: readonly Patch[]
  /** Each river as the patches' edges draw it, from the county's edge to the estuary. */
  readonly rivers: readonly { readonly name: string; readonly line: Line }[]
}

/** Cuts the county into patches: small where many people live, large in the fen, with the rivers as edges. */
export function meshOfCounty(chance: Chance): Mesh {
  const seeds = scatterSeeds(chance)
  const metres = seeds.map(({ point }) => [point[0] * 1000, point[1] * 1000])
  const cells = voronoi(
    {
      type: 'FeatureCollection',
      features: metres.map(coordinates => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Point', coordinates },
      })),
    },
    { bbox: [-8000, -8000, 66000, 66000] },
  )

  const corners: Point[] = []
  const cornerAt = new Map<string, number>()
  const corner = ([east = 0, north = 0]: readonly number[]): number => {
    const key = `${Math.round(east * 10)},${Math.round(north * 10)}`
    const known = cornerAt.get(key)
    if (known !== undefined) return known
    corners.push([Math.round(east * 10) / 10_000, Math.round(north * 10) / 10_000])
    cornerAt.set(key, corners.length - 1)
    return corners.length - 1
  }

  const kept: { seed: Seed; ring: number[] }[] = []
  cells.features.forEach((cell, index) => {
    const seed = seeds[index]
    if (seed === undefined || !isInside(seed.point, outline)) return
    const ring = (cell.geometry.coordinates[0] ?? []).map(corner).filter((id, at, all) => id !== all[at - 1])
    if (ring[0] === ring.at(-1)) ring.pop()
    if (ring.length < 3) return
    kept.push({ seed, ring: signedArea(ring, corners) < 0 ? ring.reverse() : ring })
  })

  const owner = new Map<string, number>()
  kept.forEach(({ ring }, index) => {
    forEachEdge(ring, (from, to) => owner.set(`${from},${to}`, index))
  })
  const joined = kept.map(({ seed, ring }) => {
    const beside = new Set<number>()
    forEachEdge(ring, (from, to) => {
      const other = owner.get(`${to},${from}`)
      const otherSeed = other === undefined ? undefined : kept[other]?.seed
      if (other === undefined || otherSeed === undefined || partsByRiver(seed, otherSeed)) return
      beside.add(other)
    })
    return [...beside]
  })

  const bankOf = banks(joined)
  const districtOf = districtFinder(
    kept.map(({ seed }) => seed.point),
    bankOf,
  )
  const patches = kept.map(({ seed, ring }, index): Patch => {
    const bank = bankOf[index] ?? 0
    return {
      middle: seed.point,
      ring,
      squareKilometres: signedArea(ring, corners),
      neighbours: joined[index] ?? [],
      bank,
      district: districtOf(seed.point, bank),
    }
  })
  tidyDistricts(patches)
  return {
    corners,
    patches,
    rivers: rivers.map(({ name }, river) => ({ name, line: drawnRiver(kept, corners, owner, river) })),
  }
}

/** Twice over the shoelace: positive for a ring that runs anticlockwise. In square kilometres. */
export function signedArea(ring: readonly number[], corners: readonly Point[]): number {
  let twice = 0
  forEachEdge(ring, (from, to) => {
    const [a, b] = [corners[from] ?? [0, 0], corners[to] ?? [0, 0]]
    twice += a[0] * b[1] - b[0] * a[1]
  })
  return twice / 2
}

/** Each edge of a ring, from corner to corner, the last joining the first. */
export function forEachEdge(ring: readonly number[], visit: (from: number, to: number) => void): void {
  let from = ring.at(-1)
  for (const to of ring) {
    if (from !== undefined) visit(from, to)
    from = to
  }
}

/** Numbers the parts of the county that hang together without crossing a river. */
function banks(joined: readonly (readonly number[])[]): number[] {
  const bankOf: number[] = joined.map(() => -1)
  let bank = -1
  joined.forEach((_, start) => {
    if (bankOf[start] !== -1) return
    bank += 1
    const waiting = [start]
    bankOf[start] = bank
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      for (const beside of joined[next] ?? [])
        if (bankOf[beside] === -1) {
          bankOf[beside] = bank
          waiting.push(beside)
        }
  })
  return bankOf
}

/** A patch belongs to the district of the place nearest to it on its own bank. */
function districtFinder(middles: readonly Point[], bankOf: readonly number[]) {
  const placed = allPlaces.map(place => ({
    place,
    bank: bankOf[nearestOn(middles, [place.x, place.y]).index],
  }))
  return (point: Point, bank: number): DistrictPlan['key'] => {
    let nearest: { away: number; key: DistrictPlan['key'] } = { away: Infinity, key: 'fens' }
    for (const { place, bank: other } of placed) {
      const away = distance(point, [place.x, place.y]) - 0.006 * sqrt(place.people)
      if (other === bank && away < nearest.away) nearest = { away, key: place.district }
    }
    return nearest.key
  }
}

/** Gives scraps of a district that hang on to nothing of their own to the district around them. */
function tidyDistricts(patches: readonly Patch[]): void {
  for (let round = 0; round < 4; round += 1)
    for (const { key } of districts) {
      const seen = new Set<number>()
      const parts: number[][] = []
      patches.forEach((patch, start) => {
        if (patch.district !== key || seen.has(start)) return
        const part = [start]
        seen.add(start)
        for (const index of part)
          for (const beside of patches[index]?.neighbours ?? [])
            if (patches[beside]?.district === key && !seen.has(beside)) {
              seen.add(beside)
              part.push(beside)
            }
        parts.push(part)
      })
      for (const part of parts.filter(({ length }) => length < 60)) {
        const around = part
          .flatMap(index => patches[index]?.neighbours ?? [])
          .map(index => patches[index]?.district)
        const other = around.find(district => district !== undefined && district !== key)
        if (other === undefined) continue
        for (const index of part) {
          const patch = patches[index]
          if (patch !== undefined) patch.district = other
        }
      }
    }
}

function drawnRiver(
  kept: readonly { seed: Seed; ring: readonly number[] }[],
  corners: readonly Point[],
  owner: ReadonlyMap<string, number>,
  river: number,
): Line {
  const onward = new Map<number, number>()
  for (const { seed, ring } of kept) {
    if (seed.river !== river || !seed.leftBank) continue
    forEachEdge(ring, (from, to) => {
      const across = kept[owner.get(`${to},${from}`) ?? -1]?.seed
      // With the left bank's patch on the left, its edges along the water run downstream.
      if (across !== undefined && partsByRiver(seed, across)) onward.set(from, to)
    })
  }
  const arrivals = new Set(onward.values())
  let best: Point[] = []
  for (const start of onward.keys()) {
    if (arrivals.has(start)) continue
    const line: Point[] = []
    for (let at: number | undefined = start; at !== undefined && line.length < 5000; at = onward.get(at)) {
      const point = corners[at]
      if (point !== undefined) line.push(point)
    }
    if (line.length > best.length) best = line
  }
  return best
}
