import { listDistricts } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { siteLocator } from './locate-service.ts'
import { profilePage, type ProfilePage } from './profile-page.ts'
import type { SiteProfile } from './site.ts'

/**
 * A site's page, with its position checked against the county's boundaries as they are today.
 *
 * @param db - the database
 * @param countyId - the county
 * @param site - the site with all that is recorded
 * @param today - `YYYY-MM-DD`
 * @returns what the page shows
 */
export async function siteProfilePage(
  db: Db,
  countyId: string,
  site: SiteProfile,
  today: string,
): Promise<ProfilePage> {
  const districts = await listDistricts(db, countyId)
  const located = site.position === null ? null : await (await siteLocator(db, countyId))(site.position)
  return profilePage(site, { districts, located, today })
}
