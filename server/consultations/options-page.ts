import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { PublicFigures, PublicModeFigures } from '../scenarios/index.ts'
import type { ConsultationRecord, RecordedOption } from './consultation.ts'
import { methodInWords } from './method-words-page.ts'
import { goingBy, journeyLength } from './nearest-words-page.ts'
import type { OpeningWords } from './opening-words-page.ts'
import { textBlocks, type TextBlock } from './text-page.ts'

/** An option as the public reads it. */
export interface ShownOption {
  readonly name: string
  readonly whatItWas: readonly TextBlock[]
  readonly whyNot: readonly TextBlock[]
  readonly statusQuo: boolean
}

/** A column of the comparison: one option's figures, in the order of the measures. */
interface ComparedOption {
  readonly name: Said
  readonly cells: readonly (string | null)[]
}

/** A row of the comparison: one measure, for each option. */
export interface ComparedMeasure {
  readonly measure: Said
  /** In the order of the options; null where a figure is not known, or withheld because it is small. */
  readonly cells: readonly (string | null)[]
}

/** Options that were looked at, and their figures beside those of the proposal. */
export interface OptionsPage {
  readonly options: readonly ShownOption[]
  /** Names of what is compared, the proposal first; empty where there is nothing to compare. */
  readonly compared: readonly Said[]
  readonly rows: readonly ComparedMeasure[]
  /** How people travel in the table's journeys; null without a table. */
  readonly travelling: Said | null
  /** How the journeys of the table come about. */
  readonly method: Said | null
  /** What the options are at this stage, and whether anything can be said about them. */
  readonly said: Said
  /** Where somebody says that they would rather have one of them; null while nothing can be answered. */
  readonly tellHref: string | null
  /** Where it says what was decided; null before. */
  readonly decisionHref: string | null
}

/** From where the page of options is read. */
export interface OptionsReader {
  readonly slug: string
  readonly words: OpeningWords
  /** The district's part of the address, as the reader's link has it; what is not one of the districts is not used. */
  readonly districtSlug: string
}

/**
 * Shapes the page of options.
 *
 * @param record - what was published
 * @param figuresOf - the figures of published scenarios, by hash; what is missing is not compared
 * @param reader - when and from where it is read
 * @param speaker - who speaks; English unless given
 * @returns every option with its reasons, and figures of the proposal, of today and of those that have any
 */
export function optionsPage(
  record: ConsultationRecord,
  figuresOf: ReadonlyMap<string, PublicFigures>,
  reader: OptionsReader,
  speaker: Speaker = english,
): OptionsPage {
  const { stage } = reader.words
  const decided = stage === 'decision' || stage === 'next'
  const proposed = record.scenario === null ? undefined : figuresOf.get(record.scenario.hash)
  const main = mainMode(proposed)
  const compared =
    proposed === undefined || main === undefined
      ? []
      : [
          { name: speaker.say('What we propose'), cells: cellsOf(proposed, main.mode, speaker) },
          ...record.options.flatMap(option => comparedOption(option, proposed, main, figuresOf, speaker)),
        ]
  return {
    options: record.options.map(option => ({
      name: option.name,
      whatItWas: textBlocks(option.whatItWas),
      whyNot: textBlocks(option.whyNot),
      statusQuo: option.statusQuo,
    })),
    compared: compared.map(({ name }) => name),
    rows:
      main === undefined
        ? []
        : measures(main, speaker).map((measure, at) => ({
            measure,
            cells: compared.map(({ cells }) => cells[at] ?? null),
          })),
    travelling: main === undefined ? null : goingBy(main.mode, speaker),
    method:
      main === undefined
        ? null
        : speaker.say('{{how}}: {{method}}.', {
            how: goingBy(main.mode, speaker).text,
            method: methodInWords(main.method, speaker),
          }),
    said: optionsSaid(reader.words, decided, speaker),
    tellHref: reader.words.canBegin ? tellAddress(record, reader) : null,
    decisionHref: decided ? `/consultations/${reader.slug}/decision` : null,
  }
}

// Nobody is asked to tell the council what it would not hear any more.
function optionsSaid({ state, canBegin }: OpeningWords, decided: boolean, speaker: Speaker): Said {
  if (decided) {
    return speaker.say('These are the other ways that we looked at, and why we did not propose them.')
  }
  if (canBegin) {
    return speaker.say(
      'Nothing has been decided. These are the other ways that we looked at, and why we do not propose them. You can tell us that you would rather have one of them, or something else.',
    )
  }
  return state === 'before'
    ? speaker.say(
        'Nothing has been decided. These are the other ways that we looked at, and why we do not propose them. When the consultation opens you can tell us that you would rather have one of them, or something else.',
      )
    : speaker.say(
        'Nothing has been decided. These are the other ways that we looked at, and why we do not propose them.',
      )
}

// Surveys are of districts: who comes from a district's page goes to its survey, everybody else chooses a district.
function tellAddress(record: ConsultationRecord, { slug, districtSlug }: OptionsReader): string {
  const at = `/consultations/${slug}`
  return record.districts.some(district => district.slug === districtSlug)
    ? `${at}/${districtSlug}/survey`
    : `${at}#districts`
}

/** The way of travelling by which options are compared: the council's own, if it is measured in time. */
function mainMode(figures: PublicFigures | undefined): PublicModeFigures | undefined {
  return figures?.modes[0]
}

function measures(main: PublicModeFigures, speaker: Speaker): Said[] {
  const limit = journeyLength(main.limits[1] ?? main.limits[0] ?? 0, main.unit, speaker)
  return [
    speaker.say('Centres'),
    speaker.say('Zones'),
    speaker.say('Children under 5 with further to go'),
    speaker.say('Children under 5 with less far to go'),
    speaker.say('Children under 5 within {{limit}}', { limit }),
    speaker.say('Half of them are within'),
    speaker.say('Saved each year'),
  ]
}

function comparedOption(
  option: RecordedOption,
  proposed: PublicFigures,
  main: PublicModeFigures,
  figuresOf: ReadonlyMap<string, PublicFigures>,
  speaker: Speaker,
): ComparedOption[] {
  if (option.statusQuo) {
    const { format } = speaker
    return [
      {
        name: speaker.say(option.name),
        cells: [
          format.number(proposed.existing),
          format.number(0),
          format.number(0),
          format.number(0),
          shareWithin(main, 'today', speaker),
          medianOf(main, 'today', speaker),
          format.pounds(0),
        ],
      },
    ]
  }
  const figures = option.scenario === null ? undefined : figuresOf.get(option.scenario.hash)
  return figures === undefined
    ? []
    : [{ name: speaker.say(option.name), cells: cellsOf(figures, main.mode, speaker) }]
}

function cellsOf(
  figures: PublicFigures,
  wanted: PublicModeFigures['mode'],
  speaker: Speaker,
): (string | null)[] {
  const { format } = speaker
  const mode = figures.modes.find(one => one.mode === wanted)
  const number = (count: number | null | undefined): string | null =>
    count == null ? null : format.number(count)
  // No more digits than an estimate can bear.
  const [low, high] = [figures.saving.low, figures.saving.high].map(pounds =>
    pounds === null ? null : Math.round(pounds / 10_000) * 10_000,
  )
  return [
    format.number(figures.counts.centres),
    format.number(figures.counts.zones),
    number(mode?.change.further),
    number(mode?.change.closer),
    mode ? shareWithin(mode, 'centres-and-zones', speaker) : null,
    mode ? medianOf(mode, 'centres-and-zones', speaker) : null,
    low == null || high == null
      ? null
      : low === high
        ? format.pounds(low)
        : speaker.plain('{{low}} to {{high}}', { low: format.pounds(low), high: format.pounds(high) }),
  ]
}

type When = PublicModeFigures['groups'][number]['when']

function allOf(
  mode: PublicModeFigures,
  when: When,
): PublicModeFigures['groups'][number]['group'] | undefined {
  return mode.groups.find(one => one.when === when && one.group.grouping === 'all')?.group
}

function shareWithin(mode: PublicModeFigures, when: When, speaker: Speaker): string | null {
  const all = allOf(mode, when)
  if (all?.children == null) return null
  const within = all.bands.slice(0, Math.min(2, mode.limits.length))
  let sum = 0
  for (const band of within) {
    if (band === null) return null
    sum += band
  }
  return speaker.format.percent(Math.min(1, sum / all.children))
}

function medianOf(mode: PublicModeFigures, when: When, speaker: Speaker): string | null {
  const median = allOf(mode, when)?.median ?? null
  return median === null ? null : journeyLength(median, mode.unit, speaker)
}
