import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { csv, type Cell } from './csv.ts'
import type { DemonstrationCounty, DemonstrationNeighbourhood } from './demonstration-county.ts'
import { allPlaces, creek } from './gazetteer.ts'
import { eastingNorthing, longitudeLatitude } from './grid.ts'
import type { Rings } from './outlines.ts'
import { chance } from './random.ts'
import { creekLine } from './terrain.ts'
import type { WrittenFile } from './written-file.ts'

/** Places, rivers, bridges and main roads, for the map. */
export function mapFiles(county: DemonstrationCounty): WrittenFile[] {
  const line = (points: readonly (readonly [number, number])[]): Geometry => ({
    type: 'LineString',
    coordinates: points.map(longitudeLatitude),
  })
  const point = (at: readonly [number, number]): Geometry => ({
    type: 'Point',
    coordinates: longitudeLatitude(at),
  })
  const files: Record<string, Feature[]> = {
    places: allPlaces.map(({ name, kind, people, x, y }) =>
      feature({ name, kind, rank: rankOf(kind, people), population: people }, point([x, y])),
    ),
    rivers: county.mesh.rivers.map(({ name, line: points }) => feature({ name }, line(points))),
    water: [feature({ name: creek.name }, line(creekLine))],
    bridges: [
      ...county.bridges.map(({ name, river, point: at }) =>
        feature({ name, river, for: 'everyone' }, point(at)),
      ),
      ...county.footBridges.map(({ name, river, point: at }) =>
        feature({ name, river, for: 'people on foot' }, point(at)),
      ),
    ],
    'main-roads': [...county.roads, county.bypass].map(({ name, line: points }) =>
      feature({ name }, line(points)),
    ),
  }
  return Object.entries(files).map(([name, features]) => ({
    name: `map/${name}.geojson`,
    content: geojson(name, features),
    encoding: 'utf8',
  }))
}

/** 1 for the city's middle and large towns, 2 for other towns and suburbs, 3 for large villages, 4 for small ones. */
function rankOf(kind: string, people: number): number {
  if (people >= 28_000) return 1
  if (kind !== 'village') return 2
  return people >= 3_500 ? 3 : 4
}

/** Neighbourhood boundaries, as from the Open Geography portal. */
export function neighbourhoodBoundaries(county: DemonstrationCounty): string {
  const features = county.neighbourhoods.map(one =>
    feature(
      {
        LSOA21CD: one.code,
        LSOA21NM: one.name,
        WD24CD: one.wardCode,
        WD24NM: one.wardName,
        LAD24CD: one.districtCode,
        LAD24NM: one.districtName,
      },
      boundary(one.outline, county),
    ),
  )
  return geojson('lsoa2021_boundaries', features)
}

/** District boundaries, as from the Open Geography portal. */
export function districtBoundaries(county: DemonstrationCounty): string {
  const features = county.districts.map(({ code, name, outline }) =>
    feature({ LAD24NM: name, LAD24CD: code }, boundary(outline, county)),
  )
  return geojson('lad2024_boundaries', features)
}

function boundary(outline: readonly Rings[], county: DemonstrationCounty): Polygon | MultiPolygon {
  const parts = outline.map(rings =>
    rings.map(ring => {
      const positions = ring.map((corner): Position =>
        longitudeLatitude(county.mesh.corners[corner] ?? [0, 0]),
      )
      const first = positions[0]
      return first === undefined ? positions : [...positions, first]
    }),
  )
  const [only] = parts
  return parts.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: parts }
}

function feature(properties: Record<string, unknown>, geometry: Geometry): Feature {
  return { type: 'Feature', properties, geometry }
}

function geojson(name: string, features: readonly Feature[]): string {
  const head: Omit<FeatureCollection, 'features'> & { name: string } = { type: 'FeatureCollection', name }
  const lines = features.map(one => JSON.stringify(one)).join(',\n')
  return `${JSON.stringify(head).slice(0, -1)},\n"features": [\n${lines}\n]}\n`
}

/** Where the people of each neighbourhood live on average. */
export function centroids(rows: readonly DemonstrationNeighbourhood[], seed: number): string {
  const draw = chance(seed, 'identifiers')
  const hex = (length: number) => Array.from({ length }, () => draw.whole(0, 15).toString(16)).join('')
  return csv([
    ['LSOA21CD', 'LSOA21NM', 'LAD24CD', 'GlobalID', 'x', 'y', 'long', 'lat'],
    ...rows.map(({ code, name, districtCode, middle }): Cell[] => {
      const [easting, northing] = eastingNorthing(middle)
      const identifier = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
      return [
        code,
        name,
        districtCode,
        identifier,
        easting.toFixed(3),
        northing.toFixed(3),
        ...longitudeLatitude(middle),
      ]
    }),
  ])
}
