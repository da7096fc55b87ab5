// Area of one or two letters, district of a digit and perhaps a digit or letter, then the inward code. The letters
// C, I, K, M, O and V are never used in an inward code; Q, V, X never come first, nor I, J, Z second.
const SHAPE = /^([A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?|GIR)(\d[ABD-HJLNP-UW-Z]{2})$/

/**
 * Writes a postcode as the Post Office does, however it was typed: 'cb11aa' becomes 'CB1 1AA'.
 *
 * Source: BS 7666 shape of postcodes; GOV.UK Design System, addresses (take any spacing, case and punctuation).
 * @param text - what a person typed or a file holds; spaces, hyphens, full stops and brackets do not matter.
 * @returns the postcode in capitals with one space; null if it has not the shape of one. It may still not exist.
 */
export function normalisePostcode(text: string): string | null {
  const parts = SHAPE.exec(text.toUpperCase().replace(/[\s.\-–()[\]'’]/g, ''))
  return parts ? `${parts[1] ?? ''} ${parts[2] ?? ''}` : null
}

/**
 * Tells whether a text has the shape of a postcode.
 * @param text - what a person typed.
 * @returns whether {@link normalisePostcode} can write it.
 */
export function isPostcode(text: string): boolean {
  return normalisePostcode(text) !== null
}

/**
 * Takes the part of a postcode that tells the least about a person: the outward code.
 * @param text - a postcode in any spacing and case.
 * @returns 'CB1' of 'cb11aa'; null if the text has not the shape of a postcode.
 */
export function outwardCode(text: string): string | null {
  return normalisePostcode(text)?.split(' ')[0] ?? null
}
