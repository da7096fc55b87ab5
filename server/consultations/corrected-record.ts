import type { ConsultationRecord, RecordedOption, RecordedPlace } from './consultation.ts'
import type { RegisterGroup } from './recorded-facts.ts'

/**
 * A record with some groups of a place's facts taken over from the register of today.
 *
 * @param record - the record
 * @param today - the place as the register has it today
 * @param groups - what is taken over
 * @returns another record
 */
export function withRegister(
  record: ConsultationRecord,
  today: RecordedPlace,
  groups: readonly RegisterGroup[],
): ConsultationRecord {
  const { name, address, postcode, position, districtCode, hours, services, criteria } = today
  const taken: Readonly<Record<RegisterGroup, Partial<RecordedPlace>>> = {
    where: { name, address, postcode, position, districtCode },
    hours: { hours },
    services: { services },
    ratings: { criteria },
  }
  const change = groups.reduce<Partial<RecordedPlace>>((all, group) => ({ ...all, ...taken[group] }), {})
  return withPlace(record, today.siteId, change)
}

/**
 * A record in which something is said anew of one place.
 *
 * @param record - the record
 * @param siteId - the place
 * @param change - what is said of it from now on
 * @returns another record
 */
export function withPlace(
  record: ConsultationRecord,
  siteId: string,
  change: Partial<RecordedPlace>,
): ConsultationRecord {
  const places = record.places.map(place => (place.siteId === siteId ? { ...place, ...change } : place))
  return { ...record, places }
}

/**
 * A record with what another scenario proposes: its figures, its journeys, and what becomes of each place. What the
 * register said of a place, and what the council wrote about it, stays; a place that neither the scenario nor the
 * register of centres knows goes, and a new one comes as the register has it.
 *
 * @param record - the record
 * @param today - what would be published with the other scenario if it were published now
 * @returns another record
 */
export function withScenario(record: ConsultationRecord, today: ConsultationRecord): ConsultationRecord {
  const known = new Map(record.places.map(place => [place.siteId, place]))
  const { scenario, journeys, detourFactor } = today
  return {
    ...record,
    scenario,
    journeys,
    detourFactor,
    places: today.places.map(place => {
      const earlier = known.get(place.siteId)
      if (earlier === undefined) return place
      const { fate, leadName, sessions } = place
      return { ...earlier, fate, leadName, sessions }
    }),
  }
}

type RecordedProposal = ConsultationRecord['districts'][number]['proposals'][number]

/**
 * A record with a proposal of a district: in its old place where there is one with its id, otherwise after the others.
 *
 * @param record - the record
 * @param districtCode - the district
 * @param proposal - the proposal
 * @returns another record
 */
export function withProposal(
  record: ConsultationRecord,
  districtCode: string,
  proposal: RecordedProposal,
): ConsultationRecord {
  return {
    ...record,
    districts: record.districts.map(district =>
      district.code === districtCode
        ? { ...district, proposals: placed(district.proposals, proposal) }
        : district,
    ),
  }
}

/**
 * A record without a proposal.
 *
 * @param record - the record
 * @param proposalId - the proposal
 * @returns another record
 */
export function withoutProposal(record: ConsultationRecord, proposalId: string): ConsultationRecord {
  return {
    ...record,
    districts: record.districts.map(district => ({
      ...district,
      proposals: district.proposals.filter(proposal => proposal.id !== proposalId),
    })),
  }
}

/**
 * A record with an option: in its old place where there is one with its id, otherwise after the others.
 *
 * @param record - the record
 * @param option - the option
 * @returns another record
 */
export function withOption(record: ConsultationRecord, option: RecordedOption): ConsultationRecord {
  return { ...record, options: placed(record.options, option) }
}

/**
 * A record without an option.
 *
 * @param record - the record
 * @param optionId - the option
 * @returns another record
 */
export function withoutOption(record: ConsultationRecord, optionId: string): ConsultationRecord {
  return { ...record, options: record.options.filter(option => option.id !== optionId) }
}

function placed<One extends { readonly id: string }>(all: readonly One[], one: One): One[] {
  return all.some(({ id }) => id === one.id)
    ? all.map(other => (other.id === one.id ? one : other))
    : [...all, one]
}
