import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FeatureCollection, LineString } from 'geojson'
import { createOSMStream } from 'osm-pbf-parser-node'
import { mapFiles } from '../../data/demo/boundary-files.ts'
import { buildDemonstrationCounty, networkFiles } from '../../data/demo/generate.ts'
import { longitudeLatitude } from '../../data/demo/grid.ts'
import { drawStreets } from '../../data/demo/road-files.ts'
import { crossingOf, type Stretch } from '../../data/demo/street-graph.ts'
import type { Point } from '../../data/demo/terrain.ts'
import { buildGraph } from '../../server/travel/roads/build-graph.ts'
import { roadProfiles } from '../../server/travel/roads/profiles.ts'
import { readRoads } from '../../server/travel/roads/read-roads.ts'
import { snapper } from '../../server/travel/roads/snap.ts'
import { metresBetween } from './shapes.ts'

interface Item {
  readonly type?: 'node' | 'way' | 'relation'
  readonly id: number
  readonly lon: number
  readonly lat: number
  readonly refs: readonly number[]
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[]
  readonly tags?: Readonly<Record<string, string>>
  readonly bbox?: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>
  readonly required_features?: readonly string[]
}

const county = buildDemonstrationCounty()
const graph = drawStreets(county)
const streets = graph.stretches.flatMap(stretch => (stretch ? [stretch] : []))
const pointOf = (id: number): Point => graph.points[id] ?? [0, 0]
const tagOf = ({ street }: Stretch, key: string): string => street.tags[key] ?? ''
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const metres = (a: Point, b: Point): number => 1000 * Math.hypot(a[0] - b[0], a[1] - b[1])

const onFoot = (one: Stretch): boolean => tagOf(one, 'foot') !== 'no' && tagOf(one, 'access') !== 'private'
const byCar = (one: Stretch): boolean =>
  !['footway', 'steps', 'path'].includes(tagOf(one, 'highway')) && tagOf(one, 'access') !== 'private'

/** Every point that can be reached from one, along or also against the stretches. */
function reached(
  from: number,
  usable: (one: Stretch) => boolean,
  direction: 'out' | 'in' | 'any',
): Set<number> {
  const onward = new Map<number, number[]>()
  const join = (a: number, b: number): void => {
    const list = onward.get(a)
    if (list === undefined) onward.set(a, [b])
    else list.push(b)
  }
  for (const one of streets) {
    if (!usable(one)) continue
    const both = direction === 'any' || tagOf(one, 'oneway') !== 'yes'
    if (both || direction === 'out') join(one.from, one.to)
    if (both || direction === 'in') join(one.to, one.from)
  }
  const seen = new Set([from])
  for (const at of seen) for (const next of onward.get(at) ?? []) seen.add(next)
  return seen
}

describe('the roads of the demonstration county', () => {
  const bridges = [...county.bridges, ...county.footBridges]
  const centre = streets.find(one => tagOf(one, 'ref') === 'A9901')?.from ?? 0

  const box = ([x, y]: Point): string => `${Math.floor(x)},${Math.floor(y)}`
  const banks = new Map<string, (readonly [Point, Point])[]>()
  for (const { line } of county.mesh.rivers)
    line.slice(1).forEach((to, at) => {
      const from = line[at] ?? to
      // No stretch of a street or of a river is longer than a kilometre: boxes one away are enough.
      for (const east of [-1, 0, 1])
        for (const north of [-1, 0, 1]) {
          const key = box([from[0] + east, from[1] + north])
          banks.set(key, [...(banks.get(key) ?? []), [from, to]])
        }
    })
  const banksNear = (at: Point) => banks.get(box(at)) ?? []

  it('cross a river on a bridge and nowhere else', () => {
    const astray: string[] = []
    const crossed = new Set<string>()
    for (const one of streets) {
      const [a, b] = [pointOf(one.from), pointOf(one.to)]
      for (const [c, d] of banksNear(a)) {
        const found = crossingOf(a, b, c, d)
        if (found === null) continue
        const at: Point = [a[0] + found[0] * (b[0] - a[0]), a[1] + found[0] * (b[1] - a[1])]
        const bridge = bridges.find(({ point }) => metres(point, at) < 40)
        if (bridge === undefined || tagOf(one, 'bridge') !== 'yes')
          astray.push(`${tagOf(one, 'name')} ${at.join()}`)
        else crossed.add(bridge.name)
      }
    }
    expect(astray).toEqual([])
    expect([...crossed].sort()).toEqual(bridges.map(({ name }) => name).sort())
  })

  it('lead over a ninth bridge on foot alone', () => {
    for (const one of streets.filter(other => tagOf(other, 'name') === county.footBridges[0]?.name))
      expect(tagOf(one, 'highway')).toBe('footway')
  })

  it('come within 75 metres of every postcode', () => {
    const far = county.postcodes.filter(({ point }) => (graph.nearest(point, 1)?.away ?? Infinity) > 0.075)
    expect(far.map(({ postcode }) => postcode)).toEqual([])
  })

  it('hang together on foot and by car, but for one island of four postcodes', () => {
    const walked = reached(centre, onFoot, 'any')
    const holm = streets.filter(one => onFoot(one) && !walked.has(one.from))
    expect(new Set(holm.map(one => tagOf(one, 'name')))).toEqual(new Set(['Holm Lane']))
    const island = new Set(holm.flatMap(({ from, to }) => [from, to]))
    const cutOff = county.postcodes.filter(({ point }) => {
      const near = graph.stretches[graph.nearest(point, 1)?.stretch ?? -1]
      return near && island.has(near.from)
    })
    expect(cutOff).toHaveLength(4)

    const [out, back] = [reached(centre, byCar, 'out'), reached(centre, byCar, 'in')]
    const shutIn = streets.filter(
      one =>
        byCar(one) && !island.has(one.from) && !(out.has(one.from) && back.has(one.from) && out.has(one.to)),
    )
    expect(shutIn.map(one => tagOf(one, 'name'))).toEqual([])
  })

  it('meet wherever they cross, but for the bypass', () => {
    const boxes = new Map<string, Stretch[]>()
    const boxesOf = (one: Stretch): string[] => {
      const [a, b] = [pointOf(one.from), pointOf(one.to)]
      const keys: string[] = []
      for (let x = Math.floor(2 * Math.min(a[0], b[0])); x <= Math.floor(2 * Math.max(a[0], b[0])); x += 1)
        for (let y = Math.floor(2 * Math.min(a[1], b[1])); y <= Math.floor(2 * Math.max(a[1], b[1])); y += 1)
          keys.push(`${x},${y}`)
      return keys
    }
    let crossings = 0
    for (const one of streets) {
      if (one.street.apart === true) continue
      for (const key of boxesOf(one)) {
        const box = boxes.get(key) ?? []
        boxes.set(key, box)
        for (const other of box) {
          if ([one.from, one.to].some(end => end === other.from || end === other.to)) continue
          if (crossingOf(pointOf(one.from), pointOf(one.to), pointOf(other.from), pointOf(other.to)))
            crossings += 1
        }
        box.push(one)
      }
    }
    expect(crossings).toBeLessThan(streets.length / 2000)
  })

  it('are the main roads of the map, point by point, but for roundabouts', () => {
    const layer = mapFiles(county).find(({ name }) => name === 'map/main-roads.geojson')
    const drawn = JSON.parse(layer?.content ?? '{}') as FeatureCollection<LineString, { name: string }>
    expect(drawn.features.map(({ properties }) => properties.name)).toHaveLength(11)
    const nodes = new Set(
      streets.flatMap(({ from, to }) => [from, to].map(end => longitudeLatitude(pointOf(end)).join())),
    )
    const roundabouts = streets
      .filter(one => tagOf(one, 'junction') === 'roundabout')
      .map(({ from }) => longitudeLatitude(pointOf(from)))
    for (const { geometry, properties } of drawn.features) {
      if (properties.name === county.bypass.name) continue
      const missing = geometry.coordinates.filter(
        at => !nodes.has(at.join()) && !roundabouts.some(ring => metresBetween([...ring], at) < 40),
      )
      expect(missing).toEqual([])
    }
  })

  it('have what makes walking and driving differ', () => {
    const marks = [...graph.marks.values()].map(tags => tags['barrier'] ?? tags['highway'] ?? tags['railway'])
    for (const kind of ['kissing_gate', 'stile', 'bollard', 'gate', 'level_crossing', 'traffic_signals'])
      expect(marks).toContain(kind)
    const has = (key: string, value: string) =>
      expect(streets.some(one => tagOf(one, key) === value)).toBe(true)
    has('highway', 'steps')
    has('highway', 'track')
    has('motorroad', 'yes')
    has('junction', 'roundabout')
    has('access', 'private')
    has('lit', 'no')
    has('surface', 'gravel')
    expect(
      streets.filter(one => tagOf(one, 'oneway') === 'yes' && tagOf(one, 'highway') === 'residential').length,
    ).toBeGreaterThan(20)
    expect(graph.others.map(({ tags }) => tags['route'] ?? tags['railway']).sort()).toEqual(['ferry', 'rail'])
  })
})

describe('roads/sedgeshire.osm.pbf', () => {
  const files = networkFiles(county, '2026-09-21')
  const file = files.find(({ kind }) => kind === 'roads')
  const items: Item[] = []
  let folder = ''
  let name = ''

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-roads-'))
    name = path.join(folder, 'roads.osm.pbf')
    await writeFile(name, file?.content ?? '')
    for await (const item of createOSMStream(name, { withTags: true })) items.push(item as Item)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is the same to the last byte when it is made again', () => {
    const again = networkFiles(buildDemonstrationCounty(), '2026-09-21')
    expect(again.map(({ name }) => name)).toEqual([
      'roads/sedgeshire.osm.pbf',
      'timetable/sedgeshire-gtfs.zip',
    ])
    expect(again.map(({ content }) => sha(content))).toEqual(files.map(({ content }) => sha(content)))
  })

  it('is read by a parser of OpenStreetMap files: a header, then nodes, ways and relations in order', () => {
    const [header, ...rest] = items
    expect(header?.required_features).toEqual(['OsmSchema-V0.6', 'DenseNodes'])
    const kinds = rest.map(({ type }) => ['node', 'way', 'relation'].indexOf(type ?? ''))
    expect(kinds).toEqual([...kinds].sort((a, b) => a - b))
    for (const kind of ['node', 'way', 'relation']) {
      const ids = rest.filter(({ type }) => type === kind).map(({ id }) => id)
      expect(ids).toEqual(ids.map((_, at) => at + 1))
    }
    const nodes = rest.filter(({ type }) => type === 'node')
    const { left = 0, right = 0, top = 0, bottom = 0 } = header?.bbox ?? {}
    expect(
      nodes.every(
        ({ lon, lat }) =>
          lon * 1e9 >= left - 1 && lon * 1e9 <= right + 1 && lat * 1e9 >= bottom - 1 && lat * 1e9 <= top + 1,
      ),
    ).toBe(true)
  })

  it.each(['walking-with-a-buggy', 'driving'] as const)(
    'takes every family to a road a few steps away (%s), but for those on the island',
    async mode => {
      const places = county.postcodes.map(({ point }) => longitudeLatitude(point))
      const positions = {
        lons: Float64Array.from(places, ([lon]) => lon),
        lats: Float64Array.from(places, ([, lat]) => lat),
      }
      const roads = buildGraph(await readRoads(name), roadProfiles[mode])
      const { offMetres } = snapper(roads).snap(positions, 2000)
      const far = county.postcodes.filter((_, at) => !((offMetres[at] ?? NaN) < 100))
      expect(far).toHaveLength(4)
      expect(new Set(far.map(({ point }) => point[0] > 42 && point[1] > 44.5))).toEqual(new Set([true]))
    },
  )

  it('has between 20,000 and 40,000 nodes in less than a megabyte', () => {
    const nodes = items.filter(({ type }) => type === 'node')
    expect(nodes.length).toBeGreaterThan(20_000)
    expect(nodes.length).toBeLessThan(40_000)
    expect(file?.content.length).toBeLessThan(1_000_000)
  })

  it('has ways through nodes that it holds, and turn restrictions from way to way over the node where they meet', () => {
    const nodes = new Set(items.filter(({ type }) => type === 'node').map(({ id }) => id))
    const ways = new Map(items.filter(({ type }) => type === 'way').map(way => [way.id, way]))
    const wrong = [...ways.values()].filter(({ refs }) => refs.length < 2 || refs.some(id => !nodes.has(id)))
    expect(wrong).toEqual([])
    const turns = items.filter(({ type }) => type === 'relation')
    expect(turns.length).toBeGreaterThan(10)
    for (const { tags, members } of turns) {
      expect(tags?.['type']).toBe('restriction')
      const via = members.find(({ role }) => role === 'via')?.ref
      for (const role of ['from', 'to']) {
        const way = ways.get(members.find(member => member.role === role)?.ref ?? 0)
        expect([way?.refs[0], way?.refs.at(-1)]).toContain(via)
      }
    }
  })

  it('keeps the lines of one-way roads in the direction of the traffic: a roundabout runs clockwise', () => {
    const at = new Map(
      items.filter(({ type }) => type === 'node').map(({ id, lon, lat }) => [id, [lon, lat] as const]),
    )
    const rings = items.filter(({ tags }) => tags?.['junction'] === 'roundabout')
    expect(rings).toHaveLength(3)
    for (const { refs } of rings) {
      expect(refs[0]).toBe(refs.at(-1))
      let twice = 0
      refs.slice(1).forEach((to, index) => {
        const [a, b] = [at.get(refs[index] ?? 0) ?? [0, 0], at.get(to) ?? [0, 0]]
        twice += a[0] * b[1] - b[0] * a[1]
      })
      expect(twice).toBeLessThan(0)
    }
  })
})
