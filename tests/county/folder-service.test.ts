import { afterEach, beforeEach, expect, it } from '@jest/globals'
import {
  currentCounty,
  listCounties,
  listDatasets,
  listNeighbourhoods,
  loadFolder,
  readFigures,
  type FolderOutcome,
} from '../../server/county/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { scratch, type Scratch } from '../platform/tables/packed.ts'
import { files, marshland, squares } from './builders.ts'

eachDatabase('loading a folder', database => {
  let place: Scratch
  let sitesStored: number

  beforeEach(async () => {
    place = await scratch()
    sitesStored = 0
  })
  afterEach(() => place.remove())

  async function load(): Promise<FolderOutcome> {
    return loadFolder(database.db, place.folder, {
      clock: () => new Date('2026-09-22T10:00:00Z'),
      storeSites: (_, __, ___, sites) => {
        sitesStored += sites.length
        return Promise.resolve({ added: sites.length, changed: 0 })
      },
    })
  }

  const outcomes = ({ files: all }: FolderOutcome): Record<string, string> =>
    Object.fromEntries(all.map(file => [file.fileName, file.outcome]))

  /** Named so that the alphabet has them in the worst order. */
  async function writeEverything(): Promise<void> {
    await place.file('county.json', files.county())
    await place.file('a-cars.csv', files.cars())
    await place.file('b-centres.csv', files.centres())
    await place.file('c-postcodes.csv', files.codePointOpen())
    await place.file('d-rural.csv', files.ruralUrban())
    await place.file('e-centroids.csv', files.centroids())
    await place.file('f-indices.csv', files.deprivation())
    await place.file('g-people.csv', files.population())
    await place.file('h-lookup.csv', files.lookup())
    await place.file('i-areas.geojson', files.boundaries())
    await place.file('j-districts.geojson', files.districts())
    await place.file('README.md', '# Where these come from')
  }

  it('loads files in the order that they need each other, whatever their names', async () => {
    await writeEverything()
    const loaded = await load()
    expect(loaded.files.filter(file => file.outcome !== 'taken')).toEqual([])
    expect(loaded.files).toHaveLength(10)
    expect(loaded.county).toMatchObject({ name: 'Marshland', active: true })
    expect(await listNeighbourhoods(database.db, loaded.county.id)).toHaveLength(6)
    expect(sitesStored).toBe(2)
    const figures = await readFigures(database.db, loaded.county.id, ['households', 'ruralClass'])
    expect(figures.values.get('households')?.get('E01900002')).toBe(500)
    expect(figures.texts.get('ruralClass')?.get('E01900002')).toBe('Rural town')
  })

  it('changes nothing when it is loaded again', async () => {
    await writeEverything()
    const first = await load()
    const again = await load()
    expect(new Set(Object.values(outcomes(again)))).toEqual(new Set(['already-loaded']))
    expect(await listDatasets(database.db, first.county.id, 'all')).toHaveLength(10)
    expect(await listCounties(database.db)).toHaveLength(1)
    expect(sitesStored).toBe(2)
  })

  it('loads the others when one file fails, and says why it failed', async () => {
    await writeEverything()
    await place.file('broken.csv', '%PDF-1.4')
    await place.file(
      'f-indices.csv',
      files.deprivation().replaceAll('E0790010', 'E0790070').replaceAll('E0190', 'E0180'),
    )
    const loaded = await load()
    expect(loaded.files.filter(file => file.outcome === 'refused')).toEqual([
      expect.objectContaining({
        fileName: 'broken.csv',
        sentence: expect.stringContaining('a PDF document'),
      }),
      expect.objectContaining({
        fileName: 'f-indices.csv',
        sentence: expect.stringContaining('None of its 7 rows is of Marshland'),
      }),
    ])
    expect(loaded.files.filter(file => file.outcome === 'taken')).toHaveLength(9)
  })

  it('uses the county’s own vintage, then the later, then the fuller of several files, and says so', async () => {
    await writeEverything()
    await place.file('areas-2021.geojson', files.boundaries('21'))
    await place.file('people-2019.csv', files.population(squares, '2019'))
    await place.file('people-part.csv', files.population(squares.slice(0, 6)))
    await place.file('shape.dbf', 'x')
    const loaded = await load()
    expect(outcomes(loaded)).toMatchObject({ 'g-people.csv': 'taken', 'i-areas.geojson': 'taken' })
    const reasons = Object.fromEntries(loaded.files.map(file => [file.fileName, file.sentence]))
    expect(reasons).toMatchObject({
      'areas-2021.geojson':
        'It stands on LSOA 2021 areas; i-areas.geojson stands on the county’s LSOA 2011 areas.',
      'people-2019.csv': 'g-people.csv is later (mid-2020): it is used instead.',
      'people-part.csv': 'g-people.csv is fuller (8 rows to 7): it is used instead.',
      'shape.dbf': 'Shapefiles are not read: download the same layer as GeoJSON or CSV.',
    })
  })

  it('matches files with the codes of districts before a reorganisation by their neighbourhoods', async () => {
    await writeEverything()
    // Every file but the population still has the old districts.
    const old = (text: string): string => text.replaceAll('E0790010', 'E0710010')
    for (const [name, content] of [
      ['f-indices.csv', files.deprivation()],
      ['h-lookup.csv', files.lookup()],
      ['i-areas.geojson', files.boundaries()],
    ] as const) {
      await place.file(name, old(content))
    }
    const loaded = await load()
    expect(loaded.files.filter(file => file.outcome !== 'taken')).toEqual([])
    const figures = await readFigures(database.db, loaded.county.id, ['idaciRate', 'households'])
    expect(figures.values.get('idaciRate')?.size).toBe(6)
    expect(figures.values.get('households')?.get('E01900002')).toBe(500)
  })

  it('adds another county beside the first and makes it the active one', async () => {
    await writeEverything()
    await load()
    await place.file(
      'county.json',
      files.county({ ...marshland, name: 'Elsewhere', code: 'E10900010', districtCodes: ['E07900199'] }),
    )
    const other = await load()
    expect(await listNeighbourhoods(database.db, other.county.id)).toMatchObject([{ code: 'E01900009' }])
    expect((await currentCounty(database.db))?.name).toBe('Elsewhere')
    expect((await listCounties(database.db)).map(county => county.name)).toEqual(['Elsewhere', 'Marshland'])
  })

  it('is for the active county when it does not say which', async () => {
    await place.file('a.csv', files.population())
    await expect(load()).rejects.toThrow('There is no county.json')
    await place.file('county.json', files.county())
    await load()
    await place.file('b.csv', files.deprivation())
    expect(outcomes(await load())).toEqual({ 'a.csv': 'already-loaded', 'b.csv': 'taken' })
  })

  it.each([
    ['{"name":', 'cannot be read as JSON'],
    [
      '{"name":"","districts":[],"neighbourhoods":"LSOA 2031"}',
      'a county needs a name; districts: at least one code is needed; neighbourhoods: must be LSOA 2011 or LSOA 2021',
    ],
  ])('refuses a county.json that says too little: %s', async (json, sentence) => {
    await place.file('county.json', json)
    await expect(load()).rejects.toThrow(sentence)
  })

  it('says so when there is no such folder', async () => {
    await expect(
      loadFolder(database.db, `${place.folder}/nowhere`, {
        clock: () => new Date(),
        storeSites: () => Promise.reject(new Error()),
      }),
    ).rejects.toThrow('cannot be read. Give the path of a folder')
  })
})
