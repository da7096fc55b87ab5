/**
 * Finds a smallest set of rules that cannot hold together: dropping any one of them makes the rest possible.
 *
 * Rules are dropped one after another, from the last to the first, as long as what is left still cannot be done. So
 * the first rules of the list are the likeliest to be named.
 *
 * Source: the deletion filter of Chinneck & Dravnieks 1991, "Locating minimal infeasible constraint sets".
 * @param keys - the rules' keys; together they cannot hold.
 * @param impossible - tells whether some of the rules cannot hold together; more rules never make it possible again.
 * @returns the keys of a smallest conflict, in the order given.
 */
export function smallestConflict(
  keys: readonly string[],
  impossible: (some: readonly string[]) => boolean,
): string[] {
  let left = [...keys]
  for (const key of [...keys].reverse()) {
    const without = left.filter(other => other !== key)
    if (impossible(without)) left = without
  }
  return left
}

/**
 * The same for a question that takes its time.
 * @param keys - the rules' keys; together they cannot hold.
 * @param impossible - tells whether some of the rules cannot hold together; null when it could not be settled.
 * @returns the keys of a smallest conflict in the order given; not a smallest one if something could not be settled.
 */
export async function smallestConflictOf(
  keys: readonly string[],
  impossible: (some: readonly string[]) => Promise<boolean | null>,
): Promise<string[]> {
  let left = [...keys]
  for (const key of [...keys].reverse()) {
    const without = left.filter(other => other !== key)
    if ((await impossible(without)) === true) left = without
  }
  return left
}
