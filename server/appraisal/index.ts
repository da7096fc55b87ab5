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
export { importAppraisal, type ImportedAppraisal } from './appraisal-import-service.ts'
export { appraisalRoutes } from './appraisal-routes.ts'
export { readAppraisals } from './rating-repository.ts'
export { currentWeighting } from './weighting-repository.ts'
