/** Whole numbers that are collected one by one; memory doubles as they come. */
export interface GrowingInts {
  readonly length: number
  push(value: number): void
  /** The numbers so far; not a copy. */
  values(): Int32Array
}

/**
 * Starts an empty list of whole numbers.
 *
 * @returns the list
 */
export function growingInts(): GrowingInts {
  let held = new Int32Array(1024)
  let length = 0
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === held.length) {
        const larger = new Int32Array(length * 2)
        larger.set(held)
        held = larger
      }
      held[length++] = value
    },
    values: () => held.subarray(0, length),
  }
}
