import type { ConsultationRecord } from './consultation.ts'
import { recordedFacts } from './recorded-facts.ts'

/** A text of what is published that can be corrected. */
export interface CorrectableText {
  /** Names it in a form and in a change: `introduction`, `proposal-3f…-title`. */
  readonly key: string
  /** The page of the correction on which it is written: `county`, `options`, `places`, or a district's part of the address. */
  readonly part: string
  readonly label: string
  /** What to know before it is changed. */
  readonly hint?: string
  readonly text: string
  readonly maximum: number
  readonly required: boolean
}

/** A page of a correction. */
export interface CorrectionPart {
  readonly part: string
  readonly title: string
}

/**
 * The pages on which a record's texts are corrected.
 *
 * @param record - the record
 * @returns the whole county, the scenario, the options where there are any, each district, and the places
 */
export function correctionParts(record: ConsultationRecord): CorrectionPart[] {
  return [
    { part: 'county', title: 'The whole county' },
    { part: 'scenario', title: 'The scenario and its figures' },
    ...(record.options.length > 0 ? [{ part: 'options', title: 'Options that were looked at' }] : []),
    ...record.districts.map(district => ({ part: district.slug, title: district.name })),
    { part: 'places', title: 'Places' },
  ]
}

/**
 * Every text of a record that can be corrected.
 *
 * @param record - the record
 * @returns in the order in which the public reads them
 */
export function correctableTexts(record: ConsultationRecord): CorrectableText[] {
  const county = (
    key: 'name' | 'introduction' | 'whatIsLost' | 'whatIsProposed' | 'reasons',
    label: string,
    maximum: number,
  ): CorrectableText => ({
    key,
    part: 'county',
    label,
    text: record[key],
    maximum,
    required: key !== 'whatIsLost',
  })
  return [
    county('name', 'Name', 150),
    county('introduction', 'Introduction', 5000),
    county('whatIsLost', 'What would be lost', 10_000),
    county('whatIsProposed', 'What is proposed', 10_000),
    county('reasons', 'Why', 10_000),
    ...record.options.flatMap(option => [
      optionText(option.id, 'name', `${option.name}: name`, option.name),
      optionText(option.id, 'whatItWas', `${option.name}: what it was`, option.whatItWas),
      optionText(option.id, 'whyNot', `${option.name}: why it is not proposed`, option.whyNot),
    ]),
    ...record.districts.flatMap(district => {
      const part = district.slug
      return [
        {
          key: `district-${district.code}-name`,
          part,
          label: `${district.name}: name of the district`,
          text: district.name,
          hint: 'As the public reads it everywhere. The address of its page stays as it is.',
          maximum: 150,
          required: true,
        },
        {
          key: `district-${district.code}-whatIsLost`,
          part,
          label: 'What would be lost',
          text: district.whatIsLost,
          maximum: 10_000,
          required: false,
        },
        {
          key: `district-${district.code}-whatIsProposed`,
          part,
          label: 'What is proposed',
          text: district.whatIsProposed,
          maximum: 10_000,
          required: false,
        },
        ...district.proposals.flatMap(proposal => {
          const text = (
            name: 'title' | 'whatIsLost' | 'whatChanges',
            label: string,
            maximum: number,
          ): CorrectableText => ({
            key: `proposal-${proposal.id}-${name}`,
            part,
            label: `${proposal.title}: ${label}`,
            text: proposal[name],
            maximum,
            required: name !== 'whatIsLost',
          })
          return [
            text('title', 'title', 150),
            text('whatIsLost', 'what would be lost', 5000),
            text('whatChanges', 'what would change', 5000),
          ]
        }),
      ]
    }),
    ...record.places
      .filter(place => !place.beyondCounty)
      .flatMap(place => [
        placeText(place.siteId, 'why', `${place.name}: why`, place.why),
        placeText(place.siteId, 'replacedBy', `${place.name}: what takes its place`, place.replacedBy),
      ]),
  ]
}

function optionText(id: string, name: string, label: string, text: string): CorrectableText {
  const [maximum, required] = name === 'name' ? [150, true] : [10_000, false]
  return { key: `option-${id}-${name}`, part: 'options', label, text, maximum, required }
}

function placeText(siteId: string, name: string, label: string, text: string): CorrectableText {
  return { key: `place-${siteId}-${name}`, part: 'places', label, text, maximum: 5000, required: false }
}

/**
 * A record with some of its texts replaced.
 *
 * @param record - the record
 * @param texts - new texts by their key; texts that are not named stay
 * @returns another record
 */
export function withTexts(
  record: ConsultationRecord,
  texts: ReadonlyMap<string, string>,
): ConsultationRecord {
  const of = (key: string, text: string): string => texts.get(key) ?? text
  return {
    ...record,
    name: of('name', record.name),
    introduction: of('introduction', record.introduction),
    whatIsLost: of('whatIsLost', record.whatIsLost),
    whatIsProposed: of('whatIsProposed', record.whatIsProposed),
    reasons: of('reasons', record.reasons),
    options: record.options.map(option => ({
      ...option,
      name: of(`option-${option.id}-name`, option.name),
      whatItWas: of(`option-${option.id}-whatItWas`, option.whatItWas),
      whyNot: of(`option-${option.id}-whyNot`, option.whyNot),
    })),
    districts: record.districts.map(district => ({
      ...district,
      name: of(`district-${district.code}-name`, district.name),
      whatIsLost: of(`district-${district.code}-whatIsLost`, district.whatIsLost),
      whatIsProposed: of(`district-${district.code}-whatIsProposed`, district.whatIsProposed),
      proposals: district.proposals.map(proposal => ({
        ...proposal,
        title: of(`proposal-${proposal.id}-title`, proposal.title),
        whatIsLost: of(`proposal-${proposal.id}-whatIsLost`, proposal.whatIsLost),
        whatChanges: of(`proposal-${proposal.id}-whatChanges`, proposal.whatChanges),
      })),
    })),
    places: record.places.map(place => ({
      ...place,
      why: of(`place-${place.siteId}-why`, place.why),
      replacedBy: of(`place-${place.siteId}-replacedBy`, place.replacedBy),
    })),
  }
}

/** A text or a fact that differs between two versions. */
export interface ChangedText {
  readonly part: string
  readonly label: string
  readonly before: string
  readonly after: string
}

/**
 * The texts and facts in which two versions of a record differ, word for word.
 *
 * @param before - the earlier version
 * @param after - the later one
 * @returns in the order in which the public reads them; what is gone stands after what is there
 */
export function changedTexts(before: ConsultationRecord, after: ConsultationRecord): ChangedText[] {
  const said = (record: ConsultationRecord): Map<string, Pick<CorrectableText, 'part' | 'label' | 'text'>> =>
    new Map([...correctableTexts(record), ...recordedFacts(record)].map(one => [one.key, one]))
  const [was, is] = [said(before), said(after)]
  return [...new Set([...is.keys(), ...was.keys()])].flatMap(key => {
    const [earlier, later] = [was.get(key), is.get(key)]
    const { part, label } = later ?? earlier ?? { part: '', label: '' }
    const changed = { part, label, before: earlier?.text ?? '', after: later?.text ?? '' }
    return changed.before === changed.after ? [] : [changed]
  })
}
