/** How a question is answered. */
export type QuestionKind =
  | 'one'
  | 'several'
  | 'agreement'
  | 'agreement-list'
  | 'ranking'
  | 'number'
  | 'date'
  | 'text'
  | 'long-text'
  | 'postcode'
  | 'file'

/** One of the answers that a question offers. */
export interface SurveyOption {
  readonly value: string
  readonly text: string
  /** Cannot stand beside another choice: "None of these", "Prefer not to say". */
  readonly exclusive?: boolean
}

/** One question. Its key is unique in the survey and the same on paper, online and in the findings. */
export interface SurveyQuestion {
  readonly key: string
  readonly kind: QuestionKind
  readonly text: string
  readonly hint?: string
  /** Offered answers of `one`, `several` and `ranking`; the agreement scale is always `AGREEMENT_OPTIONS`. */
  readonly options?: readonly SurveyOption[]
  /** Statements of an `agreement-list`; each is answered on the scale as the question `<key>--<value>`. */
  readonly items?: readonly SurveyOption[]
  /** Least and greatest number of a `number`. */
  readonly minimum?: number
  readonly maximum?: number
  /** Places after the point that a `number` may have; without it, whole numbers only. */
  readonly decimals?: number
  /** First and last day of a `date`, as `YYYY-MM-DD`. */
  readonly earliest?: string
  readonly latest?: string
  /** What a `number` counts, such as `children`. */
  readonly unit?: string
  /** The question in easy words; without it the easy read survey shows the question itself. */
  readonly easyText?: string
  /** Name of a picture beside it in the easy read survey, one of the product's own. */
  readonly picture?: string
  /** Also offers `OTHER`, with room to write. */
  readonly otherOption?: boolean
  readonly required: boolean
  readonly proposalId?: string
}

/** When a page is asked: only after, or only without, certain choices of an earlier question. */
export interface PageCondition {
  readonly questionKey: string
  readonly has: 'any of' | 'none of'
  readonly values: readonly string[]
}

/** What is asked at once. */
export interface SurveyPage {
  readonly key: string
  readonly title: string
  /** Paragraphs divided by empty lines, shown before the questions. */
  readonly introduction?: string
  readonly questions: readonly SurveyQuestion[]
  readonly condition?: PageCondition
  /** Further conditions; all must hold. */
  readonly also?: readonly PageCondition[]
  /** Heading that this page and its neighbours of the same section stand under. */
  readonly section?: string
}

/** A survey as it is published: immutable. */
export interface SurveyDefinition {
  readonly title: string
  readonly pages: readonly SurveyPage[]
  /** Asked after the answers were sent; nobody has to answer. */
  readonly equality: readonly SurveyPage[]
}

/** What was answered to one question: values of chosen options (more than one for `one` only where paper had two ticks), and text. */
export interface GivenAnswer {
  readonly questionKey: string
  readonly choices: readonly string[]
  /** null where nothing was written. */
  readonly text: string | null
}

/** The value of "Other, please say". */
export const OTHER = 'other'

/** Most characters of a written answer. */
export const LONGEST_ANSWER: Readonly<Record<'text' | 'long-text', number>> = {
  text: 500,
  'long-text': 10_000,
}

/** The five points of agreement, and not knowing. */
export const AGREEMENT_OPTIONS: readonly SurveyOption[] = [
  { value: 'strongly-agree', text: 'Strongly agree' },
  { value: 'agree', text: 'Agree' },
  { value: 'neither', text: 'Neither agree nor disagree' },
  { value: 'disagree', text: 'Disagree' },
  { value: 'strongly-disagree', text: 'Strongly disagree' },
  { value: 'dont-know', text: 'Don’t know' },
]
