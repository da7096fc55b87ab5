/** A stretch of words that two texts share, or that only one of them has. */
export interface WordStretch {
  readonly kind: 'same' | 'removed' | 'added'
  /** With the spaces that follow its words. */
  readonly text: string
}

/** Most pairs of words that are compared: 4,000 by 4,000, which takes 32 MB for a moment. */
const mostPairs = 16_000_000

/**
 * Tells word by word how one text differs from another.
 * @param before - the text as it was.
 * @param after - the text as it is.
 * @returns stretches in order, so that those that are not added make up the text before and those that are not removed
 * the text after; the longest common run of words is kept, and removed words stand before added ones. Where both texts
 * are longer than about 4,000 words, what lies between their common beginning and end counts as replaced.
 */
export function wordDifferences(before: string, after: string): WordStretch[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1
    endB -= 1
  }
  const stretches: WordStretch[] = []
  const put = (kind: WordStretch['kind'], words: readonly string[]): void => {
    if (words.length === 0) return
    const text = words.join('')
    const last = stretches.at(-1)
    if (last?.kind === kind) stretches[stretches.length - 1] = { kind, text: last.text + text }
    else stretches.push({ kind, text })
  }
  put('same', a.slice(0, start))
  for (const [kind, words] of between(a.slice(start, endA), b.slice(start, endB))) put(kind, words)
  put('same', a.slice(endA))
  return stretches
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|^\s+/g) ?? []
}

type Piece = readonly [WordStretch['kind'], readonly string[]]

function between(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length * b.length > mostPairs || a.length === 0 || b.length === 0) {
    return [
      ['removed', a],
      ['added', b],
    ]
  }
  // kept[i][j]: most words that a from i on and b from j on have in common, in order.
  const width = b.length + 1
  const kept = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => kept[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      kept[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  let [removed, added]: [string[], string[]] = [[], []]
  const flush = (): void => {
    pieces.push(['removed', removed], ['added', added])
    ;[removed, added] = [[], []]
  }
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      flush()
      pieces.push(['same', [left]])
      i += 1
      j += 1
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      removed.push(left)
      i += 1
    } else if (right !== undefined) {
      added.push(right)
      j += 1
    }
  }
  flush()
  return pieces
}
