import { CANNOT_BE_REACHED } from '../../model/journeys.ts'
import { NO_WAY } from './contraction.ts'
import type { Ways } from './doors.ts'

/** NO_WAY and more, in milliseconds, is no journey. */
function secondsOf(milliseconds: number): number {
  return milliseconds >= NO_WAY ? CANNOT_BE_REACHED : milliseconds / 1000
}

/**
 * Takes the journeys of eight searches from the junctions by which places are left or entered.
 *
 * Written out lane by lane: a million places times thousands of sites come through here.
 *
 * @param times - milliseconds, eight beside each other for each number of a selection
 * @param ways - the junctions of the places
 * @param numberOf - the number in the selection, by row of `ways`
 * @param columns - eight columns, which get the seconds by place
 */
export function arrive(
  times: Int32Array,
  ways: Ways,
  numberOf: Int32Array,
  columns: readonly Float64Array[],
): void {
  const { count, first, milliseconds } = ways
  const [colA, colB, colC, colD, colE, colF, colG, colH] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  let way = 0
  for (let place = 0; place < count; place++) {
    const end = first[place + 1] as number
    let a = NO_WAY
    let b = NO_WAY
    let c = NO_WAY
    let d = NO_WAY
    let e = NO_WAY
    let f = NO_WAY
    let g = NO_WAY
    let h = NO_WAY
    for (; way < end; way++) {
      const at = (numberOf[way] as number) << 3
      const along = milliseconds[way] as number
      let gain = ((times[at] as number) + along - a) | 0
      a = (a + (gain & (gain >> 31))) | 0
      gain = ((times[at + 1] as number) + along - b) | 0
      b = (b + (gain & (gain >> 31))) | 0
      gain = ((times[at + 2] as number) + along - c) | 0
      c = (c + (gain & (gain >> 31))) | 0
      gain = ((times[at + 3] as number) + along - d) | 0
      d = (d + (gain & (gain >> 31))) | 0
      gain = ((times[at + 4] as number) + along - e) | 0
      e = (e + (gain & (gain >> 31))) | 0
      gain = ((times[at + 5] as number) + along - f) | 0
      f = (f + (gain & (gain >> 31))) | 0
      gain = ((times[at + 6] as number) + along - g) | 0
      g = (g + (gain & (gain >> 31))) | 0
      gain = ((times[at + 7] as number) + along - h) | 0
      h = (h + (gain & (gain >> 31))) | 0
    }
    colA[place] = secondsOf(a)
    colB[place] = secondsOf(b)
    colC[place] = secondsOf(c)
    colD[place] = secondsOf(d)
    colE[place] = secondsOf(e)
    colF[place] = secondsOf(f)
    colG[place] = secondsOf(g)
    colH[place] = secondsOf(h)
  }
}
