/** A failure that a person can understand and act on: its message is a sentence fit to show. */
export class AppError extends Error {
  readonly code: string
  readonly status: number

  /**
   * @param code - stable word for programs, such as `not-found`
   * @param status - HTTP status to answer with
   * @param sentence - what happened and what to do, in plain English; shown as it is
   */
  constructor(code: string, status: number, sentence: string) {
    super(sentence)
    this.name = 'AppError'
    this.code = code
    this.status = status
  }
}

/**
 * The answer for what does not exist, or is not the visitor's to see.
 *
 * @param sentence - what could not be found
 * @returns an error to throw
 */
export function notFound(sentence = 'We could not find that page.'): AppError {
  return new AppError('not-found', 404, sentence)
}
