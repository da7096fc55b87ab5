import type { DatasetKind } from '../dataset.ts'
import { cell, column, levelOf, numberFrom, tidied } from './columns.ts'
import { openGovernmentLicence, type Heading, type Measure, type TableReading } from './layout.ts'

interface CensusTable {
  readonly table: string
  readonly title: string
  readonly kind: DatasetKind
  /** How the bulk file's columns begin, before the category. */
  readonly prefix: RegExp
  /** Categories by name, without the prefix; several columns of one measure are added up. */
  readonly measures: readonly CensusMeasure[]
}

interface CensusMeasure {
  readonly name: string
  /** The first pattern that fits any column is used, with every column that it fits. */
  readonly categories: readonly { readonly pattern: RegExp; readonly means?: string }[]
}

const total = { pattern: /^total\b/i }

/** Tables of the Census 2021 that say something of families. Source: ONS, Census 2021 topic summaries. */
const tables: readonly CensusTable[] = [
  {
    table: 'TS007',
    title: 'Census 2021, age (TS007)',
    kind: 'census-age',
    prefix: /^age( \(\w[^)]*\))?: ?/i,
    measures: [
      { name: 'censusPopulation', categories: [total] },
      { name: 'censusChildren0to4', categories: [{ pattern: /^aged 4 years and under$/i }] },
    ],
  },
  {
    table: 'TS045',
    title: 'Census 2021, cars or vans (TS045)',
    kind: 'census-cars',
    prefix: /^(number of )?cars? or vans?( availability)?: ?/i,
    measures: [
      { name: 'households', categories: [total] },
      { name: 'householdsNoCar', categories: [{ pattern: /^no cars or vans/i }] },
    ],
  },
  {
    table: 'TS003',
    title: 'Census 2021, household composition (TS003)',
    kind: 'census-households',
    prefix: /^household composition: ?/i,
    measures: [
      { name: 'householdsByComposition', categories: [total] },
      {
        name: 'householdsLoneParent',
        categories: [
          {
            pattern: /^(single family household: )?lone parent (family|household): with dependent children$/i,
            means: 'Lone parents are those with dependent children.',
          },
          {
            pattern: /^(single family household: )?lone parent (family|household)$/i,
            means: 'Lone parents here include those whose children are all grown up.',
          },
        ],
      },
    ],
  },
  {
    table: 'TS025',
    title: 'Census 2021, household language (TS025)',
    kind: 'census-household-language',
    prefix: /^household language[^:]*: ?/i,
    measures: [
      { name: 'householdsByLanguage', categories: [total] },
      { name: 'householdsNoEnglish', categories: [{ pattern: /^no people in household have english/i }] },
    ],
  },
  {
    table: 'TS029',
    title: 'Census 2021, proficiency in English (TS029)',
    kind: 'census-english',
    prefix: /^proficiency in english language: ?/i,
    measures: [
      { name: 'peopleAged3AndOver', categories: [total] },
      {
        name: 'peopleLowEnglish',
        categories: [
          {
            pattern: /cannot speak english( well)?$/i,
            means: 'Low English is “cannot speak English well” and “cannot speak English”.',
          },
        ],
      },
    ],
  },
  {
    table: 'TS021',
    title: 'Census 2021, ethnic group (TS021)',
    kind: 'census-ethnic-group',
    prefix: /^ethnic group: ?/i,
    measures: [
      { name: 'peopleByEthnicGroup', categories: [total] },
      { name: 'ethnicAsian', categories: [{ pattern: /^asian, asian british or asian welsh$/i }] },
      {
        name: 'ethnicBlack',
        categories: [{ pattern: /^black, black british, black welsh, caribbean or african$/i }],
      },
      { name: 'ethnicMixed', categories: [{ pattern: /^mixed or multiple ethnic groups$/i }] },
      { name: 'ethnicWhite', categories: [{ pattern: /^white$/i }] },
      { name: 'ethnicOther', categories: [{ pattern: /^other ethnic group$/i }] },
    ],
  },
  {
    table: 'TS054',
    title: 'Census 2021, tenure (TS054)',
    kind: 'census-tenure',
    prefix: /^tenure of household: ?/i,
    measures: [
      { name: 'householdsByTenure', categories: [total] },
      { name: 'householdsSocialRented', categories: [{ pattern: /^social rented$/i }] },
      { name: 'householdsPrivateRented', categories: [{ pattern: /^private rented$/i }] },
    ],
  },
]

/**
 * Tables of the Census 2021 as bulk downloads (`date,geography,geography code,…`) and as the query tool writes them
 * (titles above, `E01… : name` labels, shares beside counts).
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseCensus(heading: Heading): TableReading | null {
  const first = heading.cells[0] ?? ''
  const query =
    /^20\d\d (super output area|output area|.*authorit)|^(lower|middle) layer super output area/i.test(first)
  const codeAt = query ? column(heading, /^mnemonic$/i) : column(heading, /^geography code$/i)
  if (!query && codeAt < 0) return null
  const at = codeAt >= 0 ? codeAt : 0
  const categories = query ? queryCategories(heading) : heading.cells
  const titles = heading.above.map(row => tidied(row.cells[0] ?? '')).join(' ')
  const table = tables.find(one =>
    query
      ? new RegExp(`\\b${one.table}A?\\b`).test(titles)
      : heading.cells.some(name => one.prefix.test(name)),
  )
  const level = levelOf(heading, at)
  if (!table) {
    const sentence = 'This is a table of the Census that nothing here is worked out from.'
    return /census|TS\d{3}/i.test(titles) || column(heading, /^geography$/i) >= 0
      ? { content: 'not-needed', title: 'Census 2021', sentence }
      : null
  }
  if (level !== null && level !== 'LSOA') {
    return {
      content: 'not-needed',
      title: table.title,
      sentence: `These figures are of ${level}s; the county counts by LSOAs, and an average of a ${level} must not be spread over them.`,
    }
  }
  const names = categories.map(name => name.replace(table.prefix, ''))
  const read = table.measures.flatMap(measure => {
    const category = measure.categories.find(one => names.some(name => one.pattern.test(name)))
    if (!category) return []
    const places = names.flatMap((name, place) =>
      place !== at && category.pattern.test(name) ? [place] : [],
    )
    return [{ name: measure.name, places, means: category.means ?? null }]
  })
  if (read.length === 0) return null
  return {
    kind: table.kind,
    content: 'figures',
    title: table.title,
    publisher: 'ONS',
    licence: openGovernmentLicence,
    period: '2021',
    // The bulk file has every category; a query may hold only some.
    preference: query ? 1 : 2,
    definition: read.map(one => one.means).find(means => means !== null) ?? null,
    vintage: 'LSOA 2021',
    tellsDistricts: false,
    measures: read.map((one): Measure => ({ name: one.name, nature: 'count' })),
    read(cells) {
      const label = cell(cells, at)
      const [, code, name] = /^([EW]01\d{6})(?:\s*:\s*(.*))?$/.exec(label) ?? []
      // Below the table stand footnotes and, in some downloads, a line of totals.
      if (code === undefined)
        return /^[A-Z]\d{8}\b/.test(label) ? { refused: `“${label}” is not an LSOA` } : null
      const values: (number | null)[] = []
      for (const one of read) {
        const parts = one.places.map(place => numberFrom(cell(cells, place)))
        if (parts.some(part => part === undefined || (part !== null && part < 0))) {
          return { refused: `its ${one.name} is not a count` }
        }
        values.push(parts.includes(null) ? null : (parts as number[]).reduce((sum, part) => sum + part, 0))
      }
      return { record: { code, name: name ?? null, districtCode: null, districtName: null, values } }
    },
  }
}

/** With one category chosen, its name stands above the table and the column is called by the year. */
function queryCategories(heading: Heading): readonly string[] {
  const chosen = heading.above
    .map(row => ({ label: tidied(row.cells[0] ?? ''), value: tidied(row.cells[1] ?? '') }))
    .filter(
      ({ label, value }) =>
        /:$/.test(label) && value !== '' && !/^(population|units|date|area type)\b/i.test(label),
    )
  return heading.cells.map(name => (/^20\d\d$/.test(name) ? (chosen.at(-1)?.value ?? name) : name))
}
