import { z } from 'zod'
import type { SitingInstance } from '../model/siting/siting.ts'
import { AppError } from '../platform/errors.ts'

/** A problem as a file gives it. */
export interface FileInstance {
  readonly kind: 'p-median' | 'warehouses' | 'capacitated' | 'county'
  readonly instance: SitingInstance
  /** How many sites the file asks for; null when it leaves that open. */
  readonly number: number | null
  /** The number of the first site: 1 in OR-Library files, 0 in counties. */
  readonly firstSite: 0 | 1
  /** What each site costs to open; null where sites cost nothing. */
  readonly fixed: Float64Array | null
  /** How many families each site can serve, and how many each area sends; null where there is no limit. */
  readonly capacities: { readonly of: Float64Array; readonly demand: Float64Array } | null
  /** The deprivation decile of each area, 1 the most deprived; null where it is not given. */
  readonly deciles: readonly number[] | null
}

const county = z.object({
  T_seconds: z.array(z.array(z.number().min(0))).min(1),
  pop: z.array(z.number().min(0)),
  idaci_decile: z.array(z.int().min(1).max(10)).optional(),
})

/**
 * Reads a siting problem in any of the layouts that we know; the layout is told by its shape.
 *
 * Layouts: OR-Library p-median (`n m p`, then m edges `i j cost`; of edges given twice the last counts), OR-Library
 * warehouse location (`m n`, m times capacity and fixed cost, then for each customer the demand and m costs), capacitated
 * p-median (`n p`, then `x y capacity demand`; or OR-Library's `problem best`, `n p capacity`, then `i x y demand`), and
 * counties as JSON (`T_seconds[area][site]`, `pop`, `idaci_decile`).
 * Source: Beasley 1990, "OR-Library: distributing test problems by electronic mail".
 * @param text - what the file holds
 * @returns the problem.
 * @throws AppError with a sentence that says what is wrong with the file.
 */
export function readInstance(text: string): FileInstance {
  if (text.trim() === '') throw refused('It is empty.')
  if (text.trimStart().startsWith('{')) return readCounty(text)
  const words = text.trim().split(/\s+/)
  const figures = Float64Array.from(words, word => (word === 'capacity' ? Infinity : Number(word)))
  const wrong = figures.findIndex(Number.isNaN)
  if (wrong >= 0) throw refused(`“${String(words[wrong])}” is not a number.`)
  const [a = 0, b = 0] = figures
  const count = figures.length
  if (count === 3 + 3 * b) return readEdges(figures)
  if (count === 2 + 2 * a + b * (1 + a)) return readWarehouses(figures)
  if (count === 2 + 4 * a) return readCapacitated(figures)
  if (count === 5 + 4 * (figures[2] ?? 0)) return readOneCapacity(figures)
  throw refused(
    `Its ${count} figures fit none of the layouts: p-median edges, warehouse location, capacitated p-median. It may be cut short.`,
  )
}

function readCounty(text: string): FileInstance {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw refused('It begins like JSON but is not; it may be cut short.')
  }
  const read = county.safeParse(document)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw refused(`It is JSON but not a county: ${issue?.path.join('.') ?? ''} – ${issue?.message ?? ''}.`)
  }
  const { T_seconds: rows, pop, idaci_decile: deciles } = read.data
  const sites = rows[0]?.length ?? 0
  const uneven = rows.findIndex(row => row.length !== sites)
  if (uneven >= 0) throw refused(`T_seconds has ${sites} sites for area 0, but not for area ${uneven}.`)
  for (const [name, figures] of Object.entries({ pop, idaci_decile: deciles ?? pop })) {
    if (figures.length !== rows.length) {
      throw refused(`T_seconds has ${rows.length} areas, but ${name} has ${figures.length}.`)
    }
  }
  return {
    kind: 'county',
    instance: {
      journeys: Array.from({ length: sites }, (_, site) =>
        Float64Array.from(rows, row => row[site] as number),
      ),
      weights: Float64Array.from(pop),
    },
    number: null,
    firstSite: 0,
    fixed: null,
    capacities: null,
    deciles: deciles ?? null,
  }
}

function readEdges(figures: Float64Array): FileInstance {
  const [nodes, edges, number] = [...figures.subarray(0, 3)] as [number, number, number]
  wholeFrom(1, { 'The number of nodes': nodes, 'The number of sites': number })
  if (number > nodes) throw refused(`It asks for ${number} sites among ${nodes}.`)
  const journeys = Array.from({ length: nodes }, (_, node) => {
    const row = new Float64Array(nodes).fill(Infinity)
    row[node] = 0
    return row
  })
  for (let edge = 0; edge < edges; edge++) {
    const [from, to, cost] = [...figures.subarray(3 + 3 * edge, 6 + 3 * edge)] as [number, number, number]
    const [there, back] = [journeys[from - 1], journeys[to - 1]]
    if (!there || !back)
      throw refused(`Edge ${edge + 1} joins ${from} and ${to}, but there are ${nodes} nodes.`)
    if (cost < 0) throw refused(`Edge ${edge + 1} has a length below 0.`)
    there[to - 1] = back[from - 1] = cost
  }
  shortenByWays(journeys)
  return plain('p-median', journeys, number)
}

/** All shortest ways. Source: Floyd 1962, "Algorithm 97: Shortest path". */
function shortenByWays(journeys: readonly Float64Array[]): void {
  const nodes = journeys.length
  for (const [via, onwards] of journeys.entries()) {
    for (const row of journeys) {
      const first = row[via] as number
      if (first === Infinity) continue
      for (let to = 0; to < nodes; to++) {
        const through = first + (onwards[to] as number)
        if (through < (row[to] as number)) row[to] = through
      }
    }
  }
}

function readWarehouses(figures: Float64Array): FileInstance {
  const [sites, areas] = [...figures.subarray(0, 2)] as [number, number]
  wholeFrom(1, { 'The number of warehouses': sites, 'The number of customers': areas })
  const fixed = Float64Array.from({ length: sites }, (_, site) => figures[3 + 2 * site] as number)
  const at = (area: number, site: number): number =>
    figures[3 + 2 * sites + area * (sites + 1) + site] as number
  const journeys = Array.from({ length: sites }, (_, site) =>
    Float64Array.from({ length: areas }, (_area, area) => at(area, site)),
  )
  if ([fixed, ...journeys].some(costs => costs.some(cost => cost < 0))) throw refused('A cost is below 0.')
  return { ...plain('warehouses', journeys, null), fixed }
}

function readCapacitated(figures: Float64Array): FileInstance {
  const [points, number] = [...figures.subarray(0, 2)] as [number, number]
  const column = (at: number): Float64Array =>
    Float64Array.from({ length: points }, (_, point) => figures[2 + 4 * point + at] as number)
  return capacitated(number, column(0), column(1), column(2), column(3), length => length)
}

function readOneCapacity(figures: Float64Array): FileInstance {
  const [points, number, capacity] = [...figures.subarray(2, 5)] as [number, number, number]
  const column = (at: number): Float64Array =>
    Float64Array.from({ length: points }, (_, point) => figures[5 + 4 * point + at] as number)
  const of = new Float64Array(points).fill(capacity)
  // OR-Library's own best values are for lengths with what is behind the point cut off.
  return capacitated(number, column(1), column(2), of, column(3), Math.floor)
}

function capacitated(
  number: number,
  x: Float64Array,
  y: Float64Array,
  of: Float64Array,
  demand: Float64Array,
  rounded: (length: number) => number,
): FileInstance {
  wholeFrom(1, { 'The number of points': x.length, 'The number of sites': number })
  if (number > x.length) throw refused(`It asks for ${number} sites among ${x.length}.`)
  if ([of, demand].some(each => each.some(figure => figure < 0))) {
    throw refused('A capacity or a demand is below 0.')
  }
  const length = (a: number, b: number): number =>
    rounded(Math.hypot((x[a] as number) - (x[b] as number), (y[a] as number) - (y[b] as number)))
  const journeys = Array.from(x, (_, site) => Float64Array.from(x, (_x, area) => length(area, site)))
  return { ...plain('capacitated', journeys, number), capacities: { of, demand } }
}

function plain(
  kind: FileInstance['kind'],
  journeys: readonly Float64Array[],
  number: number | null,
): FileInstance {
  const weights = new Float64Array(journeys[0]?.length ?? 0).fill(1)
  return {
    kind,
    instance: { journeys, weights },
    number,
    firstSite: 1,
    fixed: null,
    capacities: null,
    deciles: null,
  }
}

function wholeFrom(least: number, figures: Readonly<Record<string, number>>): void {
  for (const [name, figure] of Object.entries(figures)) {
    if (!Number.isInteger(figure) || figure < least) throw refused(`${name} is ${figure}.`)
  }
}

function refused(sentence: string): AppError {
  return new AppError('instance', 422, sentence)
}
