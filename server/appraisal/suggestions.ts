import type { CriterionNumber } from '../model/appraisal.ts'
import {
  openingFacts,
  suggestActivityRooms,
  suggestConfidentialRooms,
  suggestFlexibleAccess,
  suggestUse,
  type SuggestedRating,
} from '../model/criteria-suggestions.ts'
import type { Room, SiteProfile } from '../sites/index.ts'

/** A level that the register's facts suggest, and from what. */
export interface RegisterSuggestion extends SuggestedRating {
  /** What it was worked out from, in words that follow "from". */
  readonly from: string
}

/** Rooms of no recorded use count as activity rooms from this area, and as rooms for private talk below it. */
const activityArea = 20

/**
 * What the register's facts suggest for a criterion. People rate; this only saves them looking up.
 *
 * @param criterion - the criterion
 * @param site - the site with its hours, rooms and services
 * @returns the suggestion; null where the register has nothing to go by
 */
export function suggestionFor(criterion: CriterionNumber, site: SiteProfile): RegisterSuggestion | null {
  if (criterion === 1) {
    if (site.hours.length === 0) return null
    return {
      ...suggestFlexibleAccess(openingFacts(site.hours, site)),
      from: 'the opening hours in the register',
    }
  }
  if (criterion === 2 || criterion === 3) {
    if (site.rooms.length === 0) return null
    const rooms = roomsFor(criterion, site.rooms)
    const suggested =
      criterion === 2
        ? suggestActivityRooms({
            rooms,
            sink: null,
            store: null,
            outdoorPlay: null,
            adjacentChanging: null,
            simultaneousSessions: null,
          })
        : suggestConfidentialRooms({
            rooms,
            sharedOfficeByArrangement: null,
            acousticallyChecked: null,
            clinicalRoomWithBasin: site.rooms.some(room => room.use === 'clinic') ? null : false,
            feedingSpace: null,
          })
    return { ...suggested, from: 'the rooms in the register, taken as complete' }
  }
  if (criterion === 5 && site.services.length > 0) {
    const partners = new Set(site.services.map(one => one.partner.trim().toLowerCase()))
    const health = [...partners].some(partner =>
      /\b(nhs|health|hospital|midwi\w*|gp|surgery)\b/.test(partner),
    )
    const suggested = suggestUse({
      shareOfRoomHoursUsed: null,
      partners: partners.size,
      healthPartner: health ? true : null,
    })
    return {
      ...suggested,
      from: `the ${partners.size === 1 ? 'one partner' : `${partners.size} partners`} in the register`,
    }
  }
  return null
}

function roomsFor(criterion: 2 | 3, rooms: readonly Room[]): Room[] {
  return rooms.filter(room => {
    if (room.use !== null) {
      return criterion === 2 ? room.use === 'activity' : room.use === 'one-to-one' || room.use === 'clinic'
    }
    if (room.areaSquareMetres === null) return true
    return criterion === 2 ? room.areaSquareMetres >= activityArea : room.areaSquareMetres < activityArea
  })
}
