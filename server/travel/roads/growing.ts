/** Numbers that are added one at a time and end as a typed array: eight bytes each, where a plain list may take more. */
export class Growing {
  length = 0
  #values: Float64Array

  constructor(room = 1024) {
    this.#values = new Float64Array(room)
  }

  /**
   * Adds a number at the end.
   *
   * @param value - the number
   */
  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  /**
   * The numbers so far.
   *
   * @returns a view that is good until the next one is added
   */
  view(): Float64Array {
    return this.#values.subarray(0, this.length)
  }

  /**
   * The numbers so far as whole numbers.
   *
   * @returns a copy
   */
  whole(): Uint32Array {
    return Uint32Array.from(this.view())
  }
}
