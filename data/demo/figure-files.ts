import { csv, type Cell } from './csv.ts'
import type { DemonstrationCounty, DemonstrationNeighbourhood } from './demonstration-county.ts'
import { indices } from './deprivation.ts'
import { total } from './people.ts'

const invented =
  'Invented figures for a demonstration county: not a publication of the Office for National Statistics'

/** Mid-year population by sex and single year of age, under three rows of titles. */
export function population(rows: readonly DemonstrationNeighbourhood[]): string {
  const ages = Array.from({ length: 91 }, (_, age) => age)
  return csv([
    [
      'Mid-2024: Lower layer Super Output Area (LSOA 2021) population estimates by sex and single year of age',
    ],
    [invented],
    ['Age 90 stands for people aged 90 and over'],
    [
      'LAD 2023 Code',
      'LAD 2023 Name',
      'LSOA 2021 Code',
      'LSOA 2021 Name',
      'Total',
      ...ages.map(age => `F${age}`),
      ...ages.map(age => `M${age}`),
    ],
    ...rows.map(({ code, name, districtCode, districtName, figures: { females, males } }): Cell[] => [
      districtCode,
      districtName,
      code,
      name,
      total(females) + total(males),
      ...females,
      ...males,
    ]),
  ])
}

/** File 7 of the Indices of Deprivation. */
export function deprivation(rows: readonly DemonstrationNeighbourhood[]): string {
  const header = [
    'LSOA code (2021)', 'LSOA name (2021)', 'Local Authority District code (2024)', 'Local Authority District name (2024)',
    ...indices.flatMap(({ stem, scale }) => [
      `${stem} Score${scale === 'rate' || scale === 'rate of children' ? ' (rate)' : ''}`,
      `${stem} Rank (where 1 is most deprived)`,
      `${stem} Decile (where 1 is most deprived 10% of LSOAs)`,
    ]),
    'Total population: mid 2022', 'Dependent Children aged 0-15: mid 2022', 'Older population aged 60 and over: mid 2022',
    'Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022',
  ] // prettier-ignore
  // The published file begins with a byte order mark.
  return `\ufeff${csv([
    header,
    ...rows.map((row): Cell[] => {
      const { females, males } = row.figures
      const people = (from: number, to: number) =>
        total(females.slice(from, to)) + total(males.slice(from, to))
      return [
        row.code,
        row.name,
        row.districtCode,
        row.districtName,
        ...row.indices.flatMap(({ score, rank, decile }) => [score.toFixed(3), rank, decile]),
        people(0, 91),
        people(0, 16),
        people(60, 91),
        people(18, 67),
      ]
    }),
  ])}`
}

/** Census table TS045, bulk download: cars and vans by household. */
export function cars(rows: readonly DemonstrationNeighbourhood[]): string {
  const stem = 'Number of cars or vans'
  return csv([
    [
      'date',
      'geography',
      'geography code',
      `${stem}: Total: All households`,
      `${stem}: No cars or vans in household`,
      `${stem}: 1 car or van in household`,
      `${stem}: 2 cars or vans in household`,
      `${stem}: 3 or more cars or vans in household`,
    ],
    ...rows.map(({ code, name, figures }): Cell[] => [2021, name, code, figures.households, ...figures.cars]),
  ])
}

/** Census table TS003, query tool: lone parents. */
export function loneParents(rows: readonly DemonstrationNeighbourhood[]): string {
  return csv([
    ['TS003 - Household composition', '', ''],
    [invented, '', ''],
    ['Population :', 'All households', ''],
    ['Units      :', 'Households', ''],
    ['Household composition:', 'Single family household: Lone parent family', ''],
    ['', '', ''],
    ['2021 super output area - lower layer', '2021', '%'],
    ['', '', ''],
    ...rows.map(({ code, name, figures: { households, loneParentHouseholds } }): Cell[] => [
      `${code} : ${name}`,
      loneParentHouseholds,
      Math.round((loneParentHouseholds / households) * 1000) / 10,
    ]),
  ])
}

/** Census table TS021, query tool: ethnic groups. */
export function ethnicGroups(rows: readonly DemonstrationNeighbourhood[]): string {
  const blank = Array.from({ length: 11 }, () => '')
  const titled = (title: string, value = ''): Cell[] => [title, value, ...blank]
  const groups = [
    'Asian, Asian British or Asian Welsh',
    'Black, Black British, Black Welsh, Caribbean or African',
    'Mixed or Multiple ethnic groups',
    'White',
    'Other ethnic group',
  ]
  return csv([
    titled('TS021 - Ethnic group'),
    titled(invented),
    titled('Population :', 'All usual residents'),
    titled('Units      :', 'Persons'),
    titled('Date       :', '2021'),
    titled(''),
    [
      '2021 super output area - lower layer',
      'Total: All usual residents',
      '%',
      ...groups.flatMap(group => [group, '%']),
    ],
    titled(''),
    ...rows.map(({ code, name, figures: { ethnicGroups: by } }): Cell[] => {
      const counts = [by.asian, by.black, by.mixed, by.white, by.other]
      const all = total(counts)
      return [
        `${code} : ${name}`,
        all,
        100,
        ...counts.flatMap(count => [count, Math.round((count / all) * 1000) / 10]),
      ]
    }),
  ])
}

/** Census table TS029, bulk download: proficiency in English. */
export function english(rows: readonly DemonstrationNeighbourhood[]): string {
  const stem = 'Proficiency in English language'
  const other = `${stem}: Main language is not English (English or Welsh in Wales)`
  return csv([
    [
      'date',
      'geography',
      'geography code',
      `${stem}: Total: All usual residents aged 3 years and over`,
      `${stem}: Main language is English (English or Welsh in Wales)`,
      other,
      `${other}: Can speak English very well`,
      `${other}: Can speak English well`,
      `${other}: Cannot speak English well`,
      `${other}: Cannot speak English`,
    ],
    ...rows.map(({ code, name, figures: { english: by } }): Cell[] => [
      2021,
      name,
      code,
      by.all,
      by.mainLanguage,
      by.all - by.mainLanguage,
      by.veryWell,
      by.well,
      by.notWell,
      by.notAtAll,
    ]),
  ])
}

/** The rural-urban classification of 2021. */
export function ruralUrban(rows: readonly DemonstrationNeighbourhood[]): string {
  return csv(
    [
      ['lsoa21_code', 'ruc21_code', 'classification', 'ruc'],
      ...rows.map(({ code, figures: { ruralUrban: by } }) => [code, by.code, by.name, by.urban]),
    ],
    'quoted',
  )
}

/** Code-Point Open: no header; how exact the position is, eastings and northings, then codes of larger areas. */
export function postcodes(county: DemonstrationCounty): string {
  return csv(
    county.postcodes.map(one => [
      one.postcode,
      10,
      one.easting,
      one.northing,
      'E92000001',
      'E19900001',
      'E18900001',
      one.countyCode,
      one.districtCode,
      one.wardCode,
    ]),
    'quoted',
  )
}
