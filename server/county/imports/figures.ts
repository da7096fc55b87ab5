import { AppError } from '../../platform/errors.ts'
import { carryOver, type CarriedBy } from '../carry-over.ts'
import { readFigures, replaceFigures, figureOf, type FigureRecord } from '../figure-repository.ts'
import type { FiguresRecord, NotNeeded, TableReading } from '../layouts/layout.ts'
import { readLookup } from '../lookup-repository.ts'
import {
  addNeighbourhoods,
  listNeighbourhoods,
  nameDistricts,
  type NeighbourhoodRecord,
} from '../place-repository.ts'
import type { FoundTable } from '../recognise-service.ts'
import {
  isListComplete,
  newTally,
  recordsOf,
  refuse,
  refuseForeign,
  type Gathered,
  type ImportContext,
} from './import.ts'

/** Figures of neighbourhoods, recognised. */
export type FiguresReading = Extract<Exclude<TableReading, NotNeeded>, { content: 'figures' }>

/**
 * Reads figures of neighbourhoods. Those on the county's vintage are taken as they are, and may tell which
 * neighbourhoods make the county; others are carried over through the lookup.
 *
 * @param context - the import
 * @param found - the table
 * @param reading - how to read it
 * @returns what was read
 * @throws {AppError} when the figures are of another county or vintage, or too many neighbourhoods are missing
 */
export async function gatherFigures(
  context: ImportContext,
  found: FoundTable,
  reading: FiguresReading,
): Promise<Gathered> {
  return reading.vintage === context.county.vintage
    ? gatherNative(context, found, reading)
    : gatherCarried(context, found, reading)
}

async function gatherNative(
  context: ImportContext,
  found: FoundTable,
  reading: FiguresReading,
): Promise<Gathered> {
  const { county, db } = context
  const known = new Set((await listNeighbourhoods(db, county.id)).map(one => one.code))
  if (known.size === 0 && !reading.tellsDistricts) throw noNeighbourhoods(context)
  const complete = isListComplete(context)
  const tally = newTally()
  const taken = new Map<string, FiguresRecord>()
  const added: NeighbourhoodRecord[] = []
  const districtNames = new Map<string, string>()
  let strangers = 0
  for await (const { row, record } of recordsOf(context, found, reading.read, tally)) {
    const { code, districtCode } = record
    const ours = districtCode !== null && county.districtCodes.includes(districtCode)
    if (!known.has(code) && !ours) {
      tally.outside++
    } else if (taken.has(code)) {
      refuse(tally, row, `${code} is there twice; the first is used`)
    } else if (!known.has(code) && complete) {
      strangers++
      refuse(tally, row, `${code} is not among the county’s ${county.vintage} areas`)
    } else {
      if (!known.has(code) && districtCode !== null)
        added.push({ code, name: record.name ?? code, districtCode })
      if (ours && record.districtName !== null) districtNames.set(districtCode, record.districtName)
      taken.set(code, record)
      tally.taken++
    }
  }
  refuseForeign(context, tally, strangers)
  if (complete) refuseGaps(context, taken.size, known.size)
  const figures = reading.measures.flatMap((measure, at) =>
    [...taken.values()].map(record => figureFrom(measure.name, record.code, record.values[at] ?? null)),
  )
  return {
    geography: county.vintage,
    method: reading.definition,
    tally,
    async store(tx, datasetId) {
      await addNeighbourhoods(tx, county.id, added, datasetId)
      await nameDistricts(tx, county.id, districtNames)
      await replaceFigures(tx, county.id, measureNames(reading), figures, datasetId, context.now)
    },
  }
}

async function gatherCarried(
  context: ImportContext,
  found: FoundTable,
  reading: FiguresReading,
): Promise<Gathered> {
  const { county, db } = context
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  if (neighbourhoods.length === 0) throw noNeighbourhoods(context)
  const pairs = await readLookup(db, county.id)
  if (pairs.length === 0) {
    throw new AppError(
      'no-lookup',
      422,
      `This file stands on ${reading.vintage} areas and ${county.name} on ${county.vintage} areas. The two are joined ` +
        'only through the lookup between LSOAs of 2011 and 2021: load that first.',
    )
  }
  const sources = new Set(
    pairs.map(pair => (reading.vintage === 'LSOA 2011' ? pair.code2011 : pair.code2021)),
  )
  const tally = newTally()
  const taken = new Map<string, FiguresRecord>()
  for await (const { row, record } of recordsOf(context, found, reading.read, tally)) {
    if (!sources.has(record.code)) tally.outside++
    else if (taken.has(record.code)) refuse(tally, row, `${record.code} is there twice; the first is used`)
    else {
      taken.set(record.code, record)
      tally.taken++
    }
  }
  refuseForeign(context, tally, 0)
  refuseGaps(context, taken.size, sources.size)
  const weight = await weightsOf(context)
  const carry = carryOver(pairs, county.vintage, weight.of)
  const counts = new Map<CarriedBy, number>()
  const figures: FigureRecord[] = []
  const better = await measuresOnOwnAreas(context, reading)
  const carried = reading.measures.filter(measure => !better.has(measure.name))
  for (const [at, measure] of reading.measures.entries()) {
    if (better.has(measure.name)) continue
    for (const { code } of neighbourhoods) {
      const { value, by } = carry(code, measure.nature, source => taken.get(source)?.values[at])
      if (measure === carried[0]) counts.set(by, (counts.get(by) ?? 0) + 1)
      figures.push(figureFrom(measure.name, code, value))
    }
  }
  const method = sentenceOfMethod(reading, context, counts, weight.name)
  return {
    geography: `${reading.vintage}, carried to ${county.vintage}`,
    method: [
      ...(reading.definition === null ? [] : [reading.definition]),
      method,
      ...(better.size > 0 ? ['Figures that the county has on its own areas were left out.'] : []),
    ].join(' '),
    tally,
    async store(tx, datasetId) {
      const names = carried.map(measure => measure.name)
      await replaceFigures(tx, county.id, names, figures, datasetId, context.now)
    },
  }
}

/** Measures that another file brought on the county's own areas, which figures carried over must not push out. */
async function measuresOnOwnAreas(
  context: ImportContext,
  reading: FiguresReading,
): Promise<ReadonlySet<string>> {
  const { county, current, db } = context
  const others = new Set(current.filter(one => one.kind !== reading.kind).map(one => one.id))
  const { sources } = await readFigures(db, county.id, measureNames(reading))
  const better = new Set(
    [...sources].flatMap(([measure, from]) =>
      from.some(one => others.has(one.id) && one.geography === county.vintage) ? [measure] : [],
    ),
  )
  if (better.size < reading.measures.length) return better
  throw new AppError(
    'nothing-new',
    422,
    `${county.name} has all of these figures on its own ${county.vintage} areas already, so they were not carried over.`,
  )
}

/** What a count may be shared out by, the best first. */
const weightMeasures = [
  ['population', 'population'],
  ['households', 'households'],
  ['censusPopulation', 'population'],
] as const

/**
 * What a count of several areas is shared out by: figures that were published for the county's own areas, since those
 * that were shared out themselves tell nothing new.
 */
async function weightsOf({
  db,
  county,
}: ImportContext): Promise<{ readonly name: string; readonly of: (code: string) => number | null }> {
  const figures = await readFigures(
    db,
    county.id,
    weightMeasures.map(([measure]) => measure),
  )
  for (const [measure, name] of weightMeasures) {
    const source = figures.sources.get(measure)?.find(one => one.geography === county.vintage)
    if (source)
      return { name: `${name} ${source.period}`.trim(), of: code => figureOf(figures, measure, code) }
  }
  return { name: 'population', of: () => null }
}

function sentenceOfMethod(
  reading: FiguresReading,
  context: ImportContext,
  counts: ReadonlyMap<CarriedBy, number>,
  weightName: string,
): string {
  const of = (by: CarriedBy): number => counts.get(by) ?? 0
  const shared = of('shared out')
  const parts = [
    `${of('unchanged')} unchanged`,
    ...(of('summed') > 0 ? [`${of('summed')} the sum of their parts`] : []),
    ...(shared > 0 ? [`${shared} shared out by ${weightName}`] : []),
    ...(of('not known') > 0 ? [`${of('not known')} not known`] : []),
  ]
  return `Carried from ${reading.vintage} to ${context.county.vintage} areas through the lookup: ${parts.join(', ')}.`
}

function figureFrom(measure: string, code: string, value: number | string | null): FigureRecord {
  return {
    measure,
    neighbourhoodCode: code,
    value: typeof value === 'number' ? value : null,
    text: typeof value === 'string' ? value : null,
  }
}

function measureNames(reading: FiguresReading): string[] {
  return reading.measures.map(measure => measure.name)
}

/**
 * Refuses a file that lacks a tenth of the county: it was cut off, or is of another area.
 *
 * @param context - the import
 * @param taken - neighbourhoods in the file
 * @param known - neighbourhoods that should be
 * @throws {AppError} when fewer than nine in ten are there
 */
export function refuseGaps(context: ImportContext, taken: number, known: number): void {
  if (taken >= known * 0.9) return
  throw new AppError(
    'incomplete-file',
    422,
    `The file holds only ${taken} of the ${known} neighbourhoods of ${context.county.name}. It may have been cut off ` +
      'while it was downloaded; download it again.',
  )
}

/**
 * What to say when a file needs the list of neighbourhoods, and there is none yet.
 *
 * @param context - the import
 * @returns the failure
 */
export function noNeighbourhoods(context: ImportContext): AppError {
  return new AppError(
    'no-neighbourhoods',
    422,
    `It is not known yet which neighbourhoods make ${context.county.name}, and this file does not say their districts. ` +
      'Load the lookup, the population or the Indices of Deprivation first.',
  )
}
