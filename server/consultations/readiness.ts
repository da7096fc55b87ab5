import { londonDate, londonTime, londonTimeOfDay } from '../platform/clock.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { lossAt } from './place-words-page.ts'

/** What stands in the way of publishing, and what should be looked at again. */
export interface Readiness {
  /** Must be put right. */
  readonly missing: readonly string[]
  /** Should be looked at again. */
  readonly doubts: readonly string[]
}

/** Words that sound as if something were decided already; “nothing has been decided” does not. */
export const decidedWords =
  /(?<!\b(?:nothing|not) )\b(recommend(ed|s|ation|ations)?|will close|will be closed|has been decided)\b/i

/** The same time of day in London, which may be an hour more or less than four times seven days of 24 hours. */
function fourWeeksAfter(at: string): string {
  const opens = new Date(at)
  const later = new Date(Date.parse(londonDate(opens)) + 28 * 86_400_000)
  return londonTime(later.toISOString().slice(0, 10), londonTimeOfDay(opens))
}

/**
 * Whether a consultation can be published.
 *
 * @param consultation - its dates and contact
 * @param record - its texts, districts and places as they would be published
 * @returns what is missing, and what is doubtful, in sentences
 */
export function readinessOf(consultation: Consultation, record: ConsultationRecord): Readiness {
  const missing: string[] = []
  const doubts: string[] = []
  const { opensAt, closesAt } = consultation
  if (opensAt === null || closesAt === null) missing.push('Set when it opens and closes.')
  else if (closesAt <= opensAt) missing.push('It must close later than it opens.')
  else if (closesAt < fourWeeksAfter(opensAt)) {
    doubts.push(
      'It is open for less than four weeks. Is that long enough for people to find out and to answer?',
    )
  }
  if (record.scenario === null)
    missing.push('Choose a published scenario: it says what becomes of each place.')
  if (record.introduction.trim() === '') missing.push('Write the introduction.')
  if (record.whatIsProposed.trim() === '') missing.push('Write what is proposed for the whole county.')
  if (record.reasons.trim() === '') missing.push('Write why it is proposed.')
  if (record.districts.length === 0) missing.push('Give at least one district a page.')
  for (const district of record.districts) {
    if (district.proposals.length === 0) missing.push(`Add at least one proposal for ${district.name}.`)
    const loses = record.places.some(place => place.districtCode === district.code && lossAt(place) !== null)
    if (loses && district.whatIsLost.trim() === '') {
      missing.push(`Write what would be lost in ${district.name}: places there would close or change.`)
    }
  }
  const losesSomewhere = record.places.some(place => lossAt(place) !== null)
  if (losesSomewhere && record.whatIsLost.trim() === '')
    missing.push('Write what would be lost in the county.')
  if (
    consultation.contactEmail === '' &&
    consultation.contactPhone === '' &&
    consultation.contactPost === ''
  ) {
    missing.push('Say how people can ask you: by email, phone or post.')
  }
  if (consultation.otherWays.trim() === '') missing.push('Say how people can answer without the website.')
  if (consultation.urgentHelp.trim() === '') {
    missing.push('Say whom to call when a child is at risk: it is shown where people write freely.')
  }
  const word = recordTexts(record)
    .map(({ text }) => decidedWords.exec(text)?.[0])
    .find(found => found !== undefined)
  if (word !== undefined) {
    doubts.push(
      `“${word}” sounds as if it were decided already. Nothing is decided before the consultation has closed.`,
    )
  }
  return { missing, doubts }
}

/**
 * Every text of a record that the council wrote, and where it stands.
 *
 * @param record - the record
 * @returns in the order in which the public reads them
 */
export function recordTexts(record: ConsultationRecord): { where: string; text: string }[] {
  const { introduction, whatIsLost, whatIsProposed, reasons } = record
  return [
    { where: 'The introduction', text: introduction },
    { where: '“What would be lost”', text: whatIsLost },
    { where: '“What is proposed”', text: whatIsProposed },
    { where: '“Why”', text: reasons },
    ...record.districts.flatMap(district => [
      { where: `“What would be lost” in ${district.name}`, text: district.whatIsLost },
      { where: `“What is proposed” in ${district.name}`, text: district.whatIsProposed },
      ...district.proposals.map(({ title, whatIsLost: lost, whatChanges }) => ({
        where: `The proposal “${title}” in ${district.name}`,
        text: [title, lost, whatChanges].join('\n\n'),
      })),
    ]),
    ...record.options.map(option => ({
      where: `The option “${option.name}”`,
      text: [option.name, option.whatItWas, option.whyNot].join('\n\n'),
    })),
    ...record.places.map(place => ({
      where: `The page of ${place.name}`,
      text: [place.why, place.replacedBy].join('\n\n'),
    })),
  ]
}
