import { normalisePostcode } from '../model/postcode.ts'
import type { Row } from '../platform/tables/row.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN } from '../model/journeys.ts'
import type { OriginSet } from './origins.ts'

/** Journeys as a council's own mapping team worked them out. */
export interface JourneyMatrix {
  readonly unit: 'seconds' | 'metres'
  readonly kind: 'postcodes' | 'neighbourhoods'
  /** References of the sites, in the order in which the file names them first. */
  readonly sites: readonly string[]
  /** One array for each site, with one journey for each origin of the set. */
  readonly columns: readonly Float64Array[]
  /** Pairs of origin and site in the file. */
  readonly pairs: number
}

/** A matrix, or what is wrong with it: the first mistakes in the order of its rows, and how many there are. */
export type ReadMatrix =
  | { readonly ok: true; readonly matrix: JourneyMatrix }
  | { readonly ok: false; readonly mistakes: readonly string[]; readonly count: number }

/** So many mistakes are told; the others are counted. */
const mostMistakes = 20

const measures = {
  minutes: { unit: 'seconds', times: 60 },
  seconds: { unit: 'seconds', times: 1 },
  metres: { unit: 'metres', times: 1 },
  meters: { unit: 'metres', times: 1 },
} as const
const originHeadings = ['origin', 'postcode', 'neighbourhood', 'from', 'lsoa']
const siteHeadings = ['site', 'destination', 'to', 'reference']

interface Columns {
  readonly origin: number
  readonly site: number
  readonly figure: number
  readonly measure: keyof typeof measures
}

/**
 * Reads journeys from origins to sites: a row for each pair, under the headings origin, site, and minutes, seconds or
 * metres. An origin is a postcode or the code of a neighbourhood, whose figure then holds for all its postcodes; a site
 * is a reference of the register. "unreachable" is a journey that cannot be made; an empty cell is a hole.
 *
 * @param rows - the table from its first row
 * @param origins - where the county's families set out
 * @param sites - references of the register
 * @returns every journey, or every mistake: unknown origins and sites, figures below zero, pairs that are missing or
 * told twice
 */
export async function readMatrix(
  rows: AsyncIterable<Row> | Iterable<Row>,
  origins: OriginSet,
  sites: ReadonlySet<string>,
): Promise<ReadMatrix> {
  const mistakes: string[] = []
  let count = 0
  const wrong = (sentence: string): void => {
    count += 1
    if (mistakes.length < mostMistakes) mistakes.push(sentence)
  }
  const places = placesOf(origins)
  let columns: Columns | null = null
  let kind: JourneyMatrix['kind'] | null = null
  let pairs = 0
  // By site: a figure for each place of its kind; a row that was refused counts as told.
  const figures = new Map<string, Float64Array>()
  const told = new Map<string, Uint8Array>()
  for await (const { number, cells } of rows) {
    if (cells.every(cell => cell.trim() === '')) continue
    if (columns === null) {
      columns = columnsOf(cells)
      if (columns === null) {
        wrong(`Row ${number}: expected the headings origin, site, and minutes, seconds or metres.`)
        return { ok: false, mistakes, count }
      }
      continue
    }
    const code = (cells[columns.origin] ?? '').trim()
    const site = (cells[columns.site] ?? '').trim()
    const found = places.find(code, kind)
    const journey = figureOf(cells[columns.figure] ?? '', measures[columns.measure].times)
    if (found === null) {
      wrong(`Row ${number}: “${code.slice(0, 20)}” is not a postcode or neighbourhood of this county.`)
      continue
    }
    if (!sites.has(site)) {
      wrong(`Row ${number}: “${site.slice(0, 40)}” is not the reference of a site.`)
      continue
    }
    if (kind !== null && found.kind !== kind) {
      wrong(`Row ${number}: “${code}” is one of the ${found.kind}; the rows before are of ${kind}.`)
      continue
    }
    kind = found.kind
    const size = places.count(kind)
    const column = figures.get(site) ?? new Float64Array(size).fill(NOT_KNOWN)
    const seen = told.get(site) ?? new Uint8Array(size)
    figures.set(site, column)
    told.set(site, seen)
    if (typeof journey === 'string') wrong(`Row ${number}: ${journey}`)
    else if (seen[found.at] === 1) wrong(`Row ${number}: ${code} to ${site} was told before.`)
    else column[found.at] = journey
    seen[found.at] = 1
    pairs += 1
  }
  if (columns === null || kind === null) {
    if (count === 0) wrong('The file has no rows of journeys.')
    return { ok: false, mistakes, count }
  }
  for (const [site, seen] of told) {
    for (let at = 0; at < seen.length; at++) {
      if (seen[at] === 0) wrong(`There is no journey from ${places.code(kind, at)} to ${site}.`)
    }
  }
  if (count > 0) return { ok: false, mistakes, count }
  const of = kind
  return {
    ok: true,
    matrix: {
      unit: measures[columns.measure].unit,
      kind,
      sites: [...figures.keys()],
      columns: [...figures.values()].map(column => places.spread(of, column)),
      pairs,
    },
  }
}

function columnsOf(cells: readonly string[]): Columns | null {
  const headings = cells.map(cell => cell.trim().toLowerCase())
  const measure = (Object.keys(measures) as (keyof typeof measures)[]).find(one => headings.includes(one))
  const origin = headings.findIndex(heading => originHeadings.includes(heading))
  const site = headings.findIndex(heading => siteHeadings.includes(heading))
  if (measure === undefined || origin < 0 || site < 0) return null
  return { origin, site, figure: headings.indexOf(measure), measure }
}

/** A journey, or why it is none. */
function figureOf(cell: string, times: number): number | string {
  const text = cell.trim()
  if (text === '') return 'the journey is missing. Write “unreachable” where there is no way.'
  if (/^unreachable$/i.test(text)) return CANNOT_BE_REACHED
  const figure = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN
  if (Number.isNaN(figure)) return `“${text.slice(0, 20)}” is not a number.`
  return figure < 0 ? `a journey cannot be ${text}, below zero.` : figure * times
}

interface Places {
  /** A neighbourhood without postcodes may stand among postcodes, once those have begun. */
  find(
    code: string,
    among: JourneyMatrix['kind'] | null,
  ): { readonly kind: JourneyMatrix['kind']; readonly at: number } | null
  count(kind: JourneyMatrix['kind']): number
  code(kind: JourneyMatrix['kind'], at: number): string
  /** Figures by place become figures by origin. */
  spread(kind: JourneyMatrix['kind'], figures: Float64Array): Float64Array
}

/** Every origin can be named by itself; neighbourhoods by their codes, if that leaves no origin out. */
function placesOf(origins: OriginSet): Places {
  const byCode = new Map(origins.codes.map((code, at) => [code, at]))
  const areas = [...new Set(origins.neighbourhoods.filter(code => code !== null))].sort()
  const byArea = new Map(areas.map((code, at) => [code, at]))
  return {
    find(code, among) {
      const at = byCode.get(normalisePostcode(code) ?? code.toUpperCase())
      const area = byArea.get(code.toUpperCase())
      if (area !== undefined && (at === undefined || among !== 'postcodes'))
        return { kind: 'neighbourhoods', at: area }
      return at === undefined ? null : { kind: 'postcodes', at }
    },
    count: kind => (kind === 'postcodes' ? origins.codes.length : areas.length),
    code: (kind, at) => (kind === 'postcodes' ? origins.codes[at] : areas[at]) ?? '',
    spread: (kind, figures) =>
      kind === 'postcodes'
        ? figures
        : Float64Array.from(origins.neighbourhoods, code =>
            code === null ? NOT_KNOWN : (figures[byArea.get(code) ?? -1] ?? NOT_KNOWN),
          ),
  }
}
