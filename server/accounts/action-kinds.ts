/** A kind of thing that is done, in the words of the people who read about it. */
export interface ActionKind {
  readonly key: string
  readonly words: string
  /** How the names of its actions begin. */
  readonly begins: readonly string[]
}

const kind = (key: string, words: string, ...begins: string[]): ActionKind => ({ key, words, begins })

/** What is done about one consultation, in the order of its life. */
export const consultationKinds: readonly ActionKind[] = [
  kind(
    'texts',
    'Texts, districts and places',
    'consultation.added',
    'consultation.changed',
    'consultation.imported',
  ),
  kind('dates', 'Dates', 'consultation.dates'),
  kind('growing', 'Documents, drop-in sessions and answered questions', 'consultation.updated'),
  kind('survey', 'Survey', 'survey.'),
  kind('languages', 'Translations', 'consultation.translated'),
  kind(
    'publishing',
    'Checks, review and publishing',
    'consultation.check-',
    'consultation.review-',
    'consultation.sent-back',
    'consultation.published',
  ),
  kind('corrections', 'Corrections', 'consultation.correct'),
  kind(
    'taking-part',
    'Questions, ideas, updates and the pledge',
    'question.',
    'ideas.',
    'opinion.',
    'pledge.',
    'consultation.update-',
    'consultation.taking-part',
  ),
  kind('paper', 'Paper', 'paper.'),
  kind('findings', 'Findings', 'findings.', 'answers.'),
  kind(
    'decision',
    'Meetings, the decision and what happened next',
    'consultation.governance',
    'consultation.decision',
    'consultation.follow',
  ),
]

/** What is done about anything, in the order of a redesign. */
export const actionKinds: readonly ActionKind[] = [
  kind('county', 'County and its figures', 'county.', 'need.', 'calendar.'),
  kind('sites', 'Sites', 'site.', 'sites.'),
  kind('journeys', 'Journeys', 'travel.'),
  kind('appraisal', 'Criteria and ratings', 'appraisal.', 'criteria.', 'assessor.'),
  kind('scenarios', 'Scenarios', 'scenario.', 'suggestion.'),
  ...consultationKinds.map(one => ({ ...one, words: `Consultation: ${one.words}` })),
  kind('accounts', 'Accounts and signing in', 'account.'),
  kind('letters', 'Letters', 'letter.'),
]

/**
 * The kind that an action is of.
 *
 * @param kinds - the kinds to choose from
 * @param action - the action's name, as `paper.entered`
 * @returns its words; 'Other' when it is of none
 */
export function kindOf(kinds: readonly ActionKind[], action: string): string {
  return kinds.find(({ begins }) => begins.some(begin => action.startsWith(begin)))?.words ?? 'Other'
}
