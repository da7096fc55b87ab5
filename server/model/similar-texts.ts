/** A text, and whose it is. */
export interface OwnedText {
  readonly owner: string
  readonly text: string
}

/** Texts that are nearly the same. */
export interface SimilarTexts {
  /** One of the texts as it was written: the longest. */
  readonly shared: string
  /** Whose they are, each once, in the order in which they were given. */
  readonly owners: readonly string[]
  /** Whether they agree word for word but for capitals, spaces and punctuation. */
  readonly sameWords: boolean
}

/** Words that stand together in one piece. */
const pieceWords = 3

/** Fewest words of a text that two people would hardly write alike by chance. */
export const FEWEST_WORDS = 12

/** Share of their pieces that two texts have in common when one was likely made from the other. */
const alikeFrom = 0.5

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .match(/[\p{L}\p{N}]+/gu) ?? []

function piecesOf(words: readonly string[]): Set<string> {
  const pieces = new Set<string>()
  for (let at = 0; at + pieceWords <= words.length; at += 1) {
    pieces.add(words.slice(at, at + pieceWords).join(' '))
  }
  return pieces
}

/**
 * The share of pieces of three words that two sets have in common.
 *
 * @param a - pieces of a text
 * @param b - pieces of another
 * @returns from 0 to 1; 0 when both are empty
 */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const piece of a) if (b.has(piece)) both += 1
  const either = a.size + b.size - both
  return either === 0 ? 0 : both / either
}

interface Distinct {
  readonly pieces: ReadonlySet<string>
  readonly owners: Set<string>
  readonly longest: { text: string }
}

/**
 * Groups long texts of different owners that are the same, or nearly: letters from a campaign, with or without a few
 * words changed. Whose text is like whose like another's belongs to the same group.
 *
 * @param texts - the texts, one owner may have several
 * @returns groups with two owners and more, the largest first; ties in the order in which they were given
 */
export function similarTexts(texts: readonly OwnedText[]): SimilarTexts[] {
  const distinct = new Map<string, Distinct>()
  for (const { owner, text } of texts) {
    const words = wordsOf(text)
    if (words.length < FEWEST_WORDS) continue
    const plain = words.join(' ')
    const known = distinct.get(plain)
    if (known) {
      known.owners.add(owner)
      if (text.length > known.longest.text.length) known.longest.text = text
    } else distinct.set(plain, { pieces: piecesOf(words), owners: new Set([owner]), longest: { text } })
  }
  const all = [...distinct.values()]
  const groupOf = joinAlike(all)
  const groups = new Map<number, Distinct[]>()
  all.forEach((one, at) => {
    const group = groupOf(at)
    groups.set(group, [...(groups.get(group) ?? []), one])
  })
  return [...groups.values()]
    .map(members => ({
      shared: members.reduce(
        (longest, one) => (one.longest.text.length > longest.length ? one.longest.text : longest),
        '',
      ),
      owners: [...new Set(members.flatMap(one => [...one.owners]))],
      sameWords: members.length === 1,
    }))
    .filter(group => group.owners.length > 1)
    .sort((a, b) => b.owners.length - a.owners.length)
}

/** Joins texts that are alike; tells the group of each. */
function joinAlike(all: readonly Distinct[]): (at: number) => number {
  const parent = all.map((_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (parent[root] !== root) root = parent[root] ?? root
    parent[at] = root
    return root
  }
  // Only texts with a piece in common are compared, and each pair once.
  const withPiece = new Map<string, number[]>()
  all.forEach(({ pieces }, at) => {
    const seen = new Set<number>()
    for (const piece of pieces) {
      const others = withPiece.get(piece) ?? []
      for (const other of others) seen.add(other)
      others.push(at)
      withPiece.set(piece, others)
    }
    for (const other of seen) {
      if (rootOf(other) === rootOf(at)) continue
      if (likeness(pieces, all[other]?.pieces ?? new Set()) >= alikeFrom) parent[rootOf(at)] = rootOf(other)
    }
  })
  return rootOf
}
