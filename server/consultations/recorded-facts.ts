import { CRITERIA } from '../model/criteria.ts'
import { english } from '../platform/speaker.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import { addressOf, hoursInWords, proposedFor, sessionInWords } from './place-words-page.ts'
import { servicesInWords } from './service-words-page.ts'

/** A fact of what is published, in words that two versions can be compared by. */
export interface RecordedFact {
  /** Names it in a change: `place-3f…-hours`, `scenario`. */
  readonly key: string
  /** The page of a correction on which it is put right. */
  readonly part: string
  readonly label: string
  readonly text: string
}

/** What the register says of a place, which a correction takes over group by group. */
export const registerGroups = ['where', 'hours', 'services', 'ratings'] as const

/** One of the groups. */
export type RegisterGroup = (typeof registerGroups)[number]

/** A group of facts of a place, in words. */
export interface GroupInWords {
  readonly group: RegisterGroup
  readonly label: string
  readonly text: string
}

/**
 * What the register says of a place, in words.
 *
 * @param place - a place of the record
 * @returns one text for each group; '' where nothing is known
 */
export function registerInWords(place: RecordedPlace): GroupInWords[] {
  const position = place.position?.map(degrees => degrees.toFixed(5)).join(', ') ?? ''
  return [
    {
      group: 'where',
      label: 'name and address',
      text: [place.name, addressOf(place), position === '' ? '' : `Longitude and latitude: ${position}`]
        .filter(line => line !== '')
        .join('\n'),
    },
    { group: 'hours', label: 'opening hours', text: hoursInWords(place.hours).map(String).join('\n') },
    {
      group: 'services',
      label: 'services',
      text: servicesInWords(place.services)
        .map(({ service, more }) => (more === null ? service : `${service}: ${more.text}`))
        .join('\n'),
    },
    { group: 'ratings', label: 'ratings', text: place.criteria.map(ratingInWords).join('\n') },
  ]
}

function ratingInWords({ criterion, low, high, afterWorks }: RecordedPlace['criteria'][number]): string {
  const name = CRITERIA.find(one => one.number === criterion)?.name ?? String(criterion)
  const range = (from: number, to: number): string => (from === to ? String(from) : `${from} to ${to}`)
  const after = afterWorks === null ? '' : `, ${range(afterWorks.low, afterWorks.high)} after works`
  return `${name}: ${range(low, high)} of 4${after}`
}

/**
 * Every fact of a record beside its texts: the scenarios, what a proposal is about, and of each place what is proposed,
 * from when, and what the register said of it.
 *
 * @param record - the record
 * @returns in the order in which the public reads them
 */
export function recordedFacts(record: ConsultationRecord): RecordedFact[] {
  const names = new Map(record.places.map(place => [place.siteId, place.name]))
  const scenarioWords = (scenario: ConsultationRecord['scenario']): string =>
    scenario === null ? '' : `${scenario.name} (SHA-256 ${scenario.hash})`
  return [
    {
      key: 'scenario',
      part: 'scenario',
      label: 'The scenario with its figures',
      text: scenarioWords(record.scenario),
    },
    ...record.options.map(option => ({
      key: `option-${option.id}-scenario`,
      part: 'options',
      label: `${option.name}: its scenario with its figures`,
      text: scenarioWords(option.scenario),
    })),
    ...record.districts.flatMap(district =>
      district.proposals.map(proposal => ({
        key: `proposal-${proposal.id}-site`,
        part: district.slug,
        label: `${proposal.title}: the place that it is about`,
        text: proposal.siteId === null ? '' : (names.get(proposal.siteId) ?? ''),
      })),
    ),
    ...record.places.flatMap(placeFacts),
  ]
}

function placeFacts(place: RecordedPlace): RecordedFact[] {
  const fact = (name: string, label: string, text: string): RecordedFact => ({
    key: `place-${place.siteId}-${name}`,
    part: 'places',
    label: `${place.name}: ${label}`,
    text,
  })
  const proposed = proposedFor(place).text
  return [
    fact(
      'proposed',
      'what is proposed',
      place.leadName === null ? proposed : `${proposed}\nPart of: ${place.leadName}`,
    ),
    fact('from', 'from when', place.fromOn === null ? '' : english.format.date(place.fromOn)),
    fact(
      'sessions',
      'sessions',
      place.sessions
        .map(session => sessionInWords(session))
        .map(({ when, activity, dates }) =>
          [when.text, activity, dates?.text ?? ''].filter(part => part !== '').join(', '),
        )
        .join('\n'),
    ),
    ...registerInWords(place).map(({ group, label, text }) => fact(group, label, text)),
  ]
}
