import type { Vintage } from '../county.ts'
import { cell, cellOrNull, column, numberFrom } from './columns.ts'
import { openGovernmentLicence, type Heading, type Measure, type TableReading } from './layout.ts'

interface IndexColumn extends Measure {
  readonly at: number
  readonly least: number
  readonly most: number
}

const idaci = String.raw`(income deprivation affecting children index \(idaci\)|idaci)`
const imd = String.raw`(index of multiple deprivation \(imd\)|imd)`

/** The indices that planners use; a rank counts from 1, the most deprived. */
const indices: readonly (Measure & {
  readonly pattern: RegExp
  readonly least: number
  readonly most: number
})[] = [
  { name: 'imdScore', nature: 'rate', pattern: new RegExp(`^${imd}[ _]score`, 'i'), least: 0, most: 100 },
  { name: 'imdRank', nature: 'class', pattern: new RegExp(`^${imd}[ _]rank`, 'i'), least: 1, most: 50_000 },
  { name: 'imdDecile', nature: 'class', pattern: new RegExp(`^${imd}[ _]decile`, 'i'), least: 1, most: 10 },
  {
    name: 'idaciRate',
    nature: 'rate',
    pattern: new RegExp(`^${idaci}[ _](score|rate)`, 'i'),
    least: 0,
    most: 1,
  },
  {
    name: 'idaciRank',
    nature: 'class',
    pattern: new RegExp(`^${idaci}[ _]rank`, 'i'),
    least: 1,
    most: 50_000,
  },
  {
    name: 'idaciDecile',
    nature: 'class',
    pattern: new RegExp(`^${idaci}[ _]decile`, 'i'),
    least: 1,
    most: 10,
  },
  {
    name: 'dependentChildren',
    nature: 'count',
    pattern: /^dependent children aged 0-15/i,
    least: 0,
    most: 100_000,
  },
]

/**
 * The English Indices of Deprivation by LSOA: File 7 of 2019 (LSOA 2011) and of 2025 (LSOA 2021), their single files
 * with the overall index or the children's one, and tidied copies. Source: MHCLG, English Indices of Deprivation.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseDeprivation(heading: Heading): TableReading | null {
  const at = column(heading, /^lsoa code \(20(11|21)\)$/i, /^lsoa(20)?(11|21)_?(cd|code)$/i)
  if (at < 0) return null
  const found = indices.flatMap((index): IndexColumn[] => {
    const place = column(heading, index.pattern)
    return place < 0 ? [] : [{ ...index, at: place }]
  })
  const has = (name: string): boolean => found.some(index => index.name === name)
  const vintage: Vintage = /11/.test(heading.cells[at] ?? '') ? 'LSOA 2011' : 'LSOA 2021'
  const year = vintage === 'LSOA 2011' ? '2019' : '2025'
  const title = `English Indices of Deprivation ${year}`
  if (!has('imdDecile') && !has('idaciDecile')) {
    return column(heading, /decile \(where 1 is most deprived/i) < 0
      ? null
      : {
          content: 'not-needed',
          title,
          sentence: `These are domains of the ${title} without the overall index or the children’s one (IDACI). Load File 7, which has them all.`,
        }
  }
  const kind = has('idaciRate')
    ? 'deprivation'
    : has('idaciDecile')
      ? 'deprivation-children'
      : 'deprivation-overall'
  const used = kind === 'deprivation-children' ? found.filter(index => index.name.startsWith('idaci')) : found
  const nameAt = column(heading, /^lsoa name \(20(11|21)\)$/i, /^lsoa(20)?(11|21)_?(nm|name)$/i)
  const districtAt = column(
    heading,
    /^local authority district code \(20\d\d\)$/i,
    /^(lad|ltla)\d\d_?(cd|code)$/i,
  )
  const districtNameAt = column(
    heading,
    /^local authority district name \(20\d\d\)$/i,
    /^(lad|ltla)\d\d_?(nm|name)$/i,
  )
  return {
    kind,
    content: 'figures',
    title,
    publisher: 'Ministry of Housing, Communities and Local Government',
    licence: openGovernmentLicence,
    period: year,
    preference: 1,
    definition: null,
    vintage,
    tellsDistricts: districtAt >= 0,
    measures: used.map(({ name, nature }) => ({ name, nature })),
    read(cells) {
      const code = cell(cells, at)
      if (code === '') return null
      if (!/^[EW]01\d{6}$/.test(code)) return { refused: `“${code}” is not the code of an LSOA` }
      const values: (number | null)[] = []
      for (const index of used) {
        const value = numberFrom(cell(cells, index.at))
        if (value === undefined || (value !== null && (value < index.least || value > index.most))) {
          return {
            refused: `“${cell(cells, index.at)}” cannot be its ${heading.cells[index.at] ?? ''}: expected ${index.least} to ${index.most}`,
          }
        }
        values.push(value)
      }
      return {
        record: {
          code,
          name: cellOrNull(cells, nameAt),
          districtCode: cellOrNull(cells, districtAt),
          districtName: cellOrNull(cells, districtNameAt),
          values,
        },
      }
    },
  }
}
