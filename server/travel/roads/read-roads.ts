import { setImmediate } from 'node:timers/promises'
import { parse } from 'osm-pbf-parser-node'
import { AppError } from '../../platform/errors.ts'
import { Growing } from './growing.ts'
import { PbfFile, type PbfPart } from './pbf-file.ts'
import { indexIn, type RawRestriction, type RawRoads, type Tags } from './raw-roads.ts'
import {
  mayBeTravelled,
  Names,
  nodeKeys,
  relationKeys,
  restrictionOf,
  squareOf,
  TagSets,
  wayKeys,
  type ParsedRelation,
} from './raw-tags.ts'
import { waysCutAtMissing } from './raw-ways.ts'

/** Most points of roads that are taken: far more than an English county has, and what 2 GB of memory can hold. */
const MOST_REFS = 40_000_000

/** How reading may be followed and stopped. */
export interface ReadingOptions {
  /** Called now and then. */
  readonly progress?: (done: number, total: number, saying: string) => void
  readonly signal?: AbortSignal
}

interface ParsedThing extends ParsedRelation {
  readonly type: 'node' | 'way' | 'relation'
  readonly id: number
  readonly lat: number
  readonly lon: number
  readonly refs: readonly number[]
}

/**
 * Reads the roads, paths and ferries of an OpenStreetMap extract.
 *
 * The file is gone through twice, so that only the points of roads are ever kept: first for the ways, then for the
 * points that they name. Memory follows the roads, not the file.
 *
 * @param path - an .osm.pbf file
 * @param options - progress and an abort signal
 * @returns everything that some mode may use
 * @throws {AppError} 422 with a sentence that says what to do, when the file is empty, cut short, damaged, not a
 * .osm.pbf, of a kind that is not supported, too large, or without roads
 */
export async function readRoads(path: string, options: ReadingOptions = {}): Promise<RawRoads> {
  const file = await PbfFile.open(path)
  try {
    return await new Reading(file, options).read()
  } finally {
    await file.close()
  }
}

class Reading {
  readonly #file: PbfFile
  readonly #options: ReadingOptions
  readonly #tagSets = new TagSets()
  readonly #names = new Names()
  readonly #ways = { ids: new Growing(), firstRef: new Growing(), tags: new Growing(), name: new Growing() }
  readonly #refs = new Growing(1 << 16)
  readonly #restrictions: RawRestriction[] = []
  /** Tags of squares that are mapped as relations, by the ways around them. */
  readonly #squares = new Map<number, Tags>()
  readonly #facts = { nodesInFile: 0, waysInFile: 0, conditional: 0, unreadable: 0 }

  constructor(file: PbfFile, options: ReadingOptions) {
    this.#file = file
    this.#options = options
  }

  async read(): Promise<RawRoads> {
    const found: Omit<PbfPart, 'bytes'>[] = []
    for await (const { bytes, ...part } of this.#file.parts()) {
      await this.#breathe(part.offset + part.length, 'Reading the roads')
      found.push(part)
      if (part.content.ways || part.content.relations) this.#takeRoads({ bytes, ...part })
    }
    await this.#takeSquares(found.filter(part => part.content.ways))
    this.#ways.firstRef.push(this.#refs.length)
    if (this.#ways.ids.length === 0) throw noRoads()
    const nodes = nodesOf(this.#refs.view())
    for (const { offset, length } of found.filter(part => part.content.nodes)) {
      await this.#breathe(this.#file.size + offset + length, 'Reading where the roads run')
      this.#takeNodes(await this.#file.partAt(offset, length), nodes)
    }
    return this.#finish(nodes)
  }

  /** Lets other work of the process go on, tells how far it is and stops when asked. */
  async #breathe(done: number, saying: string): Promise<void> {
    this.#options.signal?.throwIfAborted()
    this.#options.progress?.(done, 2 * this.#file.size, saying)
    await setImmediate()
  }

  #takeRoads(part: PbfPart): void {
    const relation = [...relationKeys, ...wayKeys]
    for (const thing of things(part, { node: false, way: [...wayKeys], relation })) {
      if (thing.type === 'way') {
        this.#facts.waysInFile++
        this.#takeWay(thing, thing.tags ?? {})
      } else if (thing.type === 'relation') {
        for (const way of squareOf(thing)) this.#squares.set(way, thing.tags ?? {})
        this.#takeRestriction(thing)
      }
    }
    if (this.#refs.length > MOST_REFS) {
      throw new AppError(
        'roads-too-large',
        422,
        'The roads file is larger than a county’s. Add an extract of the county alone, not of the whole country.',
      )
    }
  }

  /** Relations come after the ways, so that the ways around squares are only found when one goes back for them. */
  async #takeSquares(parts: readonly Omit<PbfPart, 'bytes'>[]): Promise<void> {
    if (this.#squares.size === 0) return
    for (const { offset, length } of parts) {
      await this.#breathe(this.#file.size, 'Reading squares')
      const part = await this.#file.partAt(offset, length)
      for (const thing of things(part, { node: false, way: ['highway'], relation: false })) {
        const square = thing.type === 'way' ? this.#squares.get(thing.id) : undefined
        if (square !== undefined && thing.tags?.highway === undefined) this.#takeWay(thing, square)
      }
    }
  }

  #takeWay(way: ParsedThing, { name, ref, ...tags }: Tags): void {
    if (way.refs.length < 2 || !mayBeTravelled(tags)) return
    this.#ways.ids.push(way.id)
    this.#ways.firstRef.push(this.#refs.length)
    this.#ways.tags.push(this.#tagSets.numberOf(tags))
    this.#ways.name.push(this.#names.numberOf(name ?? ref ?? ''))
    for (const node of way.refs) this.#refs.push(node)
  }

  #takeRestriction(relation: ParsedRelation): void {
    const restriction = restrictionOf(relation)
    if (restriction === null) return
    if (restriction === 'conditional') this.#facts.conditional++
    else if (restriction === 'unreadable') this.#facts.unreadable++
    else this.#restrictions.push(restriction)
  }

  #takeNodes(part: PbfPart, nodes: NodePositions): void {
    // Files are written in the order of ids, so that the next node is nearly always a little further on.
    let near = 0
    for (const thing of things(part, { node: [...nodeKeys], way: false, relation: false })) {
      if (thing.type !== 'node') continue
      this.#facts.nodesInFile++
      while (near < nodes.ids.length && (nodes.ids[near] as number) < thing.id)
        near = nextAfter(nodes.ids, near, thing.id)
      if (nodes.ids[near] !== thing.id) {
        if (near === 0 || (nodes.ids[near - 1] as number) < thing.id) continue
        near = Math.max(0, indexIn(nodes.ids, thing.id))
        if (nodes.ids[near] !== thing.id) continue
      }
      if (!(Math.abs(thing.lon) <= 180 && Math.abs(thing.lat) <= 85)) throw offTheEarth()
      nodes.lons[near] = thing.lon
      nodes.lats[near] = thing.lat
      nodes.tags[near] = thing.tags === undefined ? 0 : this.#tagSets.numberOf(thing.tags)
    }
  }

  #finish(nodes: NodePositions): RawRoads {
    const { ways, kept, missingPoints, brokenRoads } = waysCutAtMissing(
      {
        ids: this.#ways.ids.view(),
        firstRef: this.#ways.firstRef.whole(),
        refs: this.#refs.view(),
        tags: this.#ways.tags.whole(),
        name: this.#ways.name.whole(),
      },
      nodes.ids,
      nodes.lons,
    )
    if (ways.count === 0) throw noRoads()
    return {
      nodes: {
        count: kept.length,
        ids: Float64Array.from(kept, at => nodes.ids[at] as number),
        lons: Float64Array.from(kept, at => nodes.lons[at] as number),
        lats: Float64Array.from(kept, at => nodes.lats[at] as number),
        tags: Uint32Array.from(kept, at => nodes.tags[at] as number),
      },
      ways,
      tagSets: this.#tagSets.sets,
      names: this.#names.all,
      restrictions: this.#restrictions,
      facts: {
        nodesInFile: this.#facts.nodesInFile,
        waysInFile: this.#facts.waysInFile,
        roads: this.#ways.ids.length,
        points: kept.length,
        missingPoints,
        brokenRoads,
        restrictions: this.#restrictions.length,
        conditionalRestrictions: this.#facts.conditional,
        unreadableRestrictions: this.#facts.unreadable,
      },
    }
  }
}

/** Unpacks a part with the parser; what the parser cannot make sense of is a damaged file. */
function things(
  part: PbfPart,
  withTags: Record<'node' | 'way' | 'relation', false | string[]>,
): readonly ParsedThing[] {
  try {
    // The parser looks for the three lists here, not under `withTags` as its types say.
    const options: object = withTags
    return parse(part.bytes, options) as ParsedThing[]
  } catch (cause) {
    const error = new AppError(
      'roads-damaged',
      422,
      'The roads file is damaged and cannot be read. Download the .osm.pbf file again and add the new copy.',
    )
    error.cause = cause
    throw error
  }
}

interface NodePositions {
  readonly ids: Float64Array
  /** NaN until the node has been met. */
  readonly lons: Float64Array
  readonly lats: Float64Array
  readonly tags: Uint32Array
}

/** The distinct nodes of some ways, ascending, nowhere yet. */
function nodesOf(refs: Float64Array): NodePositions {
  const sorted = Float64Array.from(refs).sort()
  let count = 0
  for (const id of sorted) if (count === 0 || sorted[count - 1] !== id) sorted[count++] = id
  const ids = sorted.slice(0, count)
  const lons = new Float64Array(count).fill(NaN)
  return { ids, lons, lats: new Float64Array(count).fill(NaN), tags: new Uint32Array(count) }
}

/** The first index after `from` whose id is at least `id`, found in growing steps. */
function nextAfter(ids: Float64Array, from: number, id: number): number {
  let step = 1
  let low = from
  while (low + step < ids.length && (ids[low + step] as number) < id) {
    low += step
    step *= 2
  }
  let high = Math.min(ids.length, low + step)
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((ids[middle] as number) < id) low = middle
    else high = middle
  }
  return high
}

function noRoads(): AppError {
  return new AppError(
    'roads-none',
    422,
    'There are no roads or paths in this file. Add the full OpenStreetMap extract of the county, not one of buildings or places.',
  )
}

function offTheEarth(): AppError {
  return new AppError(
    'roads-off-the-earth',
    422,
    'The roads file has points whose positions are not on the earth. Download the .osm.pbf file again, in longitude and latitude (WGS84).',
  )
}
