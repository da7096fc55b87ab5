/** The days that tell for how long people's answers are kept; each `YYYY-MM-DD`. */
export interface KeptFrom {
  /** null while no decision is public; a day on which one is planned does not count. */
  readonly decidedOn: string | null
  /** The day on which the decision was entered first, and so could be read; null while there is none. */
  readonly enteredOn: string | null
  /** The day on which the consultation closed or closes; null while it has no dates. */
  readonly closesOn: string | null
}

/**
 * The first day on which people's answers may be deleted: so many months after the decision was made and could be read.
 * A decision that was entered with a day before the consultation closed counts from its closing.
 *
 * @param from - the days that it depends on
 * @param months - for how many months answers are kept, a whole number above 0
 * @returns `YYYY-MM-DD`; null while there is no decision, so that nothing may be deleted
 * @throws {RangeError} for months that are not a whole number above 0
 */
export function answersKeptUntil(
  { decidedOn, enteredOn, closesOn }: KeptFrom,
  months: number,
): string | null {
  if (!Number.isInteger(months) || months < 1) throw new RangeError('Answers are kept for whole months.')
  if (decidedOn === null || enteredOn === null || closesOn === null) return null
  const last = [decidedOn, enteredOn, closesOn].sort().at(-1) ?? decidedOn
  return monthsLater(last, months)
}

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/**
 * The same day of a later month, or the month's last day where it has no such day.
 *
 * @param day - `YYYY-MM-DD`
 * @param months - how many months later
 * @returns `YYYY-MM-DD`
 */
function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = year * 12 + (month - 1) + months
  const [newYear, newMonth] = [Math.floor(at / 12), (at % 12) + 1]
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${String(newYear).padStart(4, '0')}-${two(newMonth)}-${two(Math.min(date, daysIn(newYear, newMonth)))}`
}
