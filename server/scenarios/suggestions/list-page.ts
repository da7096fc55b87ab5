import { format as f } from '../../platform/format.ts'
import { planAnswerSchema } from './plan-request.ts'
import { gapInWords } from './plan-page.ts'
import type { Suggestion, SuggestionKind } from './suggestion-repository.ts'

const kindWords: Readonly<Record<SuggestionKind, string>> = {
  plan: 'A plan',
  alternatives: 'Other plans nearly as good',
  frontier: 'How many Centres',
  'how-sure': 'How sure a plan is',
}

/** One thing that was asked. */
export interface SuggestionRow {
  readonly suggestionId: string
  readonly suggestion: string
  readonly what: string
  readonly state: string
  readonly asked: string
}

/**
 * Shapes the list of what was asked.
 *
 * @param suggestions - in the order in which they are shown
 * @returns a row for each
 */
export function suggestionRows(suggestions: readonly Suggestion[]): SuggestionRow[] {
  return suggestions.map(suggestion => ({
    suggestionId: suggestion.id,
    suggestion: suggestion.name,
    what: kindWords[suggestion.kind],
    state: stateWords(suggestion),
    asked: `${f.dateTime(suggestion.createdAt)} by ${suggestion.createdBy}`,
  }))
}

function stateWords({ kind, answer }: Suggestion): string {
  if (answer === null) return 'Not ended yet'
  if (kind !== 'plan') return 'Done'
  const read = planAnswerSchema.safeParse(answer)
  if (!read.success) return 'Done'
  const { proof, gap } = read.data
  if (proof === 'proven best') return 'Proven best'
  if (proof === 'cannot be done') return 'Cannot be done'
  return `${proof === 'stopped' ? 'Stopped' : 'Best found'}${gap === null ? ', nothing found' : `, gap ${gapInWords(gap)}`}`
}
