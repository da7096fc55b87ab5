export {
  assessorPlaces,
  ratingStateNames,
  ratingStates,
  writtenRange,
  type AppraisedState,
  type AssessorPlace,
  type CriterionAppraisal,
  type Rating,
  type RatingState,
  type SiteAppraisal,
  type Weighting,
  type Works,
} from './appraisal.ts'
export { readAppraisals } from './rating-repository.ts'
export { currentWeighting } from './weighting-repository.ts'
