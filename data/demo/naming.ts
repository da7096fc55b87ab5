import { districts, type DistrictPlan } from './gazetteer.ts'
import type { Grouping } from './neighbourhoods.ts'

/** A neighbourhood with its codes and names. Neighbourhoods of one number lie together, and so make a ward. */
export interface NamedGrouping extends Grouping {
  readonly code: string
  /** As in the published files: district, number, letter. */
  readonly name: string
  readonly districtPlan: DistrictPlan
  readonly wardCode: string
  readonly wardName: string
}

/** Numbers the neighbourhoods of each district from the north-west, five or so to a number. */
export function nameNeighbourhoods(groupings: readonly Grouping[]): NamedGrouping[] {
  const named: NamedGrouping[] = []
  let ward = 0
  for (const district of districts) {
    const inDistrict = groupings.filter(grouping => grouping.district === district.key)
    const clusters = halve(inDistrict).sort((a, b) => northWest(a) - northWest(b))
    const taken = new Map<string, number>()
    clusters.forEach((cluster, index) => {
      ward += 1
      const wardName = unique(wardNameOf(cluster), taken)
      const ordered = [...cluster].sort((a, b) => b.middle[1] - a.middle[1])
      ordered.forEach((grouping, letter) => {
        named.push({
          ...grouping,
          code: `E01${900001 + named.length}`,
          name: `${district.name} ${String(index + 1).padStart(3, '0')}${String.fromCharCode(65 + letter)}`,
          districtPlan: district,
          wardCode: `E05${900000 + ward}`,
          wardName,
        })
      })
    })
  }
  return named
}

/** Halves a set across its longer side until at most six are together. */
function halve(groupings: readonly Grouping[]): Grouping[][] {
  if (groupings.length <= 6) return [[...groupings]]
  const spread = (axis: 0 | 1) => {
    const values = groupings.map(({ middle }) => middle[axis])
    return Math.max(...values) - Math.min(...values)
  }
  const axis = spread(0) > spread(1) ? 0 : 1
  const ordered = [...groupings].sort((a, b) => a.middle[axis] - b.middle[axis])
  const half = Math.ceil(ordered.length / 2)
  return [...halve(ordered.slice(0, half)), ...halve(ordered.slice(half))]
}

function northWest(cluster: readonly Grouping[]): number {
  return cluster.reduce((sum, { middle }) => sum + middle[0] - 1.4 * middle[1], 0) / cluster.length
}

function wardNameOf(cluster: readonly Grouping[]): string {
  const people = new Map<Grouping['place'], number>()
  for (const { place, people: living } of cluster) people.set(place, (people.get(place) ?? 0) + living)
  const [main, second] = [...people].sort((a, b) => b[1] - a[1]).map(([place]) => place)
  if (main === undefined) throw new Error('A ward has no neighbourhoods.')
  if (main.kind === 'village' || main.people < 9000)
    return second === undefined || second.kind !== 'village' ? main.name : `${main.name} and ${second.name}`
  const east = cluster.reduce((sum, { middle }) => sum + middle[0], 0) / cluster.length - main.x
  const north = cluster.reduce((sum, { middle }) => sum + middle[1], 0) / cluster.length - main.y
  if (Math.hypot(east, north) < 0.35) return `${main.name} Central`
  const side = Math.abs(east) > Math.abs(north) ? (east > 0 ? 'East' : 'West') : north > 0 ? 'North' : 'South'
  return `${main.name} ${side}`
}

function unique(name: string, taken: Map<string, number>): string {
  const times = (taken.get(name) ?? 0) + 1
  taken.set(name, times)
  return times === 1 ? name : `${name} ${['Outer', 'Fields', 'Park', 'Green', 'End'][times - 2] ?? times}`
}
