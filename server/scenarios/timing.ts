/** How long the parts of an answer took. */
export interface Timing {
  /**
   * Does a part of the work and notes how long it took.
   *
   * @param part - a word for it
   * @param work - the work
   * @returns what the work returns
   */
  during<Result>(part: string, work: () => Result | Promise<Result>): Promise<Result>
  /** The Server-Timing header: each part and the total so far, in milliseconds. */
  header(): string
}

/**
 * Starts measuring.
 *
 * @returns the measurements, none yet
 */
export function startTiming(): Timing {
  const begun = performance.now()
  const parts: string[] = []
  const milliseconds = (since: number): string => (performance.now() - since).toFixed(1)
  return {
    async during(part, work) {
      const since = performance.now()
      try {
        return await work()
      } finally {
        parts.push(`${part};dur=${milliseconds(since)}`)
      }
    },
    header: () => [...parts, `total;dur=${milliseconds(begun)}`].join(', '),
  }
}
