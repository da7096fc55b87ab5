import { cleanText, keyFrom, type SurveyOption } from '../../model/survey.ts'

/** What came of reading answers that were typed one on each line. */
export interface ReadOptions {
  readonly options: readonly SurveyOption[]
  /** Sentences; empty when every line could be read. */
  readonly problems: readonly string[]
}

/**
 * Reads answers typed one on each line: `Weekday mornings [mornings]`, where the code in brackets may be left out, and
 * a `!` at the beginning marks an answer that cannot stand beside another.
 *
 * @param typed - the lines
 * @param separator - what divides the answers; line breaks when not given
 * @returns the answers; codes that were left out are made from the words
 */
export function optionsFromLines(typed: string, separator: RegExp = /\n/): ReadOptions {
  const problems: string[] = []
  const lines = typed
    .split(separator)
    .map(line => cleanText(line).replace(/\s+/g, ' '))
    .filter(line => line !== '')
  const read = lines.map(line => {
    const [, mark = '', text = '', code] = /^(!?)\s*(.*?)\s*(?:\[([^[\]]*)\])?$/.exec(line) ?? []
    return { exclusive: mark === '!', text, code: code?.trim() ?? null }
  })
  const codes = new Set(read.flatMap(({ code }) => (code === null ? [] : [code])))
  const options = read.map(({ exclusive, text, code }): SurveyOption => {
    if (text === '')
      problems.push('One of the answers has a code and no words: write its words before the code')
    if (code !== null && !/^[a-zA-Z0-9](?:[a-zA-Z0-9._]|-(?!-)){0,99}$/.test(code)) {
      problems.push(
        `The code “${code.slice(0, 60)}” must be letters and figures, with single hyphens between`,
      )
    }
    const value = code ?? keyFrom(text, codes)
    codes.add(value)
    return { value, text, ...(exclusive ? { exclusive } : {}) }
  })
  const texts = options.map(option => option.text)
  const twice = texts.find((text, at) => texts.indexOf(text) !== at)
  if (twice !== undefined) problems.push(`“${twice}” stands there twice: take one of them out`)
  const values = options.map(option => option.value)
  const same = values.find((value, at) => values.indexOf(value) !== at)
  if (same !== undefined) problems.push(`The code “${same}” stands there twice: change one of them`)
  return { options, problems: [...new Set(problems)] }
}

/**
 * Writes answers one on each line, to be changed and read again.
 *
 * @param options - the answers
 * @returns the lines
 */
export function linesFromOptions(options: readonly SurveyOption[]): string {
  return options
    .map(option => `${option.exclusive === true ? '! ' : ''}${option.text} [${option.value}]`)
    .join('\n')
}
