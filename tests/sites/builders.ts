import {
  activateCounty,
  addCounty,
  storeDistricts,
  type County,
  type PublishedSite,
} from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { addSite, type SiteDetails } from '../../server/sites/site-repository.ts'

/** A county of two square districts side by side, Fen and Vale: each 0.2° wide and 0.2° high. */
export async function aCounty(db: Db): Promise<County> {
  const county = await addCounty(
    db,
    {
      code: 'E10009999',
      name: 'Testshire',
      vintage: 'LSOA 2021',
      districtCodes: ['E07009991', 'E07009992'],
      demonstration: false,
    },
    '2026-09-01T09:00:00.000Z',
  )
  await activateCounty(db, county.id)
  await storeDistricts(
    db,
    county.id,
    [
      { code: 'E07009991', name: 'Fen', boundary: square(0, 52.2) },
      { code: 'E07009992', name: 'Vale', boundary: square(0.2, 52.2) },
    ],
    null,
  )
  return { ...county, active: true }
}

function square(west: number, south: number) {
  const [east, north] = [west + 0.2, south + 0.2]
  return {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}

/** A place as a file tells of it, in the middle of Fen. */
export function aPublishedSite(given: Partial<PublishedSite> = {}): PublishedSite {
  return {
    reference: 'urn:1',
    name: 'Alder Centre',
    kind: 'centre',
    address: '1 Mill Lane, Fenton',
    postcode: 'PE1 1AA',
    position: [0.1, 52.3],
    districtCode: 'E07009991',
    neighbourhoodCode: null,
    beyondCounty: false,
    providerKind: 'council',
    providerName: null,
    phone: null,
    note: null,
    ...given,
  }
}

/** A site's details as the council gives them, in the middle of Fen. */
export function siteDetails(given: Partial<SiteDetails> = {}): SiteDetails {
  return {
    reference: 'fen-1',
    name: 'Alder Centre',
    kind: 'centre',
    providerKind: 'council',
    providerName: null,
    address: '1 Mill Lane, Fenton',
    postcode: 'PE1 1AA',
    position: [0.1, 52.3],
    positionSource: 'measured',
    districtCode: 'E07009991',
    neighbourhoodCode: null,
    beyondCounty: false,
    leaseEndsOn: null,
    contractEndsOn: null,
    phone: null,
    note: null,
    ...given,
  }
}

/** Adds a site and tells its id. */
export function aSite(db: Db, countyId: string, given: Partial<SiteDetails> = {}): Promise<string> {
  return addSite(db, countyId, siteDetails(given), {
    name: 'A planner',
    at: new Date('2026-09-01T09:00:00Z'),
  })
}

/** Opens several connections, so that what is done at once afterwards really meets. */
export async function openConnections(db: Db): Promise<void> {
  await Promise.all(Array.from({ length: 6 }, () => db.selectFrom('county').select('id').execute()))
}
