/** The bounds of one class of a map: above `from`, up to and including `upTo`; null means no bound on that side. */
export interface ClassRange {
  readonly from: number | null
  readonly upTo: number | null
}

const ROUND_STEPS = [1, 2, 2.5, 5]

/**
 * Chooses round numbers that part a map's values into classes of about equally many neighbourhoods. Maps that are
 * compared must share one set, or the same colour would mean two things.
 * @param values - the values of all the maps to be compared; unknown and unreachable ones are left out.
 * @param classes - how many classes to make at most; fewer where there are fewer distinct values.
 * @returns the breaks between the classes, ascending: at most `classes` − 1, none where all values are the same.
 * @throws RangeError if there is not at least one class.
 */
export function roundBreaks(values: readonly Float64Array[], classes = 5): number[] {
  if (!(Number.isInteger(classes) && classes >= 1)) throw new RangeError('A map has at least one class.')
  const sorted = finiteAscending(values)
  const [least, greatest] = [sorted[0], sorted.at(-1)]
  if (least === undefined || greatest === undefined || least === greatest) return []
  const wanted = Array.from({ length: classes - 1 }, (_, k) => quantile(sorted, (k + 1) / classes))
  let best: number[] = []
  // The roundest step that keeps every class apart; from a step as wide as the whole range downwards.
  for (const step of roundStepsBelow(greatest - least)) {
    const rounded = wanted.map(value => tidy(Math.round(value / step) * step))
    const breaks = withoutEmptyClasses([...new Set(rounded)], sorted)
    if (breaks.length > best.length) best = breaks
    const evenEnough = wanted.every(
      (value, k) => Math.abs((rounded[k] as number) - value) <= spread(wanted) / 8,
    )
    if (breaks.length === classes - 1 && evenEnough) return breaks
  }
  return best
}

/**
 * Chooses breaks for a map of change: about the same in the middle, two classes either side.
 * @param values - the changes of all the maps to be compared; 0 is no change.
 * @param tolerance - the change up to which "about the same" goes, if that is fixed; else a round third of the way.
 * @returns four breaks, the first two the last two's opposites; none where nothing changes by more than the tolerance.
 */
export function changeBreaks(values: readonly Float64Array[], tolerance = 0): number[] {
  const sizes = finiteAscending(values.map(array => array.map(Math.abs))).filter(size => size > tolerance)
  if (sizes.length === 0) return []
  const inner = tolerance > 0 ? tolerance : roundDown(quantile(sizes, 0.25))
  const outer = roundDown(quantile(sizes, 0.75))
  const far = outer > inner ? outer : tidy(inner * 2)
  return [-far, -inner, inner, far]
}

/**
 * Finds the class of a value.
 * @param value - the value; null, NaN where it is not known.
 * @param breaks - the breaks between classes, ascending.
 * @returns the class, 0 the lowest; a value equal to a break is in the class below it; Infinity is in the highest;
 * null for a value that is not known.
 */
export function classIndexOf(value: number | null, breaks: readonly number[]): number | null {
  if (value === null || Number.isNaN(value)) return null
  const at = breaks.findIndex(upTo => value <= upTo)
  return at === -1 ? breaks.length : at
}

/**
 * Finds the class of a change, with both sides treated alike: a change equal to a break is in the class nearer to
 * "about the same".
 * @param value - the change; null or NaN where it is not known.
 * @param breaks - breaks from {@link changeBreaks}.
 * @returns the class, 0 the furthest below 0; null for a change that is not known.
 */
export function changeClassOf(value: number | null, breaks: readonly number[]): number | null {
  if (value === null || Number.isNaN(value)) return null
  return breaks.filter(at => (at < 0 ? value >= at : value > at)).length
}

/**
 * Lists the bounds of each class, for a legend.
 * @param breaks - the breaks between classes, ascending.
 * @returns one range more than there are breaks, lowest first.
 */
export function classRanges(breaks: readonly number[]): ClassRange[] {
  return [...breaks, null].map((upTo, k) => ({ from: breaks[k - 1] ?? null, upTo }))
}

function finiteAscending(values: readonly Float64Array[]): Float64Array {
  return Float64Array.from(values.flatMap(array => [...array.filter(value => Number.isFinite(value))])).sort()
}

function withoutEmptyClasses(breaks: readonly number[], ascending: Float64Array): number[] {
  const kept: number[] = []
  let below = 0
  for (const at of breaks) {
    const upTo = ascending.findLastIndex(value => value <= at) + 1
    if (upTo > below && upTo < ascending.length) kept.push(at)
    below = Math.max(below, upTo)
  }
  return kept
}

function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1)
  const below = ascending[Math.floor(at)] as number
  return below + ((ascending[Math.ceil(at)] as number) - below) * (at - Math.floor(at))
}

function spread(ascending: readonly number[]): number {
  const [first, last] = [ascending[0] ?? 0, ascending.at(-1) ?? 0]
  return last > first ? last - first : Infinity
}

function* roundStepsBelow(range: number): Generator<number> {
  const power = Math.floor(Math.log10(range))
  for (let exponent = power; exponent > power - 6; exponent--) {
    for (const step of [...ROUND_STEPS].reverse()) yield tidy(step * 10 ** exponent)
  }
}

function roundDown(size: number): number {
  const unit = 10 ** Math.floor(Math.log10(size))
  const step = [...ROUND_STEPS].reverse().find(at => at * unit <= size * (1 + 1e-12)) ?? 1
  return tidy(step * unit)
}

// 0.1 + 0.2 must read 0.3 in a legend.
function tidy(value: number): number {
  const rounded = Number(value.toPrecision(12))
  return rounded === 0 ? 0 : rounded
}
