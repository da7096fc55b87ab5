import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { carryOver, type LookupPair } from '../../server/county/carry-over.ts'
import {
  addCounty,
  figureOf,
  findPostcode,
  importFile,
  knownOf,
  listDatasets,
  listDistricts,
  listNeighbourhoods,
  listPostcodes,
  neighbourhoodBoundaries,
  readFigures,
  redefineCounty,
  writeSetting,
  type County,
  type FileOutcome,
  type ImportOptions,
  type PublishedSite,
} from '../../server/county/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { scratch, type Scratch } from '../platform/tables/packed.ts'
import { csv, files, marshland, squares } from './builders.ts'

const now = '2026-09-22T10:00:00.000Z'
let place: Scratch

beforeAll(async () => {
  place = await scratch()
})
afterAll(() => place.remove())

eachDatabase('loading a published file', database => {
  let county: County
  let stored: PublishedSite[]

  beforeEach(async () => {
    county = await addCounty(database.db, marshland, now)
    stored = []
  })

  async function load(
    content: string | Buffer,
    name = 'download.csv',
    options: Partial<ImportOptions> = {},
  ): Promise<FileOutcome> {
    return importFile(database.db, county, await place.file('file', content), name, {
      clock: () => new Date(now),
      storeSites: (_, __, ___, sites) => {
        stored.push(...sites)
        return Promise.resolve({ added: sites.length, changed: 0 })
      },
      ...options,
    })
  }

  const figures = async (measure: string): Promise<(number | null)[]> => {
    const table = await readFigures(database.db, county.id, [measure])
    return (await listNeighbourhoods(database.db, county.id)).map(one => figureOf(table, measure, one.code))
  }

  it('takes the county’s rows, counts the others as outside, and names neighbourhoods and districts', async () => {
    const outcome = await load(files.population())
    expect(outcome).toMatchObject({
      outcome: 'taken',
      kind: 'population',
      rowsTaken: 6,
      rowsOutside: 1,
      rowsRefused: 0,
    })
    const neighbourhoods = await listNeighbourhoods(database.db, county.id)
    expect(neighbourhoods[4]).toEqual({
      code: 'E01900005',
      name: 'South Marsh 005',
      districtCode: 'E07900102',
      centroid: null,
    })
    expect(await listDistricts(database.db, county.id)).toEqual([
      { code: 'E07900101', name: 'North Marsh' },
      { code: 'E07900102', name: 'South Marsh' },
    ])
    expect(await figures('children0to4')).toEqual([10, 20, 30, 40, 50, 60])
    expect(await figures('age4')).toEqual([2, 4, 6, 8, 10, 12])
  })

  it('records publisher, file, SHA-256, vintage, licence, period and rows', async () => {
    await load(files.population(), 'sape.csv', { importedBy: 'Ada Planner' })
    expect(await listDatasets(database.db, county.id)).toEqual([
      expect.objectContaining({
        kind: 'population',
        fileName: 'sape.csv',
        publisher: 'ONS mid-year population estimates',
        geography: 'LSOA 2011',
        period: 'mid-2020',
        licence: 'Open Government Licence v3.0',
        rowsTaken: 6,
        rowsOutside: 1,
        importedAt: now,
        importedBy: 'Ada Planner',
        replacedAt: null,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    ])
  })

  it('doubles nothing when the same file comes again', async () => {
    await load(files.population())
    expect((await load(files.population())).outcome).toBe('already-loaded')
    expect(await listDatasets(database.db, county.id, 'all')).toHaveLength(1)
  })

  it('replaces figures by a later file and keeps the record of the earlier', async () => {
    await load(files.population())
    await load(
      files.population(
        squares.map(square => ({ ...square, children: square.children * 2 })),
        '2021',
      ),
    )
    expect(await figures('children0to4')).toEqual([20, 40, 60, 80, 100, 120])
    const all = await listDatasets(database.db, county.id, 'all')
    expect(all.map(dataset => [dataset.period, dataset.replacedAt]).sort()).toEqual([
      ['mid-2020', now],
      ['mid-2021', null],
    ])
  })

  it('says in which row and why something was refused', async () => {
    const content = files
      .population()
      .replace('"E01900002"', '"Total"')
      .replace(/"30"(?=,"0")/, '"many"')
    await load(files.boundaries())
    await expect(load(content)).rejects.toThrow('holds only 5 of the 6 neighbourhoods')
    const twice = files.population().replace(/\n$/, `\n${files.population().split('\n')[3] ?? ''}\n`)
    await load(twice)
    const dataset = (await listDatasets(database.db, county.id)).find(one => one.kind === 'population')
    expect(dataset?.rowsRefused).toBe(1)
    expect(dataset?.refusals).toEqual([{ row: 11, reason: 'E01900001 is there twice; the first is used' }])
  })

  it('stores nothing of a file that fails on the way', async () => {
    await load(files.boundaries())
    const failing = load(files.centres(), 'centres.csv', {
      storeSites: () => Promise.reject(new Error('disk full')),
    })
    await expect(failing).rejects.toThrow('disk full')
    expect((await listDatasets(database.db, county.id, 'all')).map(dataset => dataset.kind)).toEqual([
      'boundaries',
    ])
  })

  it('stops when asked, and stores nothing', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(load(files.population(), 'a.csv', { signal: stop.signal })).rejects.toThrow(/abort/i)
    expect(await listNeighbourhoods(database.db, county.id)).toEqual([])
  })

  it('refuses figures of another vintage until the lookup is there', async () => {
    await load(files.population())
    await expect(load(files.cars())).rejects.toThrow('The two are joined only through the lookup')
    expect(await figures('households')).toEqual([null, null, null, null, null, null])
  })

  it('carries counts over the lookup: unchanged, summed, shared out by population, or not known', async () => {
    await load(files.population())
    await load(files.lookup())
    const outcome = await load(files.cars())
    // 2011 areas: unchanged; 200 + 300 of its two parts; 400 shared 300 : 100; irregular ones unknown.
    expect(await figures('households')).toEqual([100, 500, 300, 100, null, null])
    expect(await figures('householdsNoCar')).toEqual([10, 50, 30, 10, null, null])
    const method =
      'Carried from LSOA 2021 to LSOA 2011 areas through the lookup: 1 unchanged, 1 the sum of their parts, 2 shared out by population mid-2020, 2 not known.'
    expect(outcome.sentence).toContain(method)
    const { sources } = await readFigures(database.db, county.id, ['households'])
    expect(sources.get('households')).toMatchObject([
      { title: 'Census 2021, cars or vans (TS045)', method, geography: 'LSOA 2021, carried to LSOA 2011' },
    ])
  })

  it('carries rates and deciles only where an area is unchanged', async () => {
    await load(files.population())
    await load(files.lookup())
    const ends = ['01', '12', '13', '14', '15', '16']
    const rates = csv([
      [
        'LSOA code (2021)',
        'Index of Multiple Deprivation (IMD) Decile',
        'Income Deprivation Affecting Children Index (IDACI) Score (rate)',
      ],
      ...ends.map(end => [`E019000${end}`, 4, '0.2']),
    ])
    await load(rates)
    expect(await figures('idaciRate')).toEqual([0.2, null, null, null, null, null])
    expect(await figures('imdDecile')).toEqual([4, null, null, null, null, null])
  })

  it('shares out by households where the county stands on 2021 areas, and never by what was shared out itself', async () => {
    county = await redefineCounty(database.db, county, { ...marshland, vintage: 'LSOA 2021' }, now)
    await load(files.lookup())
    await load(files.cars())
    const outcome = await load(files.population())
    expect(outcome.sentence).toContain(
      '1 unchanged, 1 the sum of their parts, 2 shared out by households 2021, 2 not known',
    )
    // 2021 areas 01, 12, 13, 14, 15, 16: 20 children go to areas of 200 and 300 households; 30 and 40 are merged.
    expect(await figures('children0to4')).toEqual([10, 8, 12, 70, null, null])
  })

  it('does not let figures that are carried over push out those on the county’s own areas', async () => {
    await load(files.population())
    await load(files.lookup())
    const decile = 'Index of Multiple Deprivation (IMD) Decile'
    await load(csv([['LSOA code (2011)', decile], ...squares.map(square => [square.code, 7])]))
    const newer = csv([
      ['LSOA code (2021)', decile, 'Income Deprivation Affecting Children Index (IDACI) Score (rate)'],
      ...['01', '12', '13', '14', '15', '16'].map(end => [`E019000${end}`, 2, '0.2']),
    ])
    expect((await load(newer)).sentence).toContain(
      'Figures that the county has on its own areas were left out.',
    )
    expect(await figures('imdDecile')).toEqual([7, 7, 7, 7, 7, 7])
    expect(await figures('idaciRate')).toEqual([0.2, null, null, null, null, null])
    const kinds = (await listDatasets(database.db, county.id)).map(dataset => dataset.kind)
    expect(kinds).toEqual(expect.arrayContaining(['deprivation', 'deprivation-overall']))
  })

  it('refuses a file whose codes are of another vintage though its header does not say so', async () => {
    await load(files.boundaries())
    const strangers = squares.map((square, at) => (at < 2 ? { ...square, code: `E0190009${at}` } : square))
    await expect(load(files.population(strangers))).rejects.toThrow(
      '2 of the 6 neighbourhoods of Marshland in this file are not on its list of LSOA 2011 areas',
    )
  })

  it('refuses boundaries and centroids of another vintage', async () => {
    await load(files.population())
    await expect(load(files.boundaries('21'))).rejects.toThrow(
      'These are boundaries of LSOA 2021 areas; Marshland stands on LSOA 2011 areas',
    )
    await expect(load(files.centroids().replaceAll('LSOA11', 'LSOA21'))).rejects.toThrow(
      'centroids of LSOA 2021 areas',
    )
  })

  it.each([
    [
      'a file of another county',
      () =>
        csv(
          files
            .population()
            .split('\n')
            .map(line => line.replaceAll('"', '').replaceAll('E0790010', 'E0790070').split(',')),
        ),
      'None of its 7 rows is of Marshland',
    ],
    ['a table without rows', () => files.lookup().split('\n')[0] ?? '', 'a header but no rows'],
    [
      'a table cut off in a row',
      () => files.population().slice(0, -120),
      'stops in the middle of row 10: expected 96 columns',
    ],
    [
      'figures before it is known which neighbourhoods there are',
      () => files.ruralUrban(),
      'Load the lookup, the population or the Indices of Deprivation first',
    ],
    [
      'places before it is known where the county lies',
      () => files.libraries(),
      'Load its boundaries or postcodes first',
    ],
  ])('refuses %s', async (_, content, sentence) => {
    await expect(load(content())).rejects.toThrow(sentence)
  })

  it('refuses a table from which most of the county was cut off', async () => {
    await load(files.boundaries())
    await expect(load(files.population(squares.slice(0, 4)))).rejects.toThrow(
      'holds only 4 of the 6 neighbourhoods of Marshland. It may have been cut off',
    )
  })

  it('refuses a place that says two positions at once, as a number that was cut off does', async () => {
    await load(files.boundaries())
    const cut = files.gpPractices().replace('"",""', '"501000","265000"')
    await expect(load(cut)).rejects.toThrow('Reed Surgery: its longitude and latitude lie')
    const short = files.centres().replace(/"High Street[^]*$/, '')
    await expect(load(short.replace(/,$/, ''))).rejects.toThrow('stops in the middle of row 3')
  })

  it('keeps boundaries and centroids, converted from the National Grid', async () => {
    await load(files.boundaries())
    await load(files.centroids())
    const [first] = await listNeighbourhoods(database.db, county.id)
    expect(first?.centroid?.[0]).toBeCloseTo(0.01, 5)
    expect(first?.centroid?.[1]).toBeCloseTo(52.31, 5)
    expect((await neighbourhoodBoundaries(database.db, county.id))[5]?.boundary?.type).toBe('MultiPolygon')
  })

  it('reads boundaries in National Grid metres, and finds districts by position where the file says none', async () => {
    await load(files.districts())
    const bare = JSON.parse(files.boundaries()) as { features: { properties: Record<string, unknown> }[] }
    for (const feature of bare.features) delete feature.properties['LAD21CD']
    const outcome = await load(JSON.stringify(bare))
    expect(outcome).toMatchObject({ rowsTaken: 6, rowsOutside: 1 })
    expect(outcome.sentence).toContain('the district that its middle lies in')
  })

  it('finds each postcode’s neighbourhood by its position within its district', async () => {
    await load(files.boundaries())
    const outcome = await load(files.codePointOpen())
    expect(outcome).toMatchObject({ rowsTaken: 6, rowsOutside: 1 })
    expect(outcome.sentence).toContain('The neighbourhood of 6 postcodes was found from their position')
    expect(await findPostcode(database.db, county.id, ' pe51aa ')).toMatchObject({
      postcode: 'PE5 1AA',
      districtCode: 'E07900102',
      neighbourhoodCode: 'E01900005',
    })
    expect(await findPostcode(database.db, county.id, 'PE7 1AA')).toBeNull()
    expect(await findPostcode(database.db, county.id, 'not a postcode')).toBeNull()
  })

  it('takes each postcode’s neighbourhood from a directory, leaves out those no longer in use, refuses those without a position', async () => {
    await load(files.population())
    const outcome = await load(files.postcodeDirectory())
    expect(outcome).toMatchObject({ rowsTaken: 6, rowsOutside: 1, rowsRefused: 1 })
    expect(outcome.sentence).toContain('1 postcode that is no longer in use was left out')
    expect((await listPostcodes(database.db, county.id)).map(one => one.neighbourhoodCode)).toEqual(
      squares.slice(0, 6).map(square => square.code),
    )
  })

  it('hands over places with their district and neighbourhood, and keeps those just over the boundary', async () => {
    await load(files.districts())
    await load(files.boundaries())
    await load(files.codePointOpen())
    await load(files.centres())
    await load(files.libraries())
    await load(files.gpPractices())
    const outcome = await load(files.schools())
    expect(outcome.sentence).toContain('1 stands beyond the county')
    expect(outcome.sentence).toContain('1 children’s centre was left out, for the council’s own list tells')
    expect(
      stored.map(site => [
        site.reference,
        site.kind,
        site.districtCode,
        site.neighbourhoodCode,
        site.beyondCounty,
      ]),
    ).toEqual([
      ['centre:pe1-1aa-reed-children-s-centre', 'centre', 'E07900101', 'E01900001', false],
      ['centre:pe5-1aa-sedge-linked-site', 'linked-site', 'E07900102', 'E01900005', false],
      ['library:pe1-1aa-reed', 'library', 'E07900101', 'E01900001', false],
      ['library:pe2-1aa-mobile-one', 'library', 'E07900101', 'E01900002', false],
      ['gp:D81001', 'gp-practice', 'E07900101', 'E01900001', false],
      ['urn:100001', 'school', 'E07900101', 'E01900001', false],
      ['urn:100002', 'nursery', 'E07900101', 'E01900002', false],
      ['urn:100005', 'school', null, null, true],
    ])
  })

  it('drops places beyond the county when the council keeps none', async () => {
    await load(files.boundaries())
    await writeSetting(database.db, county.id, 'keepBeyondMetres', 0)
    await load(files.schools())
    expect(stored.filter(site => site.beyondCounty)).toEqual([])
  })

  it('forgets figures, but not what was loaded, when the county changes its vintage', async () => {
    await load(files.population())
    county = await redefineCounty(database.db, county, { ...marshland, vintage: 'LSOA 2021' }, now)
    expect(await listNeighbourhoods(database.db, county.id)).toEqual([])
    const all = await listDatasets(database.db, county.id, 'all')
    expect(all.map(dataset => dataset.replacedAt)).toEqual([now])
    await expect(load(files.population())).rejects.toThrow('lookup')
  })

  it('tells what is known and what is missing', async () => {
    await load(files.boundaries())
    await load(files.population())
    const known = await knownOf(database.db, county)
    expect(known.children0to4).toEqual({ known: 210, neighbourhoodsNotKnown: 0 })
    expect(known.districts.map(one => [one.name, one.neighbourhoods, one.children0to4.known])).toEqual([
      ['North Marsh', 4, 100],
      ['South Marsh', 2, 110],
    ])
    expect(known.gaps).toContain('No population-weighted centroids: no distance can be worked out.')
    expect(known.gaps.join(' ')).not.toContain('No population by age')
  })

  it('says that invented figures are invented', async () => {
    county = await redefineCounty(database.db, county, { ...marshland, demonstration: true }, now)
    await load(files.population())
    const [dataset] = await listDatasets(database.db, county.id)
    expect(dataset?.publisher).toBe('invented, in the layout of ONS mid-year population estimates')
  })
})

describe('carrying counts over the lookup', () => {
  it('loses and makes nobody where every change is a split or a merge', () => {
    const change = fc.record({
      parts: fc.integer({ min: 1, max: 4 }),
      merged: fc.boolean(),
      count: fc.nat(5000),
    })
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 900 })),
        (changes, weights) => {
          const pairs: LookupPair[] = []
          const counts = new Map<string, number>()
          const targets: string[] = []
          changes.forEach(({ parts, merged, count }, at) => {
            const kind = parts === 1 ? 'U' : merged ? 'M' : 'S'
            for (let part = 0; part < parts; part++) {
              const [code2011, code2021] = merged
                ? [`t${at}.${part}`, `s${at}`]
                : [`t${at}`, `s${at}.${part}`]
              pairs.push({ code2011, code2021, change: kind })
              counts.set(code2021, merged ? count : count + part)
              if (!targets.includes(code2011)) targets.push(code2011)
            }
          })
          const weight = new Map(targets.map(code => [code, weights.next().value as number]))
          const carry = carryOver(pairs, 'LSOA 2011', code => weight.get(code) ?? null)
          const carried = targets.map(
            code => carry(code, 'count', source => counts.get(source)).value as number,
          )
          const sum = (values: Iterable<number>): number =>
            [...values].reduce((total, value) => total + value, 0)
          expect(sum(carried)).toBeCloseTo(sum(counts.values()), 4)
        },
      ),
    )
  })

  it('knows nothing of an area one of whose parts is not known', () => {
    const pairs = [
      { code2011: 'a', code2021: 'b', change: 'S' },
      { code2011: 'a', code2021: 'c', change: 'S' },
    ]
    const carry = carryOver(pairs, 'LSOA 2011', () => 1)
    expect(carry('a', 'count', source => (source === 'b' ? 5 : null))).toEqual({
      value: null,
      by: 'not known',
    })
    expect(carry('somewhere else', 'count', () => 5)).toEqual({ value: null, by: 'not known' })
  })

  it('shares a 2011 count out among its 2021 parts by population', () => {
    const pairs = [
      { code2011: 'a', code2021: 'b', change: 'S' },
      { code2011: 'a', code2021: 'c', change: 'S' },
    ]
    const carry = carryOver(pairs, 'LSOA 2021', code => (code === 'b' ? 300 : 100))
    expect(carry('b', 'count', () => 40)).toEqual({ value: 30, by: 'shared out' })
  })
})
