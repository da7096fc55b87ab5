import { allPlaces, type DistrictPlan, type Place } from './gazetteer.ts'
import type { Mesh, Patch } from './mesh.ts'
import { crowding, distance, peoplePerSquareKilometre, type Point } from './terrain.ts'

/** The patches that make one neighbourhood. It never crosses a river or a district's boundary. */
export interface Grouping {
  readonly patches: readonly number[]
  readonly district: DistrictPlan['key']
  /** People by the drawing; the population file is drawn around it. */
  readonly people: number
  /** Where its people live on average. */
  readonly middle: Point
  /** The place that most of them live in or nearest to. */
  readonly place: Place
}

/** Who lives on each patch, and which place they would say they live in. */
export interface Settled {
  readonly people: readonly number[]
  readonly place: readonly Place[]
}

const fewest = 1080
const usual = 1640
const most = 2750

/** Spreads each place's people over the patches that it is built on, and farms over the rest. */
export function settle(mesh: Mesh): Settled {
  const home = mesh.patches.map(patch => placeOf(patch, mesh))
  const drawn = mesh.patches.map(patch => peoplePerSquareKilometre(patch.middle) * patch.squareKilometres)
  const builtOn = mesh.patches.map(({ middle }) => peoplePerSquareKilometre(middle) > 60)
  const total = new Map<Place, number>()
  home.forEach((place, index) => {
    if (builtOn[index] === true) total.set(place, (total.get(place) ?? 0) + (drawn[index] ?? 0))
  })
  const people = drawn.map((raw, index) => {
    const place = home[index]
    return builtOn[index] === true && place !== undefined
      ? (raw * place.people) / (total.get(place) ?? raw)
      : raw
  })
  return { people, place: home }
}

function placeOf(patch: Patch, mesh: Mesh): Place {
  let best: { place: Place | undefined; score: number } = { place: undefined, score: -Infinity }
  for (const place of allPlaces) {
    if (place.district !== patch.district) continue
    const crowd = crowding(place, patch.middle)
    const score =
      crowd > 60 ? crowd : -distance(patch.middle, [place.x, place.y]) + 0.006 * Math.sqrt(place.people)
    if (score > best.score) best = { place, score }
  }
  if (best.place === undefined)
    throw new Error(`No place near patch at ${patch.middle.join()} of ${mesh.patches.length}.`)
  return best.place
}

/** Gathers patches into neighbourhoods of about the size that England's have. */
export function gatherNeighbourhoods(mesh: Mesh, settled: Settled): Grouping[] {
  const peopleOf = (patches: readonly number[]) =>
    patches.reduce((sum, at) => sum + (settled.people[at] ?? 0), 0)
  const partOf = mesh.patches.map(patch => `${patch.district} ${patch.bank}`)

  let groups: number[][] = []
  const villages = new Map<string, number[]>()
  mesh.patches.forEach((_, at) => {
    const key = `${partOf[at] ?? ''} ${settled.place[at]?.name ?? ''}`
    const list = villages.get(key)
    if (list === undefined) villages.set(key, [at])
    else list.push(at)
  })
  for (const patches of villages.values())
    for (const piece of connectedPieces(patches, mesh)) groups.push(piece)

  groups = joinSmall(groups, mesh, partOf, peopleOf)
  groups = groups.flatMap(patches => {
    const people = peopleOf(patches)
    return people <= most
      ? [patches]
      : divide(patches, Math.max(2, Math.round(people / usual)), mesh, settled)
  })
  groups = joinSmall(groups, mesh, partOf, peopleOf)

  return groups.map(patches => {
    const people = peopleOf(patches)
    const weighted = (axis: 0 | 1) =>
      patches.reduce(
        (sum, at) => sum + (settled.people[at] ?? 0) * (mesh.patches[at]?.middle[axis] ?? 0),
        0,
      ) / people
    const byPlace = new Map<Place, number>()
    for (const at of patches) {
      const place = settled.place[at]
      if (place !== undefined) byPlace.set(place, (byPlace.get(place) ?? 0) + (settled.people[at] ?? 0))
    }
    const [place] = [...byPlace].sort((a, b) => b[1] - a[1])[0] ?? []
    const district = mesh.patches[patches[0] ?? 0]?.district
    if (place === undefined || district === undefined) throw new Error('A neighbourhood has no patches.')
    return { patches, district, people, middle: [weighted(0), weighted(1)], place }
  })
}

/** Joins every group with too few people to the neighbour on its own bank that it makes the best whole with. */
function joinSmall(
  groups: readonly (readonly number[])[],
  mesh: Mesh,
  partOf: readonly string[],
  peopleOf: (patches: readonly number[]) => number,
): number[][] {
  const members = groups.map(patches => [...patches])
  const people = members.map(peopleOf)
  const groupOf: number[] = []
  members.forEach((patches, group) => {
    for (const at of patches) groupOf[at] = group
  })

  const stuck = new Set<number>()
  for (;;) {
    let smallest = -1
    members.forEach((patches, group) => {
      if (patches.length === 0 || stuck.has(group) || (people[group] ?? 0) >= fewest) return
      if (smallest === -1 || (people[group] ?? 0) < (people[smallest] ?? 0)) smallest = group
    })
    if (smallest === -1) break
    const shared = new Map<number, number>()
    for (const at of members[smallest] ?? [])
      for (const beside of mesh.patches[at]?.neighbours ?? []) {
        const group = groupOf[beside]
        if (group === undefined || group === smallest || partOf[beside] !== partOf[at]) continue
        shared.set(group, (shared.get(group) ?? 0) + 1)
      }
    let best: { group: number; score: number } | null = null
    for (const [group, touching] of shared) {
      const together = (people[group] ?? 0) + (people[smallest] ?? 0)
      const score = (together > most ? together * 3 : together) / Math.sqrt(touching)
      if (best === null || score < best.score) best = { group, score }
    }
    if (best === null) {
      stuck.add(smallest)
      continue
    }
    for (const at of members[smallest] ?? []) groupOf[at] = best.group
    members[best.group]?.push(...(members[smallest] ?? []))
    people[best.group] = (people[best.group] ?? 0) + (people[smallest] ?? 0)
    members[smallest] = []
  }
  return members.filter(patches => patches.length > 0)
}

/** Cuts a town across its longer side, again and again, into parts with about as many people each. */
function divide(patches: readonly number[], parts: number, mesh: Mesh, settled: Settled): number[][] {
  if (parts <= 1) return [[...patches]]
  const first = Math.floor(parts / 2)
  const peopleAt = (at: number) => settled.people[at] ?? 0
  const middleAt = (at: number): Point => mesh.patches[at]?.middle ?? [0, 0]
  const total = patches.reduce((sum, at) => sum + peopleAt(at), 0)
  const mean = (axis: 0 | 1) =>
    patches.reduce((sum, at) => sum + peopleAt(at) * middleAt(at)[axis], 0) / total
  const [east, north] = [mean(0), mean(1)]
  let [spreadEast, spreadNorth, both] = [0, 0, 0]
  for (const at of patches) {
    const [x, y] = middleAt(at)
    spreadEast += peopleAt(at) * (x - east) ** 2
    spreadNorth += peopleAt(at) * (y - north) ** 2
    both += peopleAt(at) * (x - east) * (y - north)
  }
  const angle = 0.5 * Math.atan2(2 * both, spreadEast - spreadNorth)
  const along = (at: number) => middleAt(at)[0] * Math.cos(angle) + middleAt(at)[1] * Math.sin(angle)
  const ordered = [...patches].sort((a, b) => along(a) - along(b) || a - b)
  let passed = 0
  const low: number[] = []
  const high: number[] = []
  for (const at of ordered) {
    if (passed + peopleAt(at) / 2 < (total * first) / parts) low.push(at)
    else high.push(at)
    passed += peopleAt(at)
  }
  const [lowMain, ...lowScraps] = connectedPieces(low, mesh)
  const [highMain, ...highScraps] = connectedPieces(high, mesh)
  const halves = [
    [...(lowMain ?? []), ...highScraps.flat()],
    [...(highMain ?? []), ...lowScraps.flat()],
  ]
  return halves.flatMap((half, side) => divide(half, side === 0 ? first : parts - first, mesh, settled))
}

/** The pieces of a set of patches that hang together, the largest first. */
export function connectedPieces(patches: readonly number[], mesh: Mesh): number[][] {
  const left = new Set(patches)
  const pieces: number[][] = []
  for (const start of patches) {
    if (!left.delete(start)) continue
    const piece = [start]
    for (const at of piece)
      for (const beside of mesh.patches[at]?.neighbours ?? []) if (left.delete(beside)) piece.push(beside)
    pieces.push(piece)
  }
  return pieces.sort((a, b) => b.length - a.length)
}
