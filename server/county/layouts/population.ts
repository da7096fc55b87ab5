import type { Vintage } from '../county.ts'
import { cell, cellOrNull, column, numberFrom, yearFrom } from './columns.ts'
import {
  openGovernmentLicence,
  type Heading,
  type Measure,
  type NotNeeded,
  type TableReading,
} from './layout.ts'

const count = (name: string): Measure => ({ name, nature: 'count' })
const singleAges = Array.from({ length: 25 }, (_, age) => age)

/** Bands of ages that planners use; ends included. */
const bands: readonly { readonly name: string; readonly from: number; readonly to: number }[] = [
  { name: 'children0to4', from: 0, to: 4 },
  { name: 'children5to11', from: 5, to: 11 },
  { name: 'young12to19', from: 12, to: 19 },
]

/**
 * Population by single year of age: a column for each age, or one for each age and sex (`F0`…, `M0`…), under any number
 * of title rows. Source: ONS mid-year small area population estimates.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recognisePopulation(heading: Heading): TableReading | null {
  const ages = ageColumns(heading)
  if (ages === null) return null
  if (column(heading, /^oa ?(\d\d)? ?_?(cd|code)$/i) >= 0) return notNeeded('output areas')
  const at = column(
    heading,
    /^lsoa ?(20)?(11|21)? ?_?(cd|code)$/i,
    /^lower layer super output areas? ?code$/i,
    /^area codes?$/i,
  )
  if (at < 0) return column(heading, /^msoa ?(20)?(11|21)? ?_?(cd|code)$/i) >= 0 ? notNeeded('MSOAs') : null
  const columnName = heading.cells[at] ?? ''
  // Estimates up to mid-2020 stand on 2011 areas and say only “LSOA Code”; later ones name their year.
  const vintage: Vintage = /21/.test(columnName) ? 'LSOA 2021' : 'LSOA 2011'
  const nameAt = column(heading, /^lsoa ?(20)?(11|21)? ?_?(nm|name)$/i)
  const districtAt = column(heading, /^(la|lad|ltla) ?(20)?\d* ?_?(cd|code)\b/i)
  const districtNameAt = column(heading, /^(la|lad|ltla) ?(20)?\d* ?_?(nm|name)\b/i)
  const totalAt = column(heading, /^(all ages|total|all persons)$/i)
  const year = yearFrom(heading, /mid[-_ ]?(20\d\d)/)
  return {
    kind: 'population',
    content: 'figures',
    title: 'Population by single year of age',
    publisher: 'ONS mid-year population estimates',
    licence: openGovernmentLicence,
    period: year === null ? '' : `mid-${year}`,
    preference: 1,
    definition: null,
    vintage,
    tellsDistricts: districtAt >= 0,
    measures: [
      count('population'),
      ...bands.map(band => count(band.name)),
      ...singleAges.map(age => count(`age${age}`)),
    ],
    read(cells) {
      const code = cell(cells, at)
      if (!/^[EW]01\d{6}$/.test(code))
        return code === '' || totalAt < 0 || cell(cells, totalAt) === ''
          ? null
          : { refused: `“${code}” is not the code of an LSOA` }
      const byAge = ages.map(columns => sum(columns.map(one => numberFrom(cell(cells, one)))))
      const total = totalAt >= 0 ? numberFrom(cell(cells, totalAt)) : sum(byAge)
      if (total === undefined || byAge.includes(undefined))
        return { refused: 'a count of people is not a number' }
      const counted = byAge as (number | null)[]
      if (counted.some(value => value !== null && value < 0))
        return { refused: 'a count of people is below zero' }
      return {
        record: {
          code,
          name: cellOrNull(cells, nameAt),
          districtCode: cellOrNull(cells, districtAt),
          districtName: cellOrNull(cells, districtNameAt),
          values: [
            total,
            ...bands.map(band => sum(counted.slice(band.from, band.to + 1)) ?? null),
            ...singleAges.map(age => counted[age] ?? null),
          ],
        },
      }
    },
  }
}

function notNeeded(areas: string): NotNeeded {
  return {
    content: 'not-needed',
    title: 'Population by single year of age',
    sentence: `This is population by age of ${areas}; the county counts by LSOAs.`,
  }
}

/** The columns of each age from 0; null unless every age from 0 to 24 is there. */
function ageColumns(heading: Heading): number[][] | null {
  const ages: number[][] = []
  heading.cells.forEach((name, at) => {
    const age = Number(
      /^(?:age |aged )?(\d{1,2})\+?$/i.exec(name)?.[1] ??
        /^[fm] ?(\d{1,2})\+?$/i.exec(name)?.[1] ??
        /^aged (\d{1,2}) years?(?: and over)?$/i.exec(name)?.[1] ??
        (/^aged under 1 year$/i.test(name) ? 0 : NaN),
    )
    if (!Number.isNaN(age)) (ages[age] ??= []).push(at)
  })
  return singleAges.every(age => ages[age] !== undefined)
    ? Array.from(ages, (columns: number[] | undefined) => columns ?? [])
    : null
}

/** Adds up; null as soon as one is not known, undefined as soon as one is no number. */
function sum(values: readonly (number | null | undefined)[]): number | null | undefined {
  let total = 0
  for (const value of values) {
    if (value === undefined) return undefined
    if (value === null) return null
    total += value
  }
  return total
}
