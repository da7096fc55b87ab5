export { travelModeNames, travelModes, type JourneyBasis, type NewBasis } from './basis.ts'
export { readSiteBuses } from './bus-repository.ts'
export { findJourneyBasis, listJourneyBases, settleBases } from './basis-repository.ts'
export {
  readDayEnds,
  readJourneyColumns,
  siteKey,
  storeJourneyColumns,
  type DayEndMeasure,
  type JourneyColumn,
  type JourneyMeasure,
  type NewJourneyColumn,
} from './column-repository.ts'
export { packedFigures, sha256Of } from './journey-bytes.ts'
export { workOutJourneys, type WorkedOut } from './journeys-service.ts'
export type { TravelNeeds } from './journeys-run.ts'
export { settleCountyBases } from './bases-service.ts'
export { keepJourneyColumns, type JourneyColumns } from './journey-columns.ts'
export { positionsOf, type JourneyProvider, type Positions, type TravelMode } from './journey-provider.ts'
export type { OriginSet } from './origins.ts'
export { keepOrigins, readOrigins, storedOriginsHash } from './origins-repository.ts'
export { currentOrigins } from './origins-service.ts'
export { travelRoutes } from './travel-routes.ts'
export { addTravelFile, keepCopy, type TravelFileToAdd } from './travel-file-service.ts'
export { loadTravelFolder, type TravelFileOutcome } from './travel-folder-service.ts'
export { defaultDetourFactor, straightLineJourneys } from './straight-line.ts'
export {
  journeyProviderFor,
  readTravelSettings,
  writeTravelSettings,
  type TravelSettings,
} from './travel-settings.ts'
export { isEnglishBankHoliday, isLikelySchoolHoliday } from './timetable/english-holidays.ts'
