/** Letters that cannot be taken for digits or for each other in handwriting: 23 of them, a prime number. */
const checkLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/**
 * The number of a paper form as it is printed: district, number, check letter. One wrong digit, or two that changed
 * places, gives another letter.
 *
 * @param prefix - two to six capital letters or digits that stand for the district
 * @param number - from 1
 * @returns such as `CITY-0042-K`
 */
export function writeSerial(prefix: string, number: number): string {
  const digits = String(number).padStart(4, '0')
  return `${prefix}-${digits}-${checkLetter(prefix, digits)}`
}

/**
 * Reads a serial number as somebody typed it: any case, with or without the dashes.
 *
 * @param typed - such as `city 42 k`
 * @returns the serial as printed, or null when it is not one or its check letter does not fit
 */
export function readSerial(typed: string): string | null {
  const found = /^([A-Z0-9]{1,5}[A-Z])[\s\-–—.]*0*([1-9]\d{0,6})[\s\-–—.]*([A-Z])$/.exec(
    typed.trim().toUpperCase(),
  )
  if (!found) return null
  const [, prefix = '', number = '', letter = ''] = found
  const serial = writeSerial(prefix, Number(number))
  return serial.endsWith(letter) ? serial : null
}

/**
 * Capital letters that stand for a district on its forms.
 *
 * @param district - the district's slug or name, such as `east-cambridgeshire`
 * @param taken - prefixes of the other districts
 * @returns up to four letters that nobody else has
 */
export function serialPrefix(district: string, taken: readonly string[]): string {
  const letters = district
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
  const stem = letters.length >= 2 ? letters : `${letters}FORM`
  for (const length of [4, 5, 3, 2]) {
    const prefix = stem.slice(0, length)
    if (!taken.includes(prefix)) return prefix
  }
  for (const letter of checkLetters) {
    const prefix = stem.slice(0, 3) + letter
    if (!taken.includes(prefix)) return prefix
  }
  throw new Error('More districts begin with the same letters than can be told apart.')
}

// Each character counts by its place from the left in the prefix and in the digits apart, so that the zeros before a
// number change nothing.
function checkLetter(prefix: string, digits: string): string {
  return checkLetters.charAt((weighed(prefix) * 7 + weighed(digits)) % checkLetters.length)
}

function weighed(characters: string): number {
  let sum = 0
  for (const character of characters) sum = (sum * 2 + parseInt(character, 36)) % checkLetters.length
  return sum
}
