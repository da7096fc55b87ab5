export {
  vintages,
  type Boundary,
  type County,
  type CountyDescription,
  type District,
  type DistrictBoundary,
  type Neighbourhood,
  type NeighbourhoodBoundary,
  type Position,
  type Postcode,
  type Vintage,
} from './county.ts'
export {
  activateCounty,
  addCounty,
  changeCounty,
  currentCounty,
  findCounty,
  listCounties,
  requireCounty,
} from './county-repository.ts'
export { sourceLine, type Dataset, type DatasetKind, type Refusal } from './dataset.ts'
export { addDataset, listDatasets } from './dataset-repository.ts'
export {
  countFigures,
  figureOf,
  readFigures,
  replaceFigures,
  type FigureRecord,
  type FigureSource,
  type FigureTable,
} from './figure-repository.ts'
export { fromNationalGrid, toNationalGrid } from './national-grid.ts'
export { districtAt, neighbourhoodAt, prepareLocator, type Locator } from './location-service.ts'
export {
  addNeighbourhoods,
  districtBoundaries,
  listDistricts,
  listNeighbourhoods,
  neighbourhoodBoundaries,
  setBoundaries,
  setCentroids,
  storeDistricts,
} from './place-repository.ts'
export {
  countPostcodes,
  findPostcode,
  nameOfNeighbourhood,
  listPostcodes,
  replacePostcodes,
} from './postcode-repository.ts'
export {
  providerKinds,
  publishedSiteKinds,
  type ProviderKind,
  type PublishedSite,
  type PublishedSiteKind,
  type StoredSites,
} from './published-site.ts'
export { holdSettings, readSetting, writeSetting } from './setting-repository.ts'
export { needsReloading, redefineCounty, settleCounty } from './county-service.ts'
export { loadFolder, type FolderOutcome } from './folder-service.ts'
export { importFile, type FileOutcome, type ImportOptions } from './import-service.ts'
export type { StoreSites } from './imports/import.ts'
export { knownOf, type CountyKnown, type DistrictKnown, type PeopleCount } from './known-service.ts'
export type { CountyNeeds } from './county-needs.ts'
export { countyRoutes } from './county-routes.ts'
export { readMapBackground, type MapBackground } from './map-background-service.ts'
export { readNeed, type CountyNeed, type NeighbourhoodNeed } from './need-service.ts'
