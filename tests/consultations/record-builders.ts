import type { ConsultationRecord, RecordedPlace } from '../../server/consultations/consultation.ts'

/** A place of a record: a centre that would close, unless said otherwise. */
export const aRecordedPlace = (given: Partial<RecordedPlace>): RecordedPlace => ({
  siteId: 's',
  name: 'Alder',
  address: null,
  postcode: null,
  position: null,
  districtCode: 'D',
  beyondCounty: false,
  existing: true,
  fate: 'closed',
  leadName: null,
  hours: [],
  sessions: [],
  services: [],
  criteria: [],
  why: '',
  replacedBy: '',
  fromOn: null,
  ...given,
})

/** A record with these places, and nothing else. */
export const aRecord = (places: RecordedPlace[]): ConsultationRecord => ({
  format: 'doorstep-consultation/2',
  name: 'Centres',
  introduction: '',
  whatIsLost: '',
  whatIsProposed: '',
  reasons: '',
  county: { id: 'c', name: 'Testshire', demonstration: false },
  scenario: null,
  detourFactor: 1.3,
  journeys: null,
  districts: [],
  places,
  options: [],
})
