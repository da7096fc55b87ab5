import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openDataFile } from '../../server/platform/tables/data-file.ts'
import { recogniseFile, type FoundTable } from '../../server/county/recognise-service.ts'
import { scratch, workbookOf, zipOf, type Scratch } from '../platform/tables/packed.ts'
import { csv, files } from './builders.ts'

let place: Scratch

beforeAll(async () => {
  place = await scratch()
})
afterAll(() => place.remove())

/** What a file is found to be, in one line. */
async function kindOf(content: string | Buffer, name = 'download.csv'): Promise<string> {
  const found = await recogniseFile(await place.file('file', content), name)
  const reading = found.parts[0]?.reading
  if (!reading) return `not needed: ${found.notNeeded ?? ''}`
  return [reading.kind, 'vintage' in reading ? reading.vintage : '', reading.period]
    .filter(word => word !== '')
    .join(', ')
}

/** Everything that the rows of a file say. */
async function readingsOf(content: string | Buffer): Promise<unknown[]> {
  const file = await place.file('file', content)
  const found = (await recogniseFile(file, 'download.csv')).parts[0] as FoundTable
  const data = await openDataFile(file)
  const part = data.parts.find(one => one.name === found.part)
  const readings: unknown[] = []
  if (part?.is === 'table') {
    for await (const row of part.rows()) {
      const reading = row.number > found.headerRow ? found.reading.read(row.cells) : null
      if (reading) readings.push('record' in reading ? reading.record : reading)
    }
  }
  data.close()
  return readings
}

describe('a published file is known by its contents', () => {
  it.each([
    ['district boundaries', files.districts(), 'districts, 2024'],
    ['neighbourhood boundaries of 2011', files.boundaries('11'), 'boundaries, LSOA 2011, 2011'],
    ['neighbourhood boundaries of 2021', files.boundaries('21'), 'boundaries, LSOA 2021, 2021'],
    ['centroids', files.centroids(), 'centroids, LSOA 2011, 2011'],
    ['population with title rows', files.population(), 'population, LSOA 2011, mid-2020'],
    ['the Indices of 2019', files.deprivation(), 'deprivation, LSOA 2011, 2019'],
    [
      'the Indices of 2025',
      files.deprivation().replaceAll('(2011)', '(2021)').replaceAll('(2019)', '(2024)'),
      'deprivation, LSOA 2021, 2025',
    ],
    ['the lookup', files.lookup(), 'lookup, 2011 to 2021'],
    ['a Census table', files.cars(), 'census-cars, LSOA 2021, 2021'],
    ['a Census query', files.loneParents(), 'census-households, LSOA 2021, 2021'],
    ['the rural-urban classification of 2011', files.ruralUrban('11'), 'rural-urban, LSOA 2011, 2011'],
    ['the rural-urban classification of 2021', files.ruralUrban('21'), 'rural-urban, LSOA 2021, 2021'],
    ['Code-Point Open', files.codePointOpen(), 'postcodes'],
    ['a postcode directory', files.postcodeDirectory(), 'postcodes'],
    ['children’s centres', files.centres(), 'childrens-centres'],
    ['schools', files.schools(), 'schools'],
    ['libraries', files.libraries(), 'libraries'],
    ['GP practices', files.gpPractices(), 'gp-practices'],
  ])('%s', async (_, content, kind) => {
    expect(await kindOf(content)).toBe(kind)
  })

  it('takes the latest sheet of a workbook by single year of age and sex', async () => {
    const sheet = (year: number, first: number): (string | number)[][] => [
      [`Mid-${year} population estimates for LSOAs`],
      ['Notes'],
      [],
      [
        'LAD 2023 Code',
        'LAD 2023 Name',
        'LSOA 2021 Code',
        'LSOA 2021 Name',
        'Total',
        ...['F', 'M'].flatMap(sex => Array.from({ length: 91 }, (_, age) => `${sex}${age}`)),
      ],
      [
        'E07900101',
        'North Marsh',
        'E01900001',
        'North 1',
        182 + first - 1,
        first,
        ...Array.from({ length: 181 }, () => 1),
      ],
    ]
    const book = workbookOf({
      Contents: [['x']],
      'Mid-2023 LSOA 2021': sheet(2023, 5),
      'Mid-2024 LSOA 2021': sheet(2024, 9),
    })
    expect(await kindOf(book, 'sapelsoa.xlsx')).toBe('population, LSOA 2021, mid-2024')
    const [record] = (await readingsOf(book)) as { code: string; values: number[] }[]
    expect(record?.code).toBe('E01900001')
    expect(record?.values.slice(0, 5)).toEqual([190, 18, 14, 16, 10])
  })

  it('takes the table by LSOA from a bulk download of every level', async () => {
    const districts = files.cars().replaceAll('E019', 'E079')
    const zip = zipOf({
      'ts045-ltla.csv': districts,
      'ts045-lsoa.csv': files.cars(),
      'metadata/notes.txt': 'hello',
    })
    expect(await kindOf(zip)).toBe('census-cars, LSOA 2021, 2021')
  })

  it.each([
    ['figures of districts', files.cars().replaceAll('E019', 'E079'), 'figures are of districts'],
    ['population of output areas', files.population().replace('"LSOA Code"', '"OA11CD"'), 'of output areas'],
    ['boundaries of wards', files.districts().replaceAll('LAD24', 'WD24'), 'boundaries of wards'],
    ['boundaries of MSOAs', files.boundaries('21').replaceAll('LSOA21', 'MSOA21'), 'boundaries of MSOAs'],
    [
      'single domains of the Indices',
      csv([
        ['LSOA code (2011)', 'Income Decile (where 1 is most deprived 10% of LSOAs)'],
        ['E01900001', 1],
      ]),
      'Load File 7',
    ],
  ])('knows %s too, and says why they are not needed', async (_, content, reason) => {
    expect(await kindOf(content)).toMatch(/^not needed/)
    expect(await kindOf(content)).toContain(reason)
  })

  it.each([
    [
      'another table',
      csv([
        ['Question', 'Answer'],
        ['a', 'b'],
      ]),
      'Found a table with the columns “Question, Answer”. Expected population',
    ],
    [
      'a zip file of something else',
      zipOf({ 'photo.jpg': 'x' }),
      'a zip file with no table in it (photo.jpg)',
    ],
    [
      'shapes without codes',
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":1},"geometry":null}]}',
      'no area code',
    ],
    ['boundaries without shapes', '{"type":"FeatureCollection","features":[]}', 'no shapes'],
  ])('refuses %s, saying what it found and what it expected', async (_, content, sentence) => {
    await expect(kindOf(content)).rejects.toThrow(sentence)
  })
})

describe('postcode columns are found whatever their year calls them', () => {
  it.each([
    [
      'NSPL to 2025',
      'pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa21,cty,ced,laua,ward,lsoa21,msoa21,lat,long,imd',
    ],
    [
      'NSPL later in 2025',
      'pcd7,pcd8,pcds,dointr,doterm,usertype,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,lsoa21cd,msoa21cd,lat,long,imd20ind',
    ],
    [
      'NSPL of 2026',
      'pcd7,pcd8,pcds,dointr,doterm,usertype,east1m,north1m,gridind,oa21cd,cty26cd,ced26cd,lad26cd,wd26cd,lsoa21cd,msoa21cd,lat,long,imd25ind',
    ],
    [
      'ONSPD',
      'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,oseast1m,osnrth1m,osgrdind,lsoa01,lsoa11,msoa11,lat,long,lsoa21',
    ],
  ])('%s', async (_, header) => {
    const names = header.split(',')
    const value = (name: string): string => {
      if (/^pcd/.test(name)) return 'PE1 1AA'
      if (/^(lad|laua|oslaua)/.test(name)) return 'E07900101'
      if (name === 'lat') return '52.31'
      if (name === 'long') return '0.01'
      if (/^lsoa/.test(name)) return name.startsWith('lsoa01') ? 'E01000000' : `E019000${name.slice(4, 6)}`
      return ''
    }
    const [record] = (await readingsOf(`${header}\n${names.map(value).join(',')}\n`)) as Record<
      string,
      unknown
    >[]
    expect(record).toMatchObject({ postcode: 'PE1 1AA', position: [0.01, 52.31], districtCode: 'E07900101' })
    expect((record?.['neighbourhoods'] as Record<string, string>)['LSOA 2021']).toBe('E01900021')
  })

  it('passes over those no longer in use and refuses those without a position', async () => {
    const readings = await readingsOf(files.postcodeDirectory())
    expect(readings.slice(-2)).toEqual([
      { passed: 'is no longer in use' },
      { refused: 'PE1 2ZZ has no position' },
    ])
  })
})

describe('rows are read as they are meant', () => {
  it('a withheld count is not known, never zero', async () => {
    const [first] = (await readingsOf(files.cars().replace('"10"', '"[c]"'))) as { values: unknown[] }[]
    expect(first?.values).toEqual([100, null])
  })

  it('a figure that cannot be is refused with its column', async () => {
    const readings = await readingsOf(files.deprivation().replace('"3.00"', '"11.00"'))
    expect(readings[0]).toEqual({
      refused: expect.stringContaining('“11.00” cannot be its Index of Multiple Deprivation (IMD) Decile'),
    })
  })

  it('whole numbers with decimals, thousands and header names over two lines are read', async () => {
    const [first] = (await readingsOf(files.deprivation())) as { values: unknown[] }[]
    expect(first?.values).toEqual([20.5, 1234, 3, 0.1, 100, 1])
  })

  it('a chosen category that stands above the table names its column, and footnotes say nothing', async () => {
    const readings = (await readingsOf(files.loneParents())) as {
      code: string
      name: string
      values: unknown[]
    }[]
    expect(readings).toHaveLength(7)
    expect(readings[1]).toMatchObject({ code: 'E01900012', name: 'Area 12', values: [2] })
  })

  it('lone parents with dependent children are preferred to all lone parents', async () => {
    const content = csv([
      [
        'date',
        'geography',
        'geography code',
        'Household composition: Total; measures: Value',
        'Household composition: Single family household: Lone parent family; measures: Value',
        'Household composition: Single family household: Lone parent family: With dependent children; measures: Value',
      ],
      ['2021', 'a', 'E01900001', 100, 20, 12],
    ])
    const [first] = (await readingsOf(content)) as { values: unknown[] }[]
    expect(first?.values).toEqual([100, 12])
  })

  it('low English adds those who speak it not well and not at all', async () => {
    const main = 'Proficiency in English language: Main language is not English (English or Welsh in Wales)'
    const content = csv([
      [
        'date',
        'geography',
        'geography code',
        'Proficiency in English language: Total: All usual residents aged 3 years and over',
        `${main}: Can speak English well`,
        `${main}: Cannot speak English well`,
        `${main}: Cannot speak English`,
      ],
      ['2021', 'a', 'E01900001', 100, 20, 5, 2],
    ])
    const [first] = (await readingsOf(content)) as { values: unknown[] }[]
    expect(first?.values).toEqual([100, 7])
  })

  it('schools are read from Latin-1, closed ones passed over, nurseries and centres told apart', async () => {
    const readings = (await readingsOf(files.schools())) as Record<string, unknown>[]
    expect(readings.map(one => one['kind'] ?? one['passed'])).toEqual([
      'school',
      'nursery',
      'is closed or not yet open',
      'centre',
      'school',
    ])
    expect(readings[0]).toMatchObject({
      name: 'Académie of Reed',
      reference: 'urn:100001',
      address: 'The Street, Reed',
      postcode: 'PE1 1AA',
      providerKind: 'school',
    })
  })

  it('libraries say who runs them and which are on wheels', async () => {
    const readings = (await readingsOf(files.libraries())) as Record<string, unknown>[]
    expect(readings).toMatchObject([
      {
        name: 'Reed Library',
        kind: 'library',
        providerKind: 'council',
        providerName: 'Marshland',
        note: null,
      },
      { name: 'Mobile One Library', position: null, note: expect.stringContaining('mobile') },
    ])
  })

  it('the health service’s capitals become names', async () => {
    expect(await readingsOf(files.gpPractices())).toMatchObject([
      {
        reference: 'gp:D81001',
        name: 'Reed Surgery',
        address: 'The Surgery, Reed',
        districtCode: 'E07900101',
      },
    ])
  })
})
