import { Growing } from './growing.ts'
import { indexIn, type RawRoads } from './raw-roads.ts'

/** Ways as they stand in the file: their points are ids. */
export interface WaysByIds {
  readonly ids: Float64Array
  readonly firstRef: Uint32Array
  readonly refs: Float64Array
  readonly tags: Uint32Array
  readonly name: Uint32Array
}

/**
 * Cuts ways where a point is missing, so that what is left of them can be travelled up to the gap and no further.
 *
 * @param source - ways as read
 * @param ids - the points that they name, ascending
 * @param lons - where those points are; NaN where the file does not say
 * @returns the ways with at least two points in a row, the points that are kept (indices of `ids`), and how much was
 * missing
 */
export function waysCutAtMissing(
  source: WaysByIds,
  ids: Float64Array,
  lons: Float64Array,
): { ways: RawRoads['ways']; kept: Uint32Array; missingPoints: number; brokenRoads: number } {
  let missingPoints = 0
  const place = new Uint32Array(ids.length)
  const kept = new Growing()
  for (let at = 0; at < ids.length; at++) {
    place[at] = kept.length
    if (Number.isNaN(lons[at])) missingPoints++
    else kept.push(at)
  }
  const ways = { ids: new Growing(), firstRef: new Growing(), tags: new Growing(), name: new Growing() }
  const refs = new Growing(source.refs.length + 1)
  let brokenRoads = 0
  for (let way = 0; way < source.ids.length; way++) {
    let broken = false
    let begun = refs.length
    const close = (): void => {
      if (refs.length - begun >= 2) {
        ways.ids.push(source.ids[way] as number)
        ways.firstRef.push(begun)
        ways.tags.push(source.tags[way] as number)
        ways.name.push(source.name[way] as number)
      } else {
        refs.length = begun
      }
      begun = refs.length
    }
    let last = -1
    for (let ref = source.firstRef[way] as number; ref < (source.firstRef[way + 1] as number); ref++) {
      const at = indexIn(ids, source.refs[ref] as number)
      if (Number.isNaN(lons[at])) {
        broken = true
        close()
        last = -1
      } else if (at !== last) {
        refs.push(place[at] as number)
        last = at
      }
    }
    close()
    if (broken) brokenRoads++
  }
  ways.firstRef.push(refs.length)
  return {
    ways: {
      count: ways.ids.length,
      ids: ways.ids.view().slice(),
      firstRef: ways.firstRef.whole(),
      refs: refs.whole(),
      tags: ways.tags.whole(),
      name: ways.name.whole(),
    },
    kept: kept.whole(),
    missingPoints,
    brokenRoads,
  }
}
