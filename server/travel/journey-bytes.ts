import { createHash } from 'node:crypto'

/**
 * Packs figures as they are kept: 32-bit floats, little end first. A journey loses what is beyond a hundredth of a
 * second, and keeps Infinity (cannot be reached) and NaN (not known).
 *
 * @param figures - seconds or metres
 * @returns four bytes for each
 */
export function packedFigures(figures: ArrayLike<number>): Buffer {
  const bytes = Buffer.allocUnsafe(figures.length * 4)
  for (let at = 0; at < figures.length; at++) {
    const figure = figures[at] as number
    // One pattern for NaN, so that the same journeys have the same hash on every machine.
    if (Number.isNaN(figure)) bytes.writeUInt32LE(0x7fc00000, at * 4)
    else bytes.writeFloatLE(figure, at * 4)
  }
  return bytes
}

/**
 * Unpacks figures as they were kept.
 *
 * @param bytes - four for each figure
 * @returns seconds or metres
 */
export function unpackedFigures(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const figures = new Float64Array(bytes.byteLength / 4)
  for (let at = 0; at < figures.length; at++) figures[at] = view.getFloat32(at * 4, true)
  return figures
}

/**
 * The hash of bytes.
 *
 * @param bytes - as they are kept
 * @returns SHA-256 as 64 hexadecimal characters
 */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
