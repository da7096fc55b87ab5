import type { GivenAnswer } from '../model/survey.ts'
import type { Draft, SavedPage } from './draft.ts'
import type { AboutResponse, HelpedBy } from './response-payload.ts'

/** Under which a draft keeps who answers. */
export const aboutKey = 'about/response'

/** The key under which the name of an organisation is stored, where the survey does not ask for it itself. */
export const organisationNameKey = 'organisation-name'

/** Who helps, or answers for somebody, as it is offered. */
export const helpers: readonly { readonly value: HelpedBy; readonly text: string }[] = [
  { value: 'family-or-friend', text: 'Family or a friend' },
  { value: 'staff', text: 'Staff of the council, a centre or another service' },
  { value: 'interpreter', text: 'An interpreter' },
  { value: 'other', text: 'Somebody else' },
]

/** Who answers, as the draft keeps it. */
export interface WhoAnswers extends AboutResponse {
  readonly who: 'self' | 'organisation' | 'helping'
  /** '' where it is not an organisation, or the survey asks for the name. */
  readonly organisation: string
}

/** Somebody who answers for themselves, and was asked nothing more. */
export const answersForThemselves: WhoAnswers = {
  who: 'self',
  organisation: '',
  helpedBy: null,
  official: null,
  members: null,
  alsoAnswered: null,
}

/**
 * Who answers, as a page of the draft.
 *
 * @param who - who answers
 * @returns the page, to be saved under `aboutKey`
 */
export function pageOfWho(who: WhoAnswers): SavedPage {
  const given = (questionKey: string, value: string | number | null): GivenAnswer => ({
    questionKey: `about--${questionKey}`,
    choices: [],
    text: value === null || value === '' ? null : String(value),
  })
  return {
    place: null,
    answers: [
      given('who', who.who),
      given('organisation', who.organisation),
      given('helped-by', who.helpedBy),
      given('official', who.official === null ? null : who.official ? 'yes' : 'no'),
      given('members', who.members),
      given('also-answered', who.alsoAnswered),
    ],
  }
}

/**
 * Who answers, as a draft keeps it.
 *
 * @param draft - the draft
 * @returns somebody who answers for themselves, where nothing else was said
 */
export function whoAnswers(draft: Pick<Draft, 'pages'>): WhoAnswers {
  const page = draft.pages.get(aboutKey)
  const text = (key: string): string | null =>
    page?.answers.find(answer => answer.questionKey === `about--${key}`)?.text ?? null
  const number = (key: string): number | null => {
    const written = text(key)
    return written === null ? null : Number(written)
  }
  const who = text('who')
  const official = text('official')
  return {
    who: who === 'organisation' || who === 'helping' ? who : 'self',
    organisation: text('organisation') ?? '',
    helpedBy: helpers.find(helper => helper.value === text('helped-by'))?.value ?? null,
    official: official === null ? null : official === 'yes',
    members: number('members'),
    alsoAnswered: number('also-answered'),
  }
}
