import { describe, expect, it } from '@jest/globals'
import { journeysTo } from '../../../server/travel/roads/one-to-all.ts'
import { readPrepared, writePrepared } from '../../../server/travel/roads/prepared-bytes.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import { aTown, placesOn } from '../../support/random-roads.ts'

describe('a prepared network on disk', () => {
  const graph = aTown(12, 1)
  const prepared = prepareGraph(graph)
  const bytes = writePrepared(prepared)

  it('answers as it did before', () => {
    const origins = placesOn(graph, 50, 1)
    const site = placesOn(graph, 1, 4)
    const back = readPrepared(bytes, graph)
    expect(journeysTo(back, site, origins)).toEqual(journeysTo(prepared, site, origins))
  })

  it('has the same bytes whenever it is prepared', () => {
    expect(writePrepared(prepareGraph(aTown(12, 1)))).toEqual(bytes)
    expect(writePrepared(readPrepared(bytes, graph))).toEqual(bytes)
  })

  it('is read in place, from memory that threads share as well', () => {
    const shared = writePrepared(prepared, true)
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(readPrepared(shared, graph).out.above.buffer).toBe(shared.buffer)
  })

  it('is read from bytes that begin anywhere', () => {
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect(readPrepared(shifted.subarray(1), graph).place).toEqual(prepared.place)
  })

  it('is refused when it is something else, cut short, damaged, or of another network or version', () => {
    expect(() => readPrepared(bytes.subarray(0, 7), graph)).toThrow('no prepared network')
    expect(() => readPrepared(new TextEncoder().encode('x'.repeat(400)), graph)).toThrow(
      'no prepared network',
    )
    expect(() => readPrepared(bytes.subarray(0, bytes.length - 4), graph)).toThrow('cut short')
    expect(() => readPrepared(bytes, aTown(12, 2))).toThrow('another network')
    const changed = (at: number): Uint8Array => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
    expect(() => readPrepared(changed(4), graph)).toThrow('another version')
    for (const at of [40, bytes.length >> 1, bytes.length - 1]) {
      expect(() => readPrepared(changed(at), graph)).toThrow('damaged')
    }
  })
})
