/** One person's or organisation's response, reduced to what is counted. */
export interface TalliedResponse {
  /** 'online', 'paper' or 'phone'. */
  readonly channel: string
  readonly districtCode: string
  /**
   * The chosen options by question. A question that is there, even with no choice, was asked; one that is not there
   * was not (another district's proposal, another version of the survey).
   */
  readonly choices: Readonly<Record<string, readonly string[]>>
}

/** A question whose answers are counted. */
export interface TalliedQuestion {
  readonly key: string
  /** Whether more than one option may be chosen, so that percentages may add up to more than 100. */
  readonly several: boolean
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

/** How often an option was chosen. */
export interface OptionCount {
  readonly value: string
  readonly text: string
  readonly count: number
  /** The share, from 0 to 1, of those who answered; null when nobody did. */
  readonly share: number | null
}

/** What was answered to a question. These are exact counts: suppress them before they leave the server. */
export interface QuestionTally {
  readonly asked: number
  /** The base n: those who gave an answer that counts. */
  readonly answered: number
  readonly notAnswered: number
  /** Those who ticked two or more where one was asked, as on paper: they are asked, but not in the base. */
  readonly moreThanOne: number
  /** In the order of the question's options, those nobody chose among them. */
  readonly options: readonly OptionCount[]
  /** Choices that are not among the options, by spelling: a sign that the survey was changed. */
  readonly unlisted: readonly { readonly value: string; readonly count: number }[]
}

/** What was answered to a question by groups of respondents. */
export interface GroupedTally {
  readonly all: QuestionTally
  /** By spelling of the group's name. */
  readonly groups: ReadonlyMap<string, QuestionTally>
  /** Null when every response belongs to a group. */
  readonly groupNotKnown: QuestionTally | null
}

/**
 * Counts the answers to a question.
 * @param question - the question and its options.
 * @param responses - all responses; those that were not asked the question are passed over.
 * @returns the counts with their base. asked = answered + notAnswered + moreThanOne.
 */
export function tally(question: TalliedQuestion, responses: Iterable<TalliedResponse>): QuestionTally {
  const counts = new Map<string, number>(question.options.map(({ value }) => [value, 0]))
  let [asked, answered, moreThanOne] = [0, 0, 0]
  for (const response of responses) {
    const given = response.choices[question.key]
    if (given === undefined) continue
    asked++
    if (given.length === 0) continue
    // Mostly there is one, which needs no set to be counted once.
    const choices = given.length === 1 ? given : [...new Set(given)]
    if (choices.length > 1 && !question.several) {
      moreThanOne++
      continue
    }
    answered++
    for (const choice of choices) counts.set(choice, (counts.get(choice) ?? 0) + 1)
  }
  const listed = new Set(question.options.map(({ value }) => value))
  return {
    asked,
    answered,
    notAnswered: asked - answered - moreThanOne,
    moreThanOne,
    options: question.options.map(({ value, text }) => {
      const count = counts.get(value) ?? 0
      return { value, text, count, share: answered > 0 ? count / answered : null }
    }),
    unlisted: [...counts]
      .filter(([value]) => !listed.has(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, count]) => ({ value, count })),
  }
}

/**
 * Counts the answers to a question by district, channel or anything else that is known of a response.
 * @param question - the question and its options.
 * @param responses - all responses.
 * @param groupOf - the group of a response; null when it is not known.
 * @returns the counts for all and for each group with a response that was asked the question.
 */
export function tallyBy(
  question: TalliedQuestion,
  responses: Iterable<TalliedResponse>,
  groupOf: (response: TalliedResponse) => string | null,
): GroupedTally {
  const asked = [...responses].filter(response => response.choices[question.key] !== undefined)
  const members = new Map<string | null, TalliedResponse[]>()
  for (const response of asked) {
    const group = groupOf(response)
    const list = members.get(group)
    if (list) list.push(response)
    else members.set(group, [response])
  }
  const names = [...members.keys()].filter(name => name !== null).sort()
  const others = members.get(null)
  return {
    all: tally(question, asked),
    groups: new Map(names.map(name => [name, tally(question, members.get(name) ?? [])])),
    groupNotKnown: others ? tally(question, others) : null,
  }
}

/**
 * Brings counts of a question together that were made of different responses.
 * @param question - the question and its options.
 * @param tallies - its counts; no response is in two of them.
 * @returns the counts of all these responses.
 */
export function joinTallies(question: TalliedQuestion, tallies: readonly QuestionTally[]): QuestionTally {
  const [only] = tallies
  if (only !== undefined && tallies.length === 1) return only
  const sum = (of: (one: QuestionTally) => number): number => tallies.reduce((all, one) => all + of(one), 0)
  const answered = sum(one => one.answered)
  const unlisted = new Map<string, number>()
  for (const { value, count } of tallies.flatMap(one => one.unlisted)) {
    unlisted.set(value, (unlisted.get(value) ?? 0) + count)
  }
  return {
    asked: sum(one => one.asked),
    answered,
    notAnswered: sum(one => one.notAnswered),
    moreThanOne: sum(one => one.moreThanOne),
    options: question.options.map(({ value, text }, at) => {
      const count = sum(one => one.options[at]?.count ?? 0)
      return { value, text, count, share: answered > 0 ? count / answered : null }
    }),
    unlisted: [...unlisted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, count]) => ({ value, count })),
  }
}
