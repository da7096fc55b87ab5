import { format } from '../platform/format.ts'
import { londonDate } from '../platform/clock.ts'
import { timingOf, type DaysWithin, type MarkedDays, type Timing } from './calendar.ts'
import type { CheckFact, CheckKey } from './checklist.ts'
import type { Consultation, ConsultationDocument, ConsultationRecord } from './consultation.ts'
import { lossAt } from './place-words-page.ts'
import { decidedWords, recordTexts } from './readiness.ts'

/** What the facts of the checklist are found in. */
export interface CheckGround {
  readonly consultation: Consultation
  /** Its texts, proposals and places as they would be published. */
  readonly record: ConsultationRecord
  readonly documents: readonly ConsultationDocument[]
  readonly sessions: number
  /** Days that the council has marked. */
  readonly marked: readonly MarkedDays[]
  /** The council's texts are translated. */
  readonly translated: boolean
}

const seen = (sentence: string): CheckFact => ({ sentence, doubtful: false })
const doubt = (sentence: string): CheckFact => ({ sentence, doubtful: true })

/**
 * What can be noticed about each point of the checklist without asking anybody.
 *
 * @param ground - the consultation as it would be published
 * @returns sentences for each point
 */
export function checkFacts(ground: CheckGround): Map<CheckKey, readonly CheckFact[]> {
  const { opensAt, closesAt } = ground.consultation
  const timing = opensAt === null || closesAt === null ? null : timingOf(opensAt, closesAt, ground.marked)
  return new Map<CheckKey, readonly CheckFact[]>([
    ['formative', formativeFacts(ground)],
    ['information', informationFacts(ground)],
    ['options', optionFacts(ground)],
    ['time', timing === null ? [doubt('The dates are not set yet.')] : timeFacts(timing)],
    ['calendar', timing === null ? [doubt('The dates are not set yet.')] : calendarFacts(timing)],
    ['equality', equalityFacts(ground)],
    ['formats', formatFacts(ground)],
    ['ways', wayFacts(ground)],
    ['sufficiency', sufficiencyFacts(ground)],
    ['significant-change', changeFacts(ground)],
  ])
}

function formativeFacts({ consultation, record }: CheckGround): CheckFact[] {
  const facts = recordTexts(record).flatMap(({ where, text }) => {
    const word = decidedWords.exec(text)?.[0]
    return word === undefined ? [] : [doubt(`${where} says “${word}”, as if it were decided already.`)]
  })
  if (facts.length === 0) facts.push(seen('No text says “recommended” or that something will close.'))
  const { decisionOn, closesAt } = consultation
  if (decisionOn === null) facts.push(seen('No day is fixed for the decision.'))
  else if (closesAt !== null && decisionOn <= londonDate(new Date(closesAt))) {
    facts.push(doubt(`The decision is due on ${format.date(decisionOn)}, before it has closed.`))
  } else {
    const days =
      closesAt === null
        ? null
        : Math.round((Date.parse(decisionOn) - Date.parse(londonDate(new Date(closesAt)))) / 86_400_000)
    facts.push(
      days === null || days >= 28
        ? seen(`The decision is due on ${format.date(decisionOn)}.`)
        : doubt(
            `The decision is due on ${format.date(decisionOn)}, ${format.count(days, 'day')} after closing: is that enough to read every answer?`,
          ),
    )
  }
  return facts
}

function informationFacts({ record, documents }: CheckGround): CheckFact[] {
  const words = recordTexts(record).reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0)
  const readable = documents.filter(one => one.variants.some(variant => variant.body !== null)).length
  const today = record.places.filter(place => place.existing)
  const unknown = today.filter(place => place.hours.length === 0).length
  return [
    seen(
      `The pages hold ${format.count(words, 'word')}, with ${format.count(documents.length, 'document')}, ${format.number(readable)} of them to be read on a page.`,
    ),
    record.options.some(option => option.statusQuo)
      ? seen('Keeping everything as it is stands among the options.')
      : doubt('Keeping everything as it is does not stand among the options.'),
    unknown === 0
      ? seen('The opening hours of every centre today are shown.')
      : doubt(
          `Today’s opening hours are not known for ${format.count(unknown, 'centre')} of ${format.number(today.length)}.`,
        ),
  ]
}

function optionFacts({ record }: CheckGround): CheckFact[] {
  const others = record.options.filter(option => !option.statusQuo)
  if (others.length === 0) {
    return [doubt('No option is described beside what is proposed and keeping everything as it is.')]
  }
  const unexplained = record.options.filter(option => option.whyNot.trim() === '')
  return [
    seen(`Described as options: ${record.options.map(option => option.name).join('; ')}.`),
    ...unexplained.map(option => doubt(`It is not said why “${option.name}” is not proposed.`)),
  ]
}

function timeFacts({ days, daysOutsideHolidays }: Timing): CheckFact[] {
  const weeks = Math.floor(days / 7)
  const long = `It is open for ${format.count(days, 'day')}${weeks > 0 ? ` (${format.count(weeks, 'whole week')})` : ''}.`
  return [
    days < 28 ? doubt(`${long} That is less than four weeks.`) : seen(long),
    days < 84 && daysOutsideHolidays < days
      ? doubt(
          `Without school holidays it is ${format.count(daysOutsideHolidays, 'day')}; other councils have gone to twelve weeks to make up for them.`,
        )
      : seen(`${format.count(daysOutsideHolidays, 'day')} of them lie outside school holidays.`),
  ]
}

function calendarFacts({ schoolHolidays, elections }: Timing): CheckFact[] {
  const span = ({ name, from, to, days }: DaysWithin): string =>
    `${name}, ${from === to ? format.date(from) : `${format.date(from)} to ${format.date(to)}`} (${format.count(days, 'day')})`
  return [
    ...schoolHolidays.map(days =>
      doubt(
        `School holidays: ${span(days)}.${days.source === 'calendar' ? ' Each school’s own dates can differ.' : ''}`,
      ),
    ),
    ...elections.map(days =>
      doubt(
        days.source === 'calendar'
          ? `Before elections: ${span(days)}, if any council here elects in that year.`
          : `Before elections: ${span(days)}.`,
      ),
    ),
    ...(schoolHolidays.length === 0 ? [seen('No school holidays fall into it.')] : []),
    ...(elections.length === 0 ? [seen('No period before an election falls into it.')] : []),
  ]
}

const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' })

const namedLike = (documents: readonly ConsultationDocument[], pattern: RegExp): string[] =>
  documents.filter(one => pattern.test(`${one.title} ${one.description}`)).map(one => `“${one.title}”`)

function equalityFacts({ documents }: CheckGround): CheckFact[] {
  const found = namedLike(documents, /equalit/i)
  return [
    found.length > 0
      ? seen(`Documents about equality: ${found.join(', ')}.`)
      : doubt('No document names equality in its title or description.'),
  ]
}

function formatFacts({ documents, translated }: CheckGround): CheckFact[] {
  const inForce = documents.flatMap(one => one.variants.filter(variant => variant.supersededAt === null))
  const has = (kind: string): boolean => inForce.some(variant => variant.kind === kind)
  const languages = [...new Set(inForce.map(variant => variant.language))].filter(one => one !== 'en')
  const forms = [
    ['easy-read', 'easy read'],
    ['large-print', 'large print'],
    ['bsl', 'British Sign Language'],
  ] as const
  const present = forms.filter(([kind]) => has(kind)).map(([, words]) => words)
  const absent = forms.filter(([kind]) => !has(kind)).map(([, words]) => words)
  return [
    ...(present.length > 0 ? [seen(`There is ${inWords.format(present)}.`)] : []),
    ...(absent.length > 0 ? [doubt(`There is no ${absent.join(', no ')}.`)] : []),
    languages.length > 0 || translated
      ? seen(
          `Translated${languages.length > 0 ? `: documents in ${format.count(languages.length, 'other language')} (${languages.join(', ')})` : ''}${translated ? `${languages.length > 0 ? ', and' : ':'} the council’s texts on the pages` : ''}.`,
        )
      : doubt('Neither a document nor the council’s texts on the pages are translated.'),
  ]
}

function wayFacts({ consultation, sessions }: CheckGround): CheckFact[] {
  const { contactPhone, contactPost, otherWays } = consultation
  return [
    contactPhone === '' ? doubt('There is no phone number.') : seen('There is a phone number.'),
    contactPost === '' ? doubt('There is no postal address.') : seen('There is a postal address.'),
    /paper|print/i.test(otherWays)
      ? seen('The other ways to answer speak of paper.')
      : doubt('The other ways to answer do not speak of paper.'),
    sessions === 0
      ? doubt('There is no drop-in session.')
      : seen(`There ${sessions === 1 ? 'is' : 'are'} ${format.count(sessions, 'drop-in session')}.`),
  ]
}

function sufficiencyFacts({ record, documents }: CheckGround): CheckFact[] {
  const today = record.places.filter(place => place.existing && !place.beyondCounty)
  const proposed = record.places.filter(
    place =>
      !place.beyondCounty &&
      (place.fate === 'centre' || place.fate === 'centre-place' || (place.existing && place.fate === null)),
  )
  const found = namedLike(documents, /sufficien|needs? assessment/i)
  return [
    seen(
      `${format.count(today.length, 'building')} ${today.length === 1 ? 'is a children’s centre' : 'are children’s centres'} today; ${format.number(proposed.length)} would be part of a Child and Family Centre.`,
    ),
    found.length > 0
      ? seen(`Documents about sufficiency or need: ${found.join(', ')}.`)
      : doubt('No document names sufficiency or need in its title or description.'),
  ]
}

function changeFacts({ record }: CheckGround): CheckFact[] {
  const losing = record.places.filter(place => lossAt(place) !== null)
  const asked = new Set(
    record.districts.flatMap(district => district.proposals.map(proposal => proposal.siteId)),
  )
  const texts = recordTexts(record)
    .map(({ text }) => text)
    .join('\n')
  const unasked = losing.filter(place => !asked.has(place.siteId) && !texts.includes(nameAlone(place.name)))
  return [
    seen(
      `${format.count(losing.length, 'place')} would close or stop being a full centre; ${format.number(losing.filter(place => asked.has(place.siteId)).length)} of them ${losing.length === 1 ? 'has' : 'have'} a proposal of their own.`,
    ),
    ...(unasked.length > 0 ? [doubt(`No text names ${unasked.map(place => place.name).join(', ')}.`)] : []),
  ]
}

// A text says “Ternsey” where the register says “Ternsey Children’s Centre”.
function nameAlone(name: string): string {
  return name.replace(/\s+(children[’']?s|child and family|family)\s+(centre|room)\b.*$/iu, '') || name
}
