type Numbers = Int32Array | Uint32Array | Float32Array

/** Numbers that are collected one by one; memory doubles as they come. */
export interface Growing<A extends Numbers> {
  readonly length: number
  push(value: number): void
  /** The numbers so far; not a copy, and not to be used after more have come. */
  values(): A
}

/**
 * Starts an empty list of numbers.
 *
 * @param kind - the kind of array to keep them in
 * @returns the list
 */
export function growing<A extends Numbers>(kind: new (length: number) => A): Growing<A> {
  let held = new kind(1024)
  let length = 0
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === held.length) {
        const larger = new kind(length * 2)
        larger.set(held)
        held = larger
      }
      held[length++] = value
    },
    values: () => held.subarray(0, length) as A,
  }
}
