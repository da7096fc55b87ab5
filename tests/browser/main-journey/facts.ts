import { londonDate } from '../../../server/platform/clock.ts'

/** The scenario that the planner draws. */
export const scenarioName = 'Two Centres in every district'

/** What the county is asked about it. */
export const consultationName = 'Two Centres in every district: what do you think?'

/** Districts of the demonstration county. */
export const districts = [
  'Hallingford',
  'Merehaven Coast',
  'Sedgeminster',
  'South Sedge',
  'Tarrel Fens',
] as const

/** What everybody is asked. */
export const asked = {
  role: 'Who are you answering as?',
  overall: 'How much do you agree or disagree with the overall approach?',
  proposal: 'How much do you agree or disagree with this proposal?',
} as const

/** Days before the consultation opened, and until it has closed. */
export const opened = -1
export const closes = 42

/**
 * A day as the journey sees it from today.
 *
 * @param days - 0 for today, negative for days before
 * @returns `YYYY-MM-DD`
 */
export function inDays(days: number): string {
  return londonDate(new Date(Date.now() + days * 86_400_000))
}
