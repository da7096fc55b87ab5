export {
  listChanges,
  logChange,
  type ChangeKind,
  type ChangeToLog,
  type LoggedChange,
} from './change-repository.ts'
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
export { consultationsRoutes } from './consultations-routes.ts'
export { listConsultationDistricts, listProposals } from './district-repository.ts'
export { importTexts, relativeDate, type ImportedTexts } from './import-service.ts'
export { crumbsOf, type ManageNeeds } from './managed-routes.ts'
export { manageConsultationsRoutes } from './manage-routes.ts'
export { momentInWords, openingWords, type OpeningWords } from './opening-words-page.ts'
export { journeysFromPostcode, type PlaceJourneys } from './place-journeys-service.ts'
export { shownContact, type ShownContact } from './public-page.ts'
export { consultationStage, stageFacts, type Staged } from './progress.ts'
export {
  announceFindings,
  findPublicDistrict,
  publicCounty,
  readRecord,
  storePublication,
  type PublicConsultation,
  type PublicDistrict,
} from './publication-repository.ts'
export { readinessOf, type Readiness } from './readiness.ts'
export { draftRecord } from './record-service.ts'
export { listSessions } from './session-repository.ts'
