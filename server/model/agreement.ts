/** How far two coders agree beyond chance. There is no margin of error: the comments are not a sample of anything. */
export interface KappaFigure {
  /** 1 full agreement, 0 no more than chance, below 0 less. Null where chance alone would make them agree fully. */
  readonly kappa: number | null
  /** The share of comments, from 0 to 1, on which they agree; null when there are none. */
  readonly observed: number | null
  /** The share on which two coders who use the code as often as they do would agree by chance. */
  readonly expected: number | null
  /** How many comments both coded. */
  readonly comments: number
}

/** The agreement on one code of a frame. */
export interface CodeAgreement {
  readonly code: string
  /** How many comments either coder gave it to. */
  readonly used: number
  readonly figure: KappaFigure
  /** Whether it falls short of the target; null where kappa cannot be told. */
  readonly recode: boolean | null
}

/** The agreement to aim at; below it comments are coded again. */
export const KAPPA_TARGET = 0.7

/**
 * Measures how far two coders agree on whether something applies.
 *
 * Source: Cohen 1960.
 * @param first - the first coder's judgement of each comment.
 * @param second - the second coder's, in the same order.
 * @returns kappa with what it is made from; it is the same with the coders swapped.
 * @throws RangeError if the two did not judge equally many.
 */
export function cohensKappa(first: readonly boolean[], second: readonly boolean[]): KappaFigure {
  const comments = first.length
  if (second.length !== comments) throw new RangeError('Both coders must have judged the same comments.')
  if (comments === 0) return { kappa: null, observed: null, expected: null, comments }
  const agreed = first.filter((yes, i) => yes === second[i]).length
  const firstYes = first.filter(yes => yes).length
  const secondYes = second.filter(yes => yes).length
  const byChance = firstYes * secondYes + (comments - firstYes) * (comments - secondYes)
  const observed = agreed / comments
  const expected = byChance / comments ** 2
  const alwaysAlike = byChance === comments ** 2
  return { kappa: alwaysAlike ? null : (observed - expected) / (1 - expected), observed, expected, comments }
}

/**
 * Measures agreement code by code on comments that two people coded.
 * @param comments - the codes that each coder gave to each comment.
 * @param codes - the codes of the frame.
 * @param target - the kappa below which comments should be coded again.
 * @returns a line for each code, in the order of the frame; codes outside it are passed over.
 */
export function kappaByCode(
  comments: readonly { readonly first: readonly string[]; readonly second: readonly string[] }[],
  codes: readonly string[],
  target = KAPPA_TARGET,
): CodeAgreement[] {
  return codes.map(code => {
    const first = comments.map(comment => comment.first.includes(code))
    const second = comments.map(comment => comment.second.includes(code))
    const figure = cohensKappa(first, second)
    return {
      code,
      used: first.filter((yes, i) => yes || second[i] === true).length,
      figure,
      recode: figure.kappa === null ? null : figure.kappa < target,
    }
  })
}
