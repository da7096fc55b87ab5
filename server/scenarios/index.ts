export { figuresFor, figuresOfOne, type FiguredScenario } from './figures-service.ts'
export { figuresSnapshot, type FiguresSnapshot } from './figures-snapshot.ts'
export { planFigures, prepareInputs, statusQuoPlan, type Plan, type PlanFigures } from './figures.ts'
export { importScenario } from './import-service.ts'
export {
  nearestChange,
  nearestFor,
  type NearbyChange,
  type NearbyPlace,
  type NearbyPlaces,
} from './nearest-service.ts'
export { journeySource, type JourneySource } from './journey-source.ts'
export {
  inputsSourceLine,
  type InputBasis,
  type InputJourneys,
  type PlanningInputs,
} from './planning-inputs.ts'
export { planningInputs } from './planning-inputs-service.ts'
export { type PublicFigures, type PublicModeFigures, type PublicPlaceFigures } from './public-figures.ts'
export { publicFigures, type PublishedScenario } from './public-figures-service.ts'
export { publishScenario, verifyScenario, type Verification } from './publication-service.ts'
export { listScenarios, publishedJourneys, readScenario, siteFates } from './read-service.ts'
export { copyScenario } from './scenario-service.ts'
export {
  defaultScenarioSettings,
  readScenarioSettings,
  writeScenarioSettings,
  type ScenarioSettings,
} from './scenario-settings.ts'
export type { LedgerRecord, OutreachSession, Scenario, ScenarioSummary, SiteWithFate } from './scenario.ts'
export { scenariosRoutes } from './scenarios-routes.ts'
export { suggestionsRoutes } from './suggestions/suggestions-routes.ts'
export { statusQuoScenario as statusQuo } from './scenarios-repository.ts'
