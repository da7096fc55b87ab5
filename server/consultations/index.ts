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
export { readAnswerDeletion, recordAnswerDeletion } from './answer-deletion-repository.ts'
export { answersKept } from './answers-kept-service.ts'
export { findConsultation, holdConsultation, listConsultations } from './consultation-repository.ts'
export { consultationsRoutes } from './consultations-routes.ts'
export { listConsultationDistricts, listProposals } from './district-repository.ts'
export { importTexts, relativeDate, type ImportedTexts } from './import-service.ts'
export { crumbsOf, managedIn, type ManageNeeds } from './managed-routes.ts'
export { manageReviewRoutes, type ToMend } from './manage-review-routes.ts'
export { manageConsultationsRoutes } from './manage-routes.ts'
export {
  mayAnswer,
  momentInWords,
  openingWords,
  type MayAnswer,
  type OpeningWords,
} from './opening-words-page.ts'
export { journeysFromPostcode, type PlaceJourneys } from './place-journeys-service.ts'
export { shownContact, type ShownContact } from './public-page.ts'
export { answerCheck } from './checklist-repository.ts'
export { checklistOf, type Checklist } from './checklist-service.ts'
export { checkItems, type AnsweredCheck, type CheckKey } from './checklist.ts'
export { changedTexts } from './correctable-texts.ts'
export {
  askToPublishCorrection,
  beginCorrection,
  endCorrection,
  readCorrection,
  writeCorrection,
} from './correction-repository.ts'
export { writeRecordTexts } from './record-texts-service.ts'
export {
  publicationContents,
  publicationMark,
  writeContents,
  type PublishedEntry,
} from './publication-contents.ts'
export { askForReview } from './review-repository.ts'
export { translationsHash } from './translations-hash.ts'
export { importRecord, type RecordFile, type RecordToKeep } from './record-import-service.ts'
export { recordRoutes } from './record-routes.ts'
export { listVersions, readVersion, verifyVersions, type PublishedVersion } from './version-repository.ts'
export { changeDates } from './dates-service.ts'
export { consultationStage, stageFacts, type Staged } from './progress.ts'
export {
  announceFindings,
  claimPublication,
  findPublicConsultation,
  findPublicDistrict,
  publicCounty,
  readRecord,
  storeNextPublication,
  storePublication,
  type PublicConsultation,
  type PublicDistrict,
  type PublicationDetails,
} from './publication-repository.ts'
export { readinessOf, type Readiness } from './readiness.ts'
export { draftRecord } from './record-service.ts'
export { listSessions } from './session-repository.ts'
export { ideasCookie } from './taking-part/ideas-routes.ts'
export { eraseReplyAddresses, replyAddressDays } from './resident-question-repository.ts'
export { eraseUnconfirmed, unconfirmedDays } from './taking-part/subscription-repository.ts'
export { bookFor, type TranslatedConsultation } from './translations/book-service.ts'
export { listChangeable, type ChangeableText } from './translations/changeable-texts-service.ts'
export {
  largestTranslationFile,
  readTranslationFile,
  translationTable,
  translationXliff,
  type TranslatedRow,
  type TranslationUnit,
  type UnitToWrite,
} from './translations/translation-file.ts'
export { readTranslatedRows, type ReadTranslations } from './translations/translation-import.ts'
export { readTranslations } from './translations/reading-routes.ts'
export {
  findTranslationHashes,
  listTranslations,
  listTranslationVersions,
  storeTranslations,
  translationHashes,
  type Translation,
  type TranslationVersion,
} from './translations/translation-repository.ts'
export { importTakingPart } from './taking-part/import-service.ts'
export { takingPartRoutes } from './taking-part/taking-part-routes.ts'
export { importUpdates } from './import-updates-service.ts'
export { updatesRoutes } from './updates-routes.ts'
