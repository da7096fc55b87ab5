export {
  openingTimes,
  type Consultation,
  type ConsultationDates,
  type ConsultationDistrict,
  type ConsultationDocument,
  type ConsultationRecord,
  type DropInSession,
  type Faq,
  type Proposal,
  type RecordedPlace,
} from './consultation.ts'
export { findConsultation, listConsultations } from './consultation-repository.ts'
export { listConsultationDistricts, listProposals } from './district-repository.ts'
export { listSessions } from './session-repository.ts'
