import type { ConsultationRecord } from '../consultations/index.ts'
import type { PlannedDistrict } from '../model/survey.ts'

/**
 * The districts of a consultation as its questions are made for them.
 *
 * @param record - what is published, or would be
 * @returns each district with its proposals and existing centres, in the order of their pages
 */
export function plannedDistricts(record: ConsultationRecord): PlannedDistrict[] {
  return record.districts.map(district => ({
    code: district.code,
    name: district.name,
    proposals: district.proposals,
    centres: record.places
      .filter(place => place.existing && place.districtCode === district.code)
      .map(place => ({ id: place.siteId, name: place.name })),
  }))
}
