import { createHmac, randomInt } from 'node:crypto'
import { escapeHtml, Said } from '../platform/said.ts'
import type { Pepper } from './draft-seal.ts'

// No vowels, so that no word appears; no letters or digits that look like others.
const alphabet = 'BCDFGHJKMNPQRTVWXZ346789'
const codeLetters = 16

function valueOf(letter: string): number {
  return alphabet.indexOf(letter)
}

// A slip of the pen is told apart from a guess: no weight shares a factor with 24, so any one wrong letter is found, and
// most pairs that changed places.
function checkLetter(letters: string): string {
  const weights = [1, 5, 7, 11, 13, 17, 19, 23]
  const sum = Array.from(letters).reduce(
    (all, letter, at) => all + valueOf(letter) * (weights[at % 8] ?? 1),
    0,
  )
  return alphabet.charAt(sum % alphabet.length)
}

/**
 * A new code for opening a draft on another device: fifteen random letters and one that checks them.
 *
 * @returns 16 letters without spaces
 */
export function newReturnCode(): string {
  let letters = ''
  while (letters.length < codeLetters - 1) letters += alphabet.charAt(randomInt(alphabet.length))
  return letters + checkLetter(letters)
}

/**
 * A code in the groups in which it is shown.
 *
 * @param code - letters without spaces
 * @returns such as `K7QM-4TRX-9BCD-WXZ3`
 */
export function inGroups(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}

/**
 * What somebody typed as a code or reference, without what people put between and around its letters.
 *
 * @param typed - as typed, in any case, with or without groups
 * @returns its letters and digits in capitals
 */
export function plainLetters(typed: string): string {
  return typed
    .slice(0, 200)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

/**
 * Whether letters can be a code at all; what cannot is a slip, and no guess.
 *
 * @param letters - from `plainLetters`
 * @returns false when the number of letters or the check letter is wrong
 */
export function canBeCode(letters: string): boolean {
  if (letters.length !== codeLetters || Array.from(letters).some(letter => valueOf(letter) < 0)) return false
  return checkLetter(letters.slice(0, -1)) === letters.slice(-1)
}

/**
 * The second secret on a receipt, without which a reference that others saw withdraws nothing. It follows from the
 * response's id and the server's secret, and is stored nowhere.
 *
 * @param pepper - the server's part
 * @param responseId - the response
 * @returns 8 letters in two groups
 */
export function withdrawalWord(pepper: Pepper, responseId: string): string {
  let number = createHmac('sha256', pepper.withdrawal).update(responseId).digest().readBigUInt64BE()
  let letters = ''
  for (let at = 0; at < 8; at += 1) {
    letters += alphabet.charAt(Number(number % BigInt(alphabet.length)))
    number /= BigInt(alphabet.length)
  }
  return inGroups(letters)
}

/**
 * A reference or a word for withdrawing as a page shows it within a sentence: it stands out, and is not broken over
 * two lines, so that it is copied right.
 *
 * @param letters - such as `K7QM-4TRX-9B`
 * @returns the same, for a sentence in any language
 */
export function unbroken(letters: string): Said {
  return new Said(
    letters,
    '',
    `<strong class="app-unbroken" dir="ltr" translate="no">${escapeHtml(letters)}</strong>`,
  )
}
