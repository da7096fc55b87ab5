// Controls that could reorder or hide text are dropped, and half characters that no database stores.
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g

/**
 * A written answer as it is kept: as typed, without controls that hide or reorder text and without empty ends.
 *
 * @param typed - as it arrived
 * @returns the text; '' when nothing is left
 */
export function cleanText(typed: string): string {
  return typed
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim()
}

// Where the digits of the scripts that respondents type in begin: full-width, Arabic, Persian.
const digitZeros = [0xff10, 0x0660, 0x06f0]

function plainDigits(text: string): string {
  return text.replace(/[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]/g, digit => {
    const code = digit.charCodeAt(0)
    return String(code - (digitZeros.find(zero => code >= zero && code <= zero + 9) ?? code))
  })
}

/**
 * A number as people type it: digits of any script, `1,234` and `1 234` for a thousand and more, a point or a comma
 * before the decimals.
 *
 * @param typed - as it arrived
 * @returns the number in plain digits, such as `1234` or `-0.5`; null when it is none or has more than 15 digits
 */
export function readNumber(typed: string): string | null {
  const text = plainDigits(typed)
    .replace(/[\u066b\uff0e]/g, '.')
    .replace(/[\u066c\uff0c]/g, ',')
    .replace(/[\u2212\uff0d]/g, '-')
    .replace(/[\u200e\u200f\u061c]/g, '')
    .trim()
  const grouped = /^[+-]?\d{1,3}(?:[, \u00a0\u2009\u202f’']\d{3})+(?:\.\d+)?$/.test(text)
  const plain = grouped ? text.replace(/[, \u00a0\u2009\u202f’']/g, '') : text.replace(',', '.')
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(plain)
  if (parts === null) return null
  const [, sign = '', before = '', after = ''] = parts
  if (before === '' && after === '') return null
  const whole = before.replace(/^0+(?=\d)/, '') || '0'
  const rest = after.replace(/0+$/, '')
  if (whole.length + rest.length > 15) return null
  const digits = rest === '' ? whole : `${whole}.${rest}`
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * A date as three numbers in order of size, checked against the calendar.
 *
 * @param typed - `YYYY-MM-DD`, or `DD/MM/YYYY` with any of `/ . -` between; digits of any script
 * @returns `YYYY-MM-DD`; null when there is no such day, or the year is before 1000
 */
export function readDate(typed: string): string | null {
  const text = plainDigits(typed).replace(/[\u200e\u200f\u061c\s]/g, '')
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  const [, first = '', month = '', last = ''] = yearFirst ?? dayFirst ?? []
  const [year, day] = yearFirst ? [Number(first), Number(last)] : [Number(last), Number(first)]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = Number(month) === 2 && leap ? 29 : (monthDays[Number(month) - 1] ?? 0)
  if (year < 1000 || day < 1 || day > days) return null
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${String(year)}-${two(Number(month))}-${two(day)}`
}

const longestFileName = 200

/**
 * The name of a file that somebody sent, fit to be shown and saved under.
 *
 * @param typed - as the browser gave it, with or without a path
 * @returns the last part, in one line, at most 200 characters with its ending kept; '' when nothing is left
 */
export function cleanFileName(typed: string): string {
  const name = (cleanText(typed).replace(/\s+/g, ' ').split(/[/\\]/).at(-1) ?? '').replace(/[<>:"|?*]/g, '_')
  const trimmed = name.replace(/^[\s.]+/, '').trim()
  if (trimmed.length <= longestFileName) return trimmed
  const ending = /\.[^.]{1,10}$/.exec(trimmed)?.[0] ?? ''
  return cleanText(trimmed.slice(0, longestFileName - ending.length) + ending)
}
