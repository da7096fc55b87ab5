/** One field of a protocol buffer message: where its content stands, without reading it. */
export interface WireField {
  readonly number: number
  /** The value of a whole number; 0 for bytes. */
  readonly value: number
  /** Where bytes begin and end in the buffer; equal for a whole number. */
  readonly start: number
  readonly end: number
  readonly isBytes: boolean
}

/** A message that breaks off or has no sense. */
export class DamagedMessage extends Error {}

/**
 * Walks over the fields of a protocol buffer message, so that a file's frame can be checked before anything in it is
 * unpacked.
 *
 * Source: Protocol Buffers, Encoding.
 * @param bytes - the buffer that holds the message
 * @param from - where the message begins
 * @param to - where it ends
 * @throws {DamagedMessage} where a field reaches beyond the message or has no known kind
 */
export function* wireFields(bytes: Uint8Array, from = 0, to: number = bytes.length): Generator<WireField> {
  let at = from

  function wholeNumber(): number {
    let value = 0
    let scale = 1
    for (let count = 0; count < 10; count++) {
      if (at >= to) throw new DamagedMessage('A number breaks off.')
      const byte = bytes[at++] as number
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    throw new DamagedMessage('A number is too long.')
  }

  while (at < to) {
    const key = wholeNumber()
    const number = Math.floor(key / 8)
    const kind = key % 8
    if (kind === 0) {
      const value = wholeNumber()
      yield { number, value, start: at, end: at, isBytes: false }
      continue
    }
    const length = kind === 2 ? wholeNumber() : kind === 1 ? 8 : kind === 5 ? 4 : NaN
    if (!(at + length <= to)) throw new DamagedMessage('A field breaks off.')
    yield { number, value: 0, start: at, end: at + length, isBytes: kind === 2 }
    at += length
  }
}

/**
 * How many packed whole numbers a run of bytes holds.
 *
 * @param bytes - the buffer
 * @param from - where the run begins
 * @param to - where it ends
 * @returns their number
 */
export function countPacked(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if ((bytes[at] as number) < 0x80) count++
  return count
}
