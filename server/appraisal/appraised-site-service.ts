import type { Db } from '../db/index.ts'
import type { SiteProfile } from '../sites/index.ts'
import { appraise, visibleRatings, type Rating, type Weighting, type Works } from './appraisal.ts'
import { siteAssessors, siteRatings } from './rating-repository.ts'
import { siteAppraisalPage, type SiteAppraisalPage } from './site-appraisal-page.ts'
import { currentWeighting } from './weighting-repository.ts'
import { findWorks } from './works-repository.ts'

/** A site's ratings as one person may see them. */
export interface AppraisedSite {
  readonly page: SiteAppraisalPage
  readonly works: Works | null
  readonly weighting: Weighting | null
  /** Ratings in force that the person may see. */
  readonly seen: readonly Rating[]
}

/**
 * Gathers a site's ratings as one person may see them.
 *
 * @param db - the database
 * @param countyId - the county
 * @param site - the site
 * @param viewerId - the person's account
 * @returns what the pages show
 */
export async function appraisedSite(
  db: Db,
  countyId: string,
  site: SiteProfile,
  viewerId: string | null,
): Promise<AppraisedSite> {
  const ratings = await siteRatings(db, site.id)
  const assessors = await siteAssessors(db, site.id)
  const works = await findWorks(db, countyId, site.id)
  const weighting = await currentWeighting(db, countyId)
  const seen = visibleRatings(ratings, assessors, viewerId)
  const appraisal = appraise(site.id, seen, works, weighting?.weights ?? null)
  const page = siteAppraisalPage({ appraisal, ratings, assessors, files: site.files, viewerId })
  return { page, works, weighting, seen }
}
