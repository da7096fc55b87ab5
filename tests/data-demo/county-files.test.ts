import { parse } from 'csv-parse/sync'
import type { Feature, FeatureCollection, LineString, Point, Polygon } from 'geojson'
import { buildDemonstrationCounty, demonstrationFiles } from '../../data/demo/generate.ts'
import { longitudeLatitude } from '../../data/demo/grid.ts'
import { crossings, edgesOf, isInside, metresBetween, ringArea } from './shapes.ts'

const county = buildDemonstrationCounty()
const files = new Map(demonstrationFiles(county).map(file => [file.name, file.content]))

function text(name: string): string {
  const content = files.get(name)
  if (content === undefined) throw new Error(`There is no file ${name}.`)
  return content
}

function features<G extends Polygon | Point | LineString>(
  name: string,
): Feature<G, Record<string, string>>[] {
  return (JSON.parse(text(name)) as FeatureCollection<G, Record<string, string>>).features
}

function table(name: string): string[][] {
  return parse(text(name), { relax_column_count: true, bom: true })
}

const neighbourhoods = () => features<Polygon>('lsoa2021_boundaries.geojson')
const ringsOf = (feature: Feature<Polygon>) => feature.geometry.coordinates

describe('the demonstration county', () => {
  it('is the same to the last byte when it is made again', () => {
    for (const { name, content } of demonstrationFiles(buildDemonstrationCounty()))
      expect(content === files.get(name)).toBe(true)
  })

  it('has about as many neighbourhoods as its model, each of a usual size', () => {
    expect(county.neighbourhoods.length).toBeGreaterThanOrEqual(375)
    expect(county.neighbourhoods.length).toBeLessThanOrEqual(390)
    const sizes = table('sapelsoasyoa_mid2024_lsoa2021.csv')
      .slice(4)
      .map(row => Number(row[4]))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1000)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3000)
  })

  it('has about 34,000 children aged 0 to 4', () => {
    const [, , , header = [], ...rows] = table('sapelsoasyoa_mid2024_lsoa2021.csv')
    const columns = ['F0', 'F1', 'F2', 'F3', 'F4', 'M0', 'M1', 'M2', 'M3', 'M4'].map(age =>
      header.indexOf(age),
    )
    const ours = rows.filter(row => row[0] !== 'E07900091')
    const children = ours.reduce(
      (sum, row) => sum + columns.reduce((part, at) => part + Number(row[at]), 0),
      0,
    )
    expect(children).toBeGreaterThan(33_000)
    expect(children).toBeLessThan(35_000)
  })

  it('leaves no gap and no overlap between neighbourhoods: every inner edge has one twin', () => {
    const owners = new Map<string, number>()
    for (const feature of neighbourhoods())
      for (const edge of edgesOf(ringsOf(feature))) owners.set(edge, (owners.get(edge) ?? 0) + 1)
    expect([...owners.values()].every(times => times === 1)).toBe(true)

    const outer = [...owners.keys()].filter(edge => !owners.has(edge.split(' ').reverse().join(' ')))
    const districtEdges = new Set(
      features<Polygon>('lad2024_boundaries.geojson').flatMap(one => edgesOf(ringsOf(one))),
    )
    expect(outer.length).toBeGreaterThan(300)
    expect(outer.filter(edge => !districtEdges.has(edge))).toEqual([])
  })

  it('has areas that add up: neighbourhoods to their district', () => {
    const area = (feature: Feature<Polygon>) =>
      ringsOf(feature).reduce((sum, ring) => sum + ringArea(ring), 0)
    for (const district of features<Polygon>('lad2024_boundaries.geojson')) {
      const parts = neighbourhoods().filter(
        one => one.properties['LAD24CD'] === district.properties['LAD24CD'],
      )
      const sum = parts.reduce((total, one) => total + area(one), 0)
      expect(sum / area(district)).toBeCloseTo(1, 9)
    }
  })

  it('puts every postcode inside the neighbourhood that it was drawn in, or beyond the county', () => {
    const boundaries = new Map(neighbourhoods().map(one => [one.properties['LSOA21CD'], ringsOf(one)]))
    const rows = table('codepoint_open_fn.csv')
    expect(rows.length).toBeGreaterThan(9_000)
    expect(rows.length).toBeLessThan(18_000)
    expect(new Set(rows.map(([postcode]) => postcode)).size).toBe(rows.length)
    expect(rows.filter(([postcode = '']) => !/^FN\d{1,2} \d[ABD-HJLNP-UW-Z]{2}$/.test(postcode))).toEqual([])
    const astray = county.postcodes.filter(({ point, neighbourhoodCode, districtCode }) =>
      neighbourhoodCode === null
        ? districtCode !== 'E07900091'
        : !isInside(longitudeLatitude(point), boundaries.get(neighbourhoodCode) ?? []),
    )
    expect(astray).toEqual([])
  })

  it('lets no neighbourhood cross a river', () => {
    const edges = new Set(neighbourhoods().flatMap(one => edgesOf(ringsOf(one))))
    for (const river of features<LineString>('map/rivers.geojson')) {
      const course = edgesOf([river.geometry.coordinates])
      expect(course.length).toBeGreaterThan(200)
      expect(course.filter(edge => !edges.has(edge))).toEqual([])
    }
  })

  it('lets main roads cross a river on a bridge only', () => {
    const bridges = features<Point>('map/bridges.geojson')
      .filter(one => one.properties['for'] === 'everyone')
      .map(one => one.geometry.coordinates)
    expect(bridges).toHaveLength(8)
    for (const road of features<LineString>('map/main-roads.geojson'))
      for (const river of features<LineString>('map/rivers.geojson'))
        for (const crossing of crossings(road.geometry.coordinates, river.geometry.coordinates))
          expect(Math.min(...bridges.map(bridge => metresBetween(bridge, crossing)))).toBeLessThan(250)
  })

  it('lies in the open sea, on the National Grid', () => {
    const rows = table('codepoint_open_fn.csv')
    const eastings = rows.map(row => Number(row[2]))
    expect(Math.min(...eastings)).toBeGreaterThan(630_000)
    expect(Math.max(...eastings)).toBeLessThan(700_000)
    expect(Math.min(...rows.map(row => Number(row[3])))).toBeGreaterThan(350_000)
  })

  it('has poor estates, rich villages and what goes with them', () => {
    const mean = (decilesFrom: number, decilesTo: number, of: (at: number) => number) => {
      const chosen = county.neighbourhoods.flatMap(({ indices }, at) => {
        const decile = indices[8]?.decile ?? 0
        return decile >= decilesFrom && decile <= decilesTo ? [at] : []
      })
      return chosen.reduce((sum, at) => sum + of(at), 0) / chosen.length
    }
    const noCar = (at: number) => {
      const figures = county.neighbourhoods[at]?.figures
      return (figures?.cars[0] ?? 0) / (figures?.households ?? 1)
    }
    const loneParents = (at: number) => {
      const figures = county.neighbourhoods[at]?.figures
      return (figures?.loneParentHouseholds ?? 0) / (figures?.households ?? 1)
    }
    expect(mean(1, 2, noCar)).toBeGreaterThan(2 * mean(9, 10, noCar))
    expect(mean(1, 2, loneParents)).toBeGreaterThan(1.5 * mean(9, 10, loneParents))
  })
})

describe('the published layouts', () => {
  it.each([
    ['census2021-ts045-lsoa.csv', 0, ['date', 'geography', 'geography code', 'Number of cars or vans: Total: All households', 'Number of cars or vans: No cars or vans in household']],
    ['census2021-ts003-lsoa-query.csv', 6, ['2021 super output area - lower layer', '2021', '%']],
    ['census2021-ts029-lsoa.csv', 0, ['geography code', 'Proficiency in English language: Total: All usual residents aged 3 years and over', 'Proficiency in English language: Main language is not English (English or Welsh in Wales): Cannot speak English well', 'Proficiency in English language: Main language is not English (English or Welsh in Wales): Cannot speak English']],
    ['census2021-ts021-lsoa-query.csv', 6, ['2021 super output area - lower layer', 'Total: All usual residents', 'Asian, Asian British or Asian Welsh', 'White']],
    ['sapelsoasyoa_mid2024_lsoa2021.csv', 3, ['LAD 2023 Code', 'LAD 2023 Name', 'LSOA 2021 Code', 'LSOA 2021 Name', 'Total', 'F0', 'F90', 'M0', 'M90']],
    ['File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv', 0, ['LSOA code (2021)', 'LSOA name (2021)', 'Local Authority District code (2024)', 'Index of Multiple Deprivation (IMD) Score', 'Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)', 'Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)', 'Income Deprivation Affecting Children Index (IDACI) Score (rate)', 'Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)', 'Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)', 'Total population: mid 2022', 'Dependent Children aged 0-15: mid 2022']],
    ['lsoa2021_population_weighted_centroids.csv', 0, ['LSOA21CD', 'LSOA21NM', 'x', 'y', 'long', 'lat']],
    ['ruc21_lsoa21.csv', 0, ['lsoa21_code', 'ruc21_code', 'classification', 'ruc']],
  ])('%s has the columns of its model', (name, row, columns) => {
    const header = table(name)[row] ?? []
    expect(columns.filter(column => !header.includes(column))).toEqual([])
    expect(header.filter((column, at) => column !== '%' && header.indexOf(column) !== at)).toEqual([])
  }) // prettier-ignore

  it('labels neighbourhoods as the query tool does', () => {
    expect(table('census2021-ts003-lsoa-query.csv')[8]?.[0]).toMatch(/^E01\d{6} : .+ \d{3}[A-H]$/)
  })

  it('writes postcodes without a header, in ten columns', () => {
    expect(table('codepoint_open_fn.csv').every(row => row.length === 10)).toBe(true)
  })

  it('names the properties of boundaries as the portal does', () => {
    expect(Object.keys(neighbourhoods()[0]?.properties ?? {})).toEqual(
      expect.arrayContaining(['LSOA21CD', 'LSOA21NM', 'LAD24CD', 'LAD24NM']),
    )
    expect(Object.keys(features<Polygon>('lad2024_boundaries.geojson')[0]?.properties ?? {})).toEqual(
      expect.arrayContaining(['LAD24CD', 'LAD24NM']),
    )
  })

  it('holds a few rows of the next county, as downloads do', () => {
    expect(table('census2021-ts045-lsoa.csv').filter(row => row[1]?.startsWith('Lower Ossen'))).toHaveLength(
      12,
    )
  })

  it('says in county.json what the county is, and that it is invented', () => {
    expect(JSON.parse(text('county.json'))).toMatchObject({
      name: 'Sedgeshire',
      neighbourhoods: 'LSOA 2021',
      demonstration: true,
      districts: ['E07900001', 'E07900002', 'E07900003', 'E07900004', 'E07900005'],
    })
  })
})
