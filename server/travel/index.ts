export { keepJourneyColumns, type JourneyColumns } from './journey-columns.ts'
export { positionsOf, type JourneyProvider, type Positions, type TravelMode } from './journey-provider.ts'
export { defaultDetourFactor, straightLineJourneys } from './straight-line.ts'
export {
  journeyProviderFor,
  readTravelSettings,
  writeTravelSettings,
  type TravelSettings,
} from './travel-settings.ts'
