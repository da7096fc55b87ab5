/** What a survey asks, how answers to it are checked, and which of its questions are asked. */
export {
  checkAnswer,
  problemInEnglish,
  readRanking,
  type AnswerProblem,
  type CheckedAnswer,
  type ReadRanking,
} from './survey/answers.ts'
export {
  bandsInUse,
  distanceBand,
  DISTANCE_BANDS,
  journeyBand,
  JOURNEY_BANDS,
  RESPONSE_BANDS,
  type DistanceBand,
} from './survey/bands.ts'
export {
  answersThatCount,
  answersTo,
  conditionsOf,
  isEmpty,
  pageApplies,
  pagesThatApply,
} from './survey/conditions.ts'
export {
  AGREEMENT_OPTIONS,
  LONGEST_ANSWER,
  OTHER,
  type GivenAnswer,
  type PageCondition,
  type QuestionKind,
  type SurveyDefinition,
  type SurveyOption,
  type SurveyPage,
  type SurveyQuestion,
} from './survey/definition.ts'
export {
  expandedQuestion,
  expandedQuestions,
  itemKey,
  optionsOf,
  questionSignature,
  questionsAsked,
  questionsOf,
  sameQuestion,
  type ExpandedQuestion,
} from './survey/questions.ts'
export {
  PIPED_KINDS,
  pipeableTexts,
  pipedPage,
  pipedText,
  unansweredPage,
  pipesIn,
  type Pipe,
  type PipedAnswers,
} from './survey/piping.ts'
export { LARGEST_SURVEY, LONGEST_TEXTS } from './survey/limits.ts'
export { type SurveyProblem } from './survey/problem.ts'
export { definitionProblems, surveyProblems } from './survey/problems.ts'
export { unreachablePages, type UnreachablePage } from './survey/reach.ts'
export { cleanFileName, cleanText, readDate, readNumber } from './survey/written.ts'
export {
  districtSurvey,
  keyFrom,
  planProblems,
  type PlannedDistrict,
  type PlannedPage,
  type PlannedProposal,
  type PlannedQuestion,
  type PlanPart,
  type PlanProblem,
  type SurveyPlan,
} from './survey/plan.ts'
