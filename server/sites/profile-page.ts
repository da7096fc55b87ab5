import { toNationalGrid, type District } from '../county/index.ts'
import { endingSoon, knownCost, notKnownOf, type Ending, type KnownCost } from './gaps.ts'
import type { Located } from './locate-service.ts'
import { periodsOf, writePeriods } from './opening-text.ts'
import { weeklyHours } from './register-page.ts'
import {
  costLineNames,
  costLines,
  providerKindNames,
  roomUseNames,
  seasonNames,
  seasons,
  siteKindNames,
  weekdayName,
  weekdayNames,
  type SiteFile,
  type SiteProfile,
} from './site.ts'

/** A site's page. */
export interface ProfilePage {
  readonly site: SiteProfile
  readonly kindName: string
  readonly districtName: string | null
  readonly provider: string | null
  readonly position: {
    readonly degrees: string
    readonly grid: string
    readonly source: string
  } | null
  /** What a planner should look at, as sentences. */
  readonly warnings: readonly string[]
  readonly endings: readonly Ending[]
  readonly notKnown: readonly string[]
  readonly weeklyHours: number | null
  /** Seasons that have hours, and for each day the hours in each of them. */
  readonly week: { readonly seasons: readonly string[]; readonly days: readonly (readonly string[])[] } | null
  readonly hoursPublished: string | null
  readonly rooms: readonly {
    readonly title: string
    readonly area: number | null
    readonly use: string | null
  }[]
  /** Sum of the areas that are known; null when none is. */
  readonly roomArea: number | null
  readonly services: readonly {
    readonly service: string
    readonly partner: string
    readonly day: string | null
    readonly note: string | null
  }[]
  /** Newest first; each line's pounds, or null when not known. */
  readonly costYears: readonly string[]
  readonly costLines: readonly {
    readonly title: string
    readonly pounds: readonly (number | null)[]
    readonly note: string
  }[]
  readonly cost: KnownCost
  readonly photos: readonly SiteFile[]
  readonly plans: readonly SiteFile[]
  readonly evidence: readonly SiteFile[]
}

const sourceWords = {
  published: 'as published',
  measured: 'given by the council',
  postcode: 'only the middle of its postcode',
} as const

/**
 * A site's page.
 *
 * @param site - the site with all that is recorded
 * @param around - what is around it
 * @param around.districts - the county's districts
 * @param around.located - where its position lies; null when it has none
 * @param around.today - `YYYY-MM-DD`
 * @returns what the page shows
 */
export function profilePage(
  site: SiteProfile,
  around: {
    readonly districts: readonly District[]
    readonly located: Located | null
    readonly today: string
  },
): ProfilePage {
  const years = [...new Set(site.costs.map(cost => cost.financialYear))].slice(0, 4)
  const areas = site.rooms.flatMap(room => room.areaSquareMetres ?? [])
  const districtName = (code: string | null): string | null =>
    code === null ? null : (around.districts.find(district => district.code === code)?.name ?? code)
  return {
    site,
    kindName: siteKindNames[site.kind],
    districtName: site.beyondCounty ? 'Beyond the county' : districtName(site.districtCode),
    provider:
      [site.providerKind && providerKindNames[site.providerKind], site.providerName]
        .filter(Boolean)
        .join(': ') || null,
    position: positionOf(site),
    warnings: warningsOf(site, around.located, districtName),
    endings: endingSoon(site, around.today),
    notKnown: notKnownOf(site),
    weeklyHours: weeklyHours(site),
    week: weekOf(site),
    hoursPublished: site.hoursPublished === null ? null : site.hoursPublished ? 'Yes' : 'No',
    rooms: site.rooms.map(room => ({
      title: room.name,
      area: room.areaSquareMetres,
      use: room.use && roomUseNames[room.use],
    })),
    roomArea: areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0),
    services: site.services.map(one => ({
      service: one.service,
      partner: one.partner,
      day: one.weekday === null ? null : weekdayName(one.weekday),
      note: one.note,
    })),
    costYears: years,
    costLines: costLines.map(line => {
      const ofLine = years.map(year =>
        site.costs.find(cost => cost.line === line && cost.financialYear === year),
      )
      return {
        title: costLineNames[line],
        pounds: ofLine.map(cost => cost?.poundsPerYear ?? null),
        note: ofLine[0]?.note ?? '',
      }
    }),
    cost: knownCost(site),
    photos: site.files.filter(file => file.purpose === 'photo'),
    plans: site.files.filter(file => file.purpose === 'floor-plan'),
    evidence: site.files.filter(file => file.purpose === 'evidence'),
  }
}

function positionOf(site: SiteProfile): ProfilePage['position'] {
  if (site.position === null) return null
  const [lon, lat] = site.position
  const [easting, northing] = toNationalGrid(site.position)
  return {
    degrees: `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
    grid: `${Math.round(easting)}, ${Math.round(northing)}`,
    source: site.positionSource === null ? '' : sourceWords[site.positionSource],
  }
}

function warningsOf(
  site: SiteProfile,
  located: Located | null,
  districtName: (code: string | null) => string | null,
): string[] {
  if (located === null)
    return ['Its position is not known: no distance to it can be told, and no map shows it.']
  const warnings: string[] = []
  if (located.districtCode !== null && located.districtCode !== site.districtCode) {
    warnings.push(
      `Its position lies in ${districtName(located.districtCode) ?? ''}, but it is recorded as ${
        site.beyondCounty ? 'beyond the county' : (districtName(site.districtCode) ?? 'in no district')
      }.`,
    )
  }
  if (located.beyondCounty && !site.beyondCounty) {
    warnings.push('Its position lies outside the county, but it is recorded as inside.')
  }
  if (site.positionSource === 'postcode') {
    warnings.push(
      'Its position is only the middle of its postcode. Measure it before distances are told from it.',
    )
  }
  return warnings
}

function weekOf(site: SiteProfile): ProfilePage['week'] {
  const used = seasons.filter(season => site.hours.some(one => one.season === season))
  if (used.length === 0) return null
  return {
    seasons: used.map(season => seasonNames[season]),
    days: weekdayNames.map((day, at) => [
      day,
      ...used.map(season => writePeriods(periodsOf(site.hours, season, at + 1)) || 'Closed'),
    ]),
  }
}
