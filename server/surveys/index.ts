export { listKeptAside, reviewKeptAside, type KeptAside } from './aside-repository.ts'
export { deviceStorageFacts } from './device-storage.ts'
export { forgetOldGuesses } from './guess-limit.ts'
export { allowFiles } from './file-permission-repository.ts'
export { builderRoutes } from './builder/builder-routes.ts'
export { correctResponse, type CorrectedResponse } from './response-correction-repository.ts'
export { type Channel, type NewResponse } from './response-payload.ts'
export { addEqualityAnswers, storeResponse, type Receipt } from './response-repository.ts'
export {
  listAnswers,
  listResponses,
  responseBatches,
  streamAnswers,
  type AnswerFilter,
  type StoredAnswer,
  type StoredResponse,
} from './response-reading-repository.ts'
export { choicesFrom, inOrderOfQuestions, type Section } from './response-choices.ts'
export { importConsultation, importResponses, type ImportedResponse } from './import-service.ts'
export { publishRoutes } from './publish-routes.ts'
export { preparePublication, publishConsultation } from './publication-service.ts'
export { placeOfPostcode } from './respondent-place-service.ts'
export { standardPatterns } from './standard-patterns.ts'
export { standardPlan, standardSurvey, type SurveyedProposal } from './standard-survey.ts'
export { translationsRoutes } from './translations-routes.ts'
export { importTranslations } from './translation-import-service.ts'
export { unansweredBook } from './unanswered-book.ts'
export { translationUnits, type LaterTexts } from './translation-units-service.ts'
export { statementsRoutes } from './statements-routes.ts'
export { surveyRoutes } from './survey-routes.ts'
export { doorRoutes } from './door-routes.ts'
export { removeOldDrafts } from './draft-repository.ts'
export { pepperFrom, type Pepper } from './draft-seal.ts'
export { listResponseFiles, type StoredResponseFile } from './response-file-repository.ts'
export { organisationNameKey } from './about-response.ts'
export { type AboutResponse, type HelpedBy } from './response-payload.ts'
export type { SurveyNeeds } from './survey-visit-routes.ts'
export { wordsWithoutAnswers } from './survey-words.ts'
export { addSurvey, listSurveys, readSurvey, type Survey } from './survey-repository.ts'
export {
  listPayloadHashes,
  listSignals,
  recordSignals,
  type ArrivalSignal,
  type ResponseSignal,
} from './signal-repository.ts'
export { isSurveyPath, limitedPosts, limitsOfEach } from './post-limit-routes.ts'
export { wholeSurveyRoutes } from './whole-survey-routes.ts'
export { readPlan, storePlan, type BuiltPlan } from './survey-plan-repository.ts'
