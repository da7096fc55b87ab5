import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import {
  addCounty,
  figureOf,
  importFile,
  listDatasets,
  readFigures,
  type County,
} from '../../../server/county/index.ts'
import { scratch, type Scratch } from '../../platform/tables/packed.ts'
import { eachDatabase } from '../../support/databases.ts'
import { csv, files, marshland, squares } from '../builders.ts'

let place: Scratch

beforeAll(async () => {
  place = await scratch()
})
afterAll(() => place.remove())

const decile = 'Index of Multiple Deprivation (IMD) Decile'
const childrenDecile =
  'Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)'
const rate = 'Income Deprivation Affecting Children Index (IDACI) Score (rate)'
/** File 7, or what somebody kept of it. */
const deprivation = (...columns: readonly (readonly [name: string, value: number])[]): string =>
  csv([
    ['LSOA code (2011)', ...columns.map(([name]) => name)],
    ...squares.map(square => [square.code, ...columns.map(([, value]) => value)]),
  ])

eachDatabase('figures of a file', database => {
  let county: County
  let minute = 0

  beforeEach(async () => {
    county = await addCounty(database.db, marshland, '2026-09-22T10:00:00.000Z')
    await load(files.population())
  })

  const load = async (content: string): Promise<void> => {
    await importFile(database.db, county, await place.file('file', content), 'download.csv', {
      clock: () => new Date(Date.UTC(2026, 8, 22, 10, minute++)),
      storeSites: () => Promise.resolve({ added: 0, changed: 0 }),
    })
  }
  const code = squares[0]?.code ?? ''

  it('keep their source where a later file of the same kind tells only some of them', async () => {
    await load(deprivation([decile, 3], [rate, 0.2]))
    await load(deprivation([childrenDecile, 2], [rate, 0.3]))
    const figures = await readFigures(database.db, county.id, ['imdDecile', 'idaciRate'])
    expect([figureOf(figures, 'imdDecile', code), figureOf(figures, 'idaciRate', code)]).toEqual([3, 0.3])
    const current = await listDatasets(database.db, county.id)
    for (const measure of ['imdDecile', 'idaciRate']) {
      const [source] = figures.sources.get(measure) ?? []
      expect([measure, current.some(dataset => dataset.id === source?.id)]).toEqual([measure, true])
    }
    expect(figures.sources.get('imdDecile')).not.toEqual(figures.sources.get('idaciRate'))
  })

  it('are replaced as a whole by a file that tells all of them, whose record then stands alone', async () => {
    await load(deprivation([decile, 3], [rate, 0.2]))
    await load(deprivation([childrenDecile, 2], [rate, 0.3]))
    await load(deprivation([decile, 4], [childrenDecile, 3], [rate, 0.4]))
    const current = await listDatasets(database.db, county.id)
    expect(current.map(dataset => dataset.kind).sort()).toEqual(['deprivation', 'population'])
    expect(await listDatasets(database.db, county.id, 'all')).toHaveLength(4)
    const figures = await readFigures(database.db, county.id, ['imdDecile', 'idaciRate'])
    expect(figures.sources.get('imdDecile')).toEqual(figures.sources.get('idaciRate'))
  })

  it('of a file that was replaced can be loaded again', async () => {
    const first = deprivation([decile, 3], [rate, 0.2])
    await load(first)
    await load(deprivation([decile, 4], [rate, 0.4]))
    await load(first)
    const figures = await readFigures(database.db, county.id, ['imdDecile'])
    expect(figureOf(figures, 'imdDecile', code)).toBe(3)
  })

  it('never call nought what a file withholds', async () => {
    const withheld = deprivation([decile, 3], [rate, 0.2]).replace('"0.2"', '"[c]"')
    await load(withheld)
    const figures = await readFigures(database.db, county.id, ['imdDecile', 'idaciRate'])
    expect([figureOf(figures, 'imdDecile', code), figureOf(figures, 'idaciRate', code)]).toEqual([3, null])
    expect(figureOf(figures, 'idaciRate', squares[1]?.code ?? '')).toBe(0.2)
  })

  it('of an index that cannot be are refused in their row, and do not reach the county', async () => {
    await expect(load(deprivation([decile, 11], [rate, 0.2]))).rejects.toThrow('expected 1 to 10')
    await expect(load(deprivation([decile, 3], [rate, 20]))).rejects.toThrow('expected 0 to 1')
    const figures = await readFigures(database.db, county.id, ['imdDecile'])
    expect(figureOf(figures, 'imdDecile', code)).toBeNull()
  })
})
