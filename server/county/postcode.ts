const shape = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/

/**
 * A postcode as it is written on a letter.
 *
 * @param typed - as a person or a file has it: any case, any spaces
 * @returns upper case with one space, `CB1 2AB`; null when it is not the shape of a postcode
 */
export function normalisedPostcode(typed: string): string | null {
  const found = shape.exec(typed.toUpperCase().replace(/[^A-Z\d]/g, ''))
  return found ? `${found[1] ?? ''} ${found[2] ?? ''}` : null
}
