import { expect, it } from '@jest/globals'
import {
  countFigures,
  figureOf,
  readFigures,
  replaceFigures,
  type FigureRecord,
} from '../../server/county/figure-repository.ts'
import { listDatasets } from '../../server/county/dataset-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDataset, aStoredCounty, later } from './stored.ts'

const figure = (
  measure: string,
  neighbourhoodCode: string,
  value: number | null,
  text: string | null = null,
): FigureRecord => ({ measure, neighbourhoodCode, value, text })

eachDatabase('the store of figures', database => {
  it('tells a figure that is not known from nought', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 3)
    const [one = '', two = '', three = ''] = codes
    const dataset = await aDataset(db, id, 'population')
    await replaceFigures(
      db,
      id,
      ['children0to4'],
      [figure('children0to4', one, 0), figure('children0to4', two, null)],
      dataset,
      later,
    )
    const figures = await readFigures(db, id, ['children0to4', 'never'])
    expect([one, two, three, 'E0'].map(code => figureOf(figures, 'children0to4', code))).toEqual([
      0,
      null,
      null,
      null,
    ])
    expect(figureOf(figures, 'never', one)).toBeNull()
    expect(await countFigures(db, id)).toEqual(new Map([['children0to4', 1]]))
  })

  it('keeps fractions, large numbers and words as they were given', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 2)
    const [one = '', two = ''] = codes
    const dataset = await aDataset(db, id, 'deprivation')
    await replaceFigures(
      db,
      id,
      ['idaciRate', 'imdRank', 'ruralClass'],
      [
        figure('idaciRate', one, 0.1 + 0.2),
        figure('imdRank', one, 32_844),
        figure('ruralClass', two, null, 'Rural town and fringe “sparse”'),
      ],
      dataset,
      later,
    )
    const { values, texts } = await readFigures(db, id, ['idaciRate', 'imdRank', 'ruralClass'])
    expect(values.get('idaciRate')?.get(one)).toBe(0.1 + 0.2)
    expect(values.get('imdRank')?.get(one)).toBe(32_844)
    expect(texts.get('ruralClass')).toEqual(new Map([[two, 'Rural town and fringe “sparse”']]))
    expect(texts.has('imdRank')).toBe(false)
  })

  it('puts new figures in the place of all old ones of the same measures, and leaves the others and other counties', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 2), await aStoredCounty(db, 2)]
    for (const { id, codes } of [mine, other]) {
      const all = ['population', 'children0to4'].flatMap(measure =>
        codes.map(code => figure(measure, code, 7)),
      )
      await replaceFigures(
        db,
        id,
        ['population', 'children0to4'],
        all,
        await aDataset(db, id, 'population'),
        later,
      )
    }
    const [one = '', two = ''] = mine.codes
    const newer = await aDataset(db, mine.id, 'census-age')
    await replaceFigures(db, mine.id, ['population'], [figure('population', one, 8)], newer, later)
    const figures = await readFigures(db, mine.id, ['population', 'children0to4'])
    // What the new file does not tell is not known any more: an old figure would pass for a new one.
    expect([one, two].map(code => figureOf(figures, 'population', code))).toEqual([8, null])
    expect([one, two].map(code => figureOf(figures, 'children0to4', code))).toEqual([7, 7])
    expect(figures.sources.get('population')?.map(source => source.id)).toEqual([newer])
    const others = await readFigures(db, other.id, ['population'])
    expect(other.codes.map(code => figureOf(others, 'population', code))).toEqual([7, 7])
  })

  it('calls an import replaced once none of its figures is in use, and not before', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 1)
    const [one = ''] = codes
    const first = await aDataset(db, id, 'population')
    await replaceFigures(db, id, ['a', 'b'], [figure('a', one, 1), figure('b', one, 1)], first, later)
    const second = await aDataset(db, id, 'census-age')
    await replaceFigures(db, id, ['a'], [figure('a', one, 2)], second, later)
    const current = async (): Promise<string[]> =>
      (await listDatasets(db, id)).map(dataset => dataset.id).sort()
    expect(await current()).toEqual([first, second].sort())
    const third = await aDataset(db, id, 'census-cars')
    await replaceFigures(db, id, ['b'], [figure('b', one, 3)], third, later)
    expect(await current()).toEqual([second, third].sort())
    expect((await listDatasets(db, id, 'all')).find(dataset => dataset.id === first)?.replacedAt).toBe(later)
  })

  it('never calls an import replaced that holds no figures, such as boundaries', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 1)
    const boundaries = await aDataset(db, id, 'boundaries')
    for (const value of [1, 2]) {
      const dataset = await aDataset(db, id, 'population')
      await replaceFigures(db, id, ['a'], [figure('a', codes[0] ?? '', value)], dataset, later)
    }
    expect((await listDatasets(db, id)).map(dataset => dataset.id)).toContain(boundaries)
    expect(await listDatasets(db, id)).toHaveLength(2)
  })

  it('names every source of a measure that was filled from several, each once', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 3)
    const [first, second] = [await aDataset(db, id, 'schools'), await aDataset(db, id, 'libraries')]
    await db
      .insertInto('figure')
      .values(
        codes.map((code, at) => ({
          county_id: id,
          measure: 'venues',
          neighbourhood_code: code,
          value: at,
          text: null,
          dataset_id: at === 1 ? second : first,
        })),
      )
      .execute()
    const { sources } = await readFigures(db, id, ['venues'])
    expect(
      sources
        .get('venues')
        ?.map(source => source.id)
        .sort(),
    ).toEqual([first, second].sort())
  })

  it('takes a county of more rows than one statement holds, and none where no measure is asked for', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 401)
    const dataset = await aDataset(db, id, 'population')
    const all = ['a', 'b'].flatMap(measure => codes.map((code, at) => figure(measure, code, at)))
    await replaceFigures(db, id, ['a', 'b'], all, dataset, later)
    const { values } = await readFigures(db, id, ['a', 'b'])
    expect([values.get('a')?.size, values.get('b')?.size]).toEqual([401, 401])
    expect((await readFigures(db, id, [])).values.size).toBe(0)
  })

  it('changes nothing when an import brings no measure at all', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 1)
    const dataset = await aDataset(db, id, 'population')
    await replaceFigures(db, id, ['a'], [figure('a', codes[0] ?? '', 1)], dataset, later)
    await replaceFigures(db, id, [], [], dataset, later)
    expect(await countFigures(db, id)).toEqual(new Map([['a', 1]]))
  })

  it('forgets figures with their neighbourhoods', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 2)
    const dataset = await aDataset(db, id, 'population')
    await replaceFigures(
      db,
      id,
      ['a'],
      codes.map(code => figure('a', code, 1)),
      dataset,
      later,
    )
    await db
      .deleteFrom('neighbourhood')
      .where('code', '=', codes[0] ?? '')
      .execute()
    expect(await countFigures(db, id)).toEqual(new Map([['a', 1]]))
  })
})
