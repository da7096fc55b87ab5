/**
 * A short number for the contents of arrays, to notice that they are damaged or others; no protection against forgery.
 *
 * Source: G. Fowler, L. C. Noll, K.-P. Vo, The FNV non-cryptographic hash algorithm (FNV-1a), on words in place of bytes.
 * @param arrays - whole numbers of 32 bits, in order
 * @returns a number of 32 bits
 */
export function fingerprintOf(arrays: readonly (Int32Array | Uint32Array)[]): number {
  let hash = 0x811c9dc5 | 0
  for (const array of arrays) {
    hash = Math.imul(hash ^ array.length, 0x01000193)
    for (let at = 0; at < array.length; at++) {
      hash = Math.imul(hash ^ (array[at] as number), 0x01000193)
      // Multiplying carries upwards only: the high bits have to come back down.
      hash ^= hash >>> 15
    }
  }
  return hash
}
