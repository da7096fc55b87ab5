import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { PublicFigures } from '../scenarios/index.ts'
import type { ConsultationRecord } from './consultation.ts'
import { methodInWords } from './method-words-page.ts'
import { goingBy, journeyLength } from './nearest-words-page.ts'

/** How the figures were made, in plain words. */
export interface MethodPage {
  readonly parts: readonly { readonly heading: Said; readonly sentences: readonly Said[] }[]
  /** How we worked out journeys, by way of travelling. */
  readonly modes: readonly { readonly how: Said; readonly method: Said; readonly limits: string }[]
  readonly datasets: PublicFigures['datasets']
  /** Of the scenario that was published; null where there is none. */
  readonly hash: string | null
}

/**
 * Tells how the figures of a consultation were made.
 *
 * @param record - what was published
 * @param figures - the published scenario's figures as the public may see them; null where there is none
 * @param speaker - who speaks; English unless given
 * @returns what the page shows
 */
export function methodPage(
  record: ConsultationRecord,
  figures: PublicFigures | null,
  speaker: Speaker = english,
): MethodPage {
  const { say } = speaker
  const [first] = figures?.modes ?? []
  const tolerance = first === undefined ? '' : journeyLength(first.tolerance, first.unit, speaker)
  return {
    parts: [
      {
        heading: say('Whom we counted'),
        sentences: [
          say('We counted children from birth to 4 years old. They stand for families with young children.'),
          say(
            'The number of children is known for each neighbourhood. Nobody publishes how many live at each postcode, so we shared them equally among the neighbourhood’s postcodes.',
          ),
          say('Where a number is not known, we say so. We never count it as nothing.'),
        ],
      },
      {
        heading: say('Who has further to go'),
        sentences: [
          say(
            'For each postcode we looked for the centre that takes least time to reach today, and for the Centre or Zone that would take least time then. Places with sessions at set times do not count, because they are not open every day.',
          ),
          ...(tolerance === ''
            ? []
            : [say('A change of {{tolerance}} or less counts as no change.', { tolerance })]),
          say(
            'Children belong to the centre that is nearest to them. We do not know which centre a family really uses.',
          ),
        ],
      },
      {
        heading: say('What we do not show'),
        sentences: [
          say(
            'A number of children under 10 is not shown, and others are rounded to the nearest 5. Sometimes we leave out a greater number too, because otherwise the small one could be worked out from the others.',
          ),
          say('An empty cell in a table means: not known, or not shown. It never means none.'),
        ],
      },
      {
        heading: say('That it stays the same'),
        sentences: [
          say(
            'The figures were made once, from the plan as it was published. Its mark, below, would be another if one letter of the plan were changed.',
          ),
          say('The pages, the tables and this description are made from the same figures.'),
        ],
      },
    ],
    modes: (figures?.modes ?? []).map(mode => ({
      how: goingBy(mode.mode, speaker),
      method: methodInWords(mode.method, speaker),
      limits: mode.limits.map(limit => journeyLength(limit, mode.unit, speaker)).join(', '),
    })),
    datasets: figures?.datasets ?? [],
    hash: record.scenario?.hash ?? null,
  }
}

/**
 * The same as a text file, in English.
 *
 * @param record - what was published
 * @param figures - the figures; null where there is none
 * @returns lines of plain text
 */
export function methodText(record: ConsultationRecord, figures: PublicFigures | null): string {
  const page = methodPage(record, figures)
  return [
    record.name,
    '',
    ...page.parts.flatMap(part => [
      part.heading.text.toUpperCase(),
      '',
      ...part.sentences.map(sentence => sentence.text),
      '',
    ]),
    'HOW JOURNEYS COME ABOUT',
    '',
    ...page.modes.map(({ how, method, limits }) => `${how.text}: ${method.text}. Bands: ${limits}.`),
    '',
    'DATASETS',
    '',
    ...page.datasets.map(one =>
      [one.title, one.publisher, one.period, one.geography, one.licence, `SHA-256 ${one.sha256}`]
        .filter(part => part !== '')
        .join(', '),
    ),
    '',
    `The plan that was published has the mark ${page.hash ?? 'none'}.`,
    '',
  ].join('\r\n')
}
