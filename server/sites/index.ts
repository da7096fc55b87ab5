export {
  costLineNames,
  costLines,
  isCentre,
  providerKindNames,
  roomUseNames,
  seasonNames,
  seasons,
  siteKindNames,
  siteKinds,
  weekdayName,
  weekdayNames,
  type CostLine,
  type OpeningHours,
  type PartnerService,
  type Room,
  type Season,
  type Site,
  type SiteFile,
  type SiteKind,
  type SiteProfile,
  type YearlyCost,
} from './site.ts'
export type { ProfilePage } from './profile-page.ts'
export { siteProfilePage } from './profile-service.ts'
export { importSiteRegister, readRegisterOf } from './register-service.ts'
export { sitesRoutes } from './sites-routes.ts'
export { addEvidence, type NewSiteFile } from './site-file-repository.ts'
export { storePublishedSites } from './published-site-repository.ts'
export { listSiteCosts, type SiteYearlyCost } from './site-cost-repository.ts'
export { listSiteHours, type SiteHours } from './site-hours-repository.ts'
export { findSite, listSites, readSite } from './site-repository.ts'
export { listSiteParts, type CountyParts } from './site-parts-repository.ts'
