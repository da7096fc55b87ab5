import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { readRoads } from '../../../server/travel/roads/read-roads.ts'
import {
  block,
  bytesField,
  filePart,
  headerPart,
  numberField,
  osmPbf,
  rawRoads,
  withFile,
} from '../../support/osm-extracts.ts'

const street = {
  nodes: { 1: [0.1, 52], 2: [0.101, 52], 3: [0.102, 52], 4: [0.103, 52] },
  ways: [{ id: 7, refs: [1, 2, 3, 4], tags: { highway: 'residential', name: 'Mill Lane' } }],
} as const

const refused = (bytes: Uint8Array): Promise<unknown> => withFile(bytes, file => readRoads(file))
const withCode = (code: string): unknown => expect.objectContaining({ name: 'AppError', status: 422, code })

describe('reading roads', () => {
  it('keeps roads with their names, tags and points, and nothing else', async () => {
    const raw = await rawRoads({
      nodes: {
        ...street.nodes,
        9: [5, 5, { amenity: 'cafe' }],
        2: [0.101, 52, { barrier: 'gate', note: 'green' }],
      },
      ways: [
        ...street.ways,
        { refs: [1, 9], tags: { building: 'yes' } },
        { refs: [1, 9], tags: { highway: 'proposed' } },
      ],
    })
    expect([...raw.nodes.ids]).toEqual([1, 2, 3, 4])
    expect(raw.nodes.lons[2]).toBeCloseTo(0.102, 9)
    expect([...raw.ways.ids]).toEqual([7])
    expect([...raw.ways.refs]).toEqual([0, 1, 2, 3])
    expect(raw.names[raw.ways.name[0] ?? 0]).toBe('Mill Lane')
    expect(raw.tagSets[raw.ways.tags[0] ?? 0]).toEqual({ highway: 'residential' })
    expect(raw.tagSets[raw.nodes.tags[1] ?? 0]).toEqual({ barrier: 'gate' })
    expect(raw.facts).toMatchObject({ nodesInFile: 5, waysInFile: 3, roads: 1, points: 4 })
  })

  it('cuts roads where a point is missing, and counts what was cut', async () => {
    const raw = await rawRoads({
      nodes: street.nodes,
      ways: [
        { id: 7, refs: [1, 2, 99, 3, 4], tags: { highway: 'residential' } },
        { id: 8, refs: [1, 98, 4], tags: { highway: 'residential' } },
      ],
    })
    expect([...raw.ways.ids]).toEqual([7, 7])
    expect([...raw.ways.firstRef]).toEqual([0, 2, 4])
    expect([...raw.ways.refs]).toEqual([0, 1, 2, 3])
    expect(raw.facts).toMatchObject({ missingPoints: 2, brokenRoads: 2, roads: 2 })
  })

  it('reads points in any order, and points without a common block', async () => {
    const file = Buffer.concat([
      headerPart(),
      ...[4, 2, 3, 1].map(id => {
        const node = Buffer.concat([
          numberField(1, id * 2),
          numberField(8, 52e7 * 2),
          numberField(9, id * 2e4),
        ])
        return filePart('OSMData', block([''], bytesField(1, node)))
      }),
      osmPbf({ ...street, nodes: {} }).subarray(headerPart().length),
    ])
    const raw = await withFile(file, each => readRoads(each))
    expect([...raw.nodes.ids]).toEqual([1, 2, 3, 4])
    expect(raw.nodes.lons[3]).toBeCloseTo(0.004, 9)
  })

  it('gives the same whatever the order of the tags', async () => {
    const first = await rawRoads({
      ...street,
      ways: [{ refs: [1, 2], tags: { highway: 'path', lit: 'yes' } }],
    })
    const second = await rawRoads({
      ...street,
      ways: [{ refs: [1, 2], tags: { lit: 'yes', highway: 'path' } }],
    })
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
  })

  it('takes the ways around a square that is mapped as a relation', async () => {
    const raw = await rawRoads({
      ...street,
      nodes: { ...street.nodes, 5: [0.101, 52.001], 6: [0.102, 52.001] },
      ways: [
        ...street.ways,
        { id: 20, refs: [2, 5, 6], tags: { surface: 'sett' } },
        { id: 21, refs: [6, 3, 2], tags: {} },
        { id: 22, refs: [5, 6], tags: { building: 'yes' } },
      ],
      relations: [
        {
          members: [
            ['way', 20, 'outer'],
            ['way', 21, 'outer'],
            ['way', 22, 'inner'],
          ],
          tags: { type: 'multipolygon', highway: 'pedestrian', name: 'Market Square' },
        },
      ],
    })
    expect([...raw.ways.ids]).toEqual([7, 20, 21])
    expect([...raw.ways.name].map(name => raw.names[name])).toEqual([
      'Mill Lane',
      'Market Square',
      'Market Square',
    ])
    expect(raw.tagSets[raw.ways.tags[2] ?? 0]).toEqual({ highway: 'pedestrian', type: 'multipolygon' })
    expect(raw.facts.waysInFile).toBe(4)
  })

  it('tells how far it is, and stops when asked', async () => {
    const seen: number[] = []
    await withFile(osmPbf(street), file =>
      readRoads(file, { progress: (done, total) => seen.push(done / total) }),
    )
    expect(seen.at(-1)).toBeGreaterThan(0.5)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
    const stopped = withFile(osmPbf(street), file => readRoads(file, { signal: AbortSignal.abort() }))
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a file of roads that cannot be used is refused', () => {
  const whole = osmPbf(street)

  it('when it is empty', () => expect(refused(Buffer.alloc(0))).rejects.toEqual(withCode('roads-empty')))

  it.each([
    ['an XML extract', Buffer.from('<?xml version="1.0"?><osm version="0.6"></osm>')],
    ['a zip', Buffer.from('PK\u0003\u0004 and more of it')],
    ['a few bytes', Buffer.from('ab')],
    ['noughts', Buffer.alloc(1000)],
  ])('when it is %s', async (_, bytes) => {
    await expect(refused(bytes)).rejects.toEqual(withCode('roads-not-pbf'))
  })

  it('when it is cut short, wherever that is', async () => {
    for (let length = 5; length < whole.length; length++) {
      await expect(refused(whole.subarray(0, length))).rejects.toEqual(
        expect.objectContaining({
          status: 422,
          code: expect.stringMatching(/^roads-(cut-short|none|not-pbf)$/),
        }),
      )
    }
    await expect(refused(whole.subarray(0, whole.length - 1))).rejects.toEqual(withCode('roads-cut-short'))
  })

  it('when any of its bytes are wrong, or it is read with other values, but never hangs or fails otherwise', async () => {
    for (let at = 0; at < whole.length; at++) {
      const wrong = Buffer.from(whole)
      wrong[at] = (wrong[at] ?? 0) ^ 0x55
      const outcome = await refused(wrong).catch((error: unknown) => error)
      expect(outcome).toEqual(
        expect.objectContaining(outcome instanceof Error ? { status: 422 } : { facts: expect.anything() }),
      )
    }
  })

  it('when there are no roads in it, or none whose points are there', async () => {
    const houses = { ...street, ways: [{ refs: [1, 2, 3, 1], tags: { building: 'house' } }] }
    await expect(rawRoads(houses)).rejects.toEqual(withCode('roads-none'))
    await expect(rawRoads({ ...street, nodes: { 1: [0, 52] } })).rejects.toEqual(withCode('roads-none'))
  })

  it('when its points are not on the earth', async () => {
    const nodes = { ...street.nodes, 3: [123_456 / 1000, 98] as const }
    await expect(rawRoads({ ...street, nodes })).rejects.toEqual(withCode('roads-off-the-earth'))
  })

  it('when it asks for what is not supported', async () => {
    const history = rawRoads({ ...street, requiredFeatures: ['HistoricalInformation'] })
    await expect(history).rejects.toEqual(withCode('roads-unsupported'))
    await expect(rawRoads({ ...street, optionalFeatures: ['LocationsOnWays'] })).rejects.toEqual(
      withCode('roads-unsupported'),
    )
    const packedOtherwise = bytesField(4, [1, 2, 3])
    const file = Buffer.concat([headerPart(), filePart('OSMData', Buffer.alloc(0), packedOtherwise)])
    await expect(refused(file)).rejects.toEqual(withCode('roads-unsupported'))
  })

  it('when a part says that it is larger than any may be', async () => {
    const frame = Buffer.concat([bytesField(1, Buffer.from('OSMData')), numberField(3, 2 ** 31)])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(frame.length)
    await expect(refused(Buffer.concat([headerPart(), length, frame]))).rejects.toEqual(
      withCode('roads-damaged'),
    )
  })

  it('when a part unpacks to more than any may hold', async () => {
    const bomb = Buffer.concat([
      numberField(2, 1000),
      bytesField(3, deflateSync(Buffer.alloc(40 * 1024 * 1024))),
    ])
    const file = Buffer.concat([headerPart(), filePart('OSMData', Buffer.alloc(0), bomb)])
    expect(file.length).toBeLessThan(100_000)
    await expect(refused(file)).rejects.toEqual(withCode('roads-damaged'))
  })

  it('when a block holds millions of points of no size', async () => {
    const dense = Buffer.concat([Buffer.from([10, 0x80, 0x80, 0x80, 2]), Buffer.alloc(4 * 1024 * 1024)])
    const group = Buffer.concat([Buffer.from([0x12, 0x85, 0x80, 0x80, 2]), dense])
    const content = Buffer.concat([Buffer.from([0x12, 0x8a, 0x80, 0x80, 2]), group])
    await expect(refused(Buffer.concat([headerPart(), filePart('OSMData', content)]))).rejects.toEqual(
      withCode('roads-damaged'),
    )
  })

  it('when the tags of its points do not end', async () => {
    const dense = Buffer.concat([
      bytesField(1, [2, 2]),
      bytesField(8, [2, 2]),
      bytesField(9, [2, 2]),
      bytesField(10, [1, 2, 0, 1, 2]),
    ])
    const file = Buffer.concat([
      headerPart(),
      filePart('OSMData', block(['', 'a', 'b'], bytesField(2, dense))),
    ])
    await expect(refused(file)).rejects.toEqual(withCode('roads-damaged'))
  })
})

const extracts = path.resolve(import.meta.dirname, '../../../../shared/data/roads')
const has = existsSync(extracts)
describe(`real extracts${has ? '' : ' (skipped: there are none beside the product)'}`, () => {
  const real = has ? it : it.skip
  real.each([
    ['monaco', { roads: 3017, points: 26_233, restrictions: 27 }],
    ['liechtenstein', { roads: 4666, points: 54_400, restrictions: 3 }],
    ['andorra', { roads: 1613, points: 38_542 }],
    ['its-example_leeds', { roads: 184 }],
    ['whitelion_bristol_uk', { roads: 46 }],
  ])('%s is read to its end', async (name, facts) => {
    const raw = await readRoads(path.join(extracts, `${name}.osm.pbf`))
    expect(raw.facts).toMatchObject(facts)
    expect(raw.ways.refs.length).toBe(raw.ways.firstRef[raw.ways.count])
  })

  const countySized = path.resolve(extracts, '../../bench/roads/county-sized.osm.pbf')
  ;(existsSync(countySized) ? it : it.skip)('as large as a county’s are read block by block', async () => {
    let last = 0
    let told = 0
    const raw = await readRoads(countySized, {
      progress: (done, total) => {
        expect(done / total).toBeGreaterThanOrEqual(last)
        last = done / total
        told++
      },
    })
    expect(raw.facts).toMatchObject({ roads: 74_672, points: 866_400, missingPoints: 0 })
    expect(last).toBeLessThanOrEqual(1)
    expect(told).toBeGreaterThan(100)
  })

  real('Liechtenstein cut in the middle is refused', async () => {
    const bytes = readFileSync(path.join(extracts, 'liechtenstein.osm.pbf'))
    await expect(refused(bytes.subarray(0, bytes.length >> 1))).rejects.toEqual(withCode('roads-cut-short'))
  })
})
