import { english, type SaidValues } from './speaker.ts'

/** A failure that a person can understand and act on: its message is a sentence fit to show. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  /** The message before its values were put in: it is said in the visitor's language by this. */
  readonly sentence: string
  readonly values: SaidValues

  /**
   * @param code - stable word for programs, such as `not-found`
   * @param status - HTTP status to answer with
   * @param sentence - what happened and what to do, in plain English; `{{name}}` stands for a value
   * @param values - what is put into the sentence
   */
  constructor(code: string, status: number, sentence: string, values: SaidValues = {}) {
    super(english.plain(sentence, values))
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.sentence = sentence
    this.values = values
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
