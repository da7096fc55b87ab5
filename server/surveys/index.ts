export { correctResponse, type CorrectedResponse } from './response-correction-repository.ts'
export { type Channel, type NewResponse } from './response-payload.ts'
export {
  addEqualityAnswers,
  listAnswers,
  listResponses,
  storeResponse,
  streamAnswers,
  type AnswerFilter,
  type Receipt,
  type Section,
  type StoredAnswer,
  type StoredResponse,
} from './response-repository.ts'
export { standardSurvey, type SurveyedProposal } from './standard-survey.ts'
export { addSurvey, listSurveys, readSurvey, type Survey } from './survey-repository.ts'
