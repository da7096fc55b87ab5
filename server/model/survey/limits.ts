/** The largest survey that can be published; anything larger is a mistake, or meant to do harm. */
export const LARGEST_SURVEY = {
  pages: 300,
  questions: 600,
  options: 200,
  ranked: 12,
  conditions: 20,
} as const

/** Most characters of each text of a survey. */
export const LONGEST_TEXTS = {
  title: 300,
  question: 600,
  hint: 1000,
  option: 300,
  introduction: 8000,
} as const
