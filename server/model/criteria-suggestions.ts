import type { Condition, SuggestedRating } from './levels.ts'
import { atLeast, awardLevel, either } from './levels.ts'
import type { OpeningFacts, OpeningPeriod } from './opening-facts.ts'
import type { Warning } from './warning.ts'

export type { SuggestedRating } from './levels.ts'
export type { OpeningFacts, OpenHours, OpeningPeriod } from './opening-facts.ts'
export { openingFacts } from './opening-facts.ts'
export type { ActivityRoomFacts, ConfidentialRoomFacts, RoomArea } from './room-suggestions.ts'
export { suggestActivityRooms, suggestConfidentialRooms } from './room-suggestions.ts'

/** What criterion 4 asks about. Null anywhere means not known. */
export interface ReceptionFacts {
  /** The share of public opening hours, from 0 to 1, in which reception is staffed. */
  readonly shareOfPublicHours: number | null
  readonly trained: boolean | null
  readonly hearingLoop: boolean | null
  readonly interpreting: boolean | null
}

/** What criterion 5 asks about. Null anywhere means not known. */
export interface UseFacts {
  /** The share of bookable room hours, from 0 to 1, that are used. */
  readonly shareOfRoomHoursUsed: number | null
  readonly partners: number | null
  /** Whether health is among the partners. */
  readonly healthPartner: boolean | null
}

/** What criterion 8 asks about. Null anywhere means not known. */
export interface StaffSpaceFacts {
  /** Desks that staff and partners can use; 0 when there are none of their own. */
  readonly desks: number | null
  /** Whether there is a shared desk; absent or null when not known. */
  readonly sharedDesk?: boolean | null
  readonly wifi: boolean | null
  readonly lockableStore: boolean | null
  readonly privateCallSpace: boolean | null
  readonly equipmentStore: boolean | null
  readonly secureNetwork: boolean | null
  readonly printing: boolean | null
  readonly meetingRoom: boolean | null
}

/**
 * Suggests a level for criterion 1, flexible access.
 * @param facts - opening hours, from {@link openingFacts}.
 * @returns the suggested range.
 */
export function suggestFlexibleAccess(facts: OpeningFacts): SuggestedRating {
  const weeks = (
    hours: number,
    least: number,
    also: (period: OpeningPeriod) => boolean = () => true,
  ): Condition => {
    const open = facts.periods?.filter(period => period.hoursPerWeek >= hours && also(period))
    const met = open === undefined ? null : open.reduce((sum, period) => sum + period.weeks, 0) >= least
    return { met, fact: 'the opening hours' }
  }
  const notOnlyInTerms: Condition = {
    met: facts.termTimeOnly === null ? null : !facts.termTimeOnly,
    fact: 'whether it opens in the school holidays',
  }
  const published: Condition = { met: facts.hoursPublished, fact: 'whether the hours are published' }
  return awardLevel([
    [weeks(10, 39), notOnlyInTerms],
    [weeks(20, 48), notOnlyInTerms],
    [weeks(35, 48, period => period.evening || period.weekend), notOnlyInTerms],
    [weeks(45, 50, period => period.evening && period.weekend), notOnlyInTerms, published],
  ])
}

/**
 * Suggests a level for criterion 4, staffed reception.
 * @param facts - how much of the time reception is staffed, and how.
 * @returns the suggested range.
 * @throws RangeError if the share is not from 0 to 1.
 */
export function suggestReception(facts: ReceptionFacts): SuggestedRating {
  const staffed = shareFrom(facts.shareOfPublicHours)
  const fact = 'the share of opening hours in which reception is staffed'
  const trained: Condition = { met: facts.trained, fact: 'whether reception staff are trained' }
  return awardLevel([
    [{ met: staffed === null ? null : staffed > 0, fact }],
    [{ met: atLeast(staffed, 0.25), fact }],
    [{ met: atLeast(staffed, 0.6), fact }, trained],
    [
      { met: atLeast(staffed, 0.9), fact },
      trained,
      { met: facts.hearingLoop, fact: 'whether there is a hearing loop' },
      { met: facts.interpreting, fact: 'whether interpreting is offered' },
    ],
  ])
}

/** What is said of a building that is used so much that nothing more fits in. */
export const NO_HEADROOM: Warning = {
  code: 'no-headroom',
  sentence: 'More than 85% of bookable room hours are used: there is no headroom, so 3 is the most.',
}

/**
 * Suggests a level for criterion 5, well used.
 * @param facts - how much it is used, and by how many partners.
 * @returns the suggested range; at most 3 above 85%, with the note {@link NO_HEADROOM}.
 * @throws RangeError if the share is not from 0 to 1 or the partners are fewer than none.
 */
export function suggestUse(facts: UseFacts): SuggestedRating {
  const used = shareFrom(facts.shareOfRoomHoursUsed)
  const partners = countFrom(facts.partners)
  const fact = 'the share of bookable room hours used'
  const use = (share: number): Condition => ({ met: atLeast(used, share), fact })
  const withPartners = (count: number): Condition => ({
    met: atLeast(partners, count),
    fact: 'the number of partners',
  })
  const full = used !== null && used > 0.85
  return awardLevel(
    [
      [use(0.2)],
      [use(0.4)],
      [use(0.6), withPartners(2)],
      [
        { met: used === null ? null : used >= 0.6 && !full, fact },
        withPartners(4),
        { met: facts.healthPartner, fact: 'whether health is among the partners' },
      ],
    ],
    full ? [NO_HEADROOM] : [],
  )
}

/**
 * Suggests a level for criterion 8, space for staff and partners.
 * @param facts - desks and what belongs to them.
 * @returns the suggested range.
 * @throws RangeError if the desks are fewer than none.
 */
export function suggestStaffSpace(facts: StaffSpaceFacts): SuggestedRating {
  const count = countFrom(facts.desks)
  const desks = (least: number): Condition => ({ met: atLeast(count, least), fact: 'the number of desks' })
  const four: Condition[] = [
    desks(4),
    { met: facts.wifi, fact: 'whether there is wifi' },
    { met: facts.lockableStore, fact: 'whether there is a store that locks' },
  ]
  const eight: Condition[] = [
    ...four,
    desks(8),
    { met: facts.privateCallSpace, fact: 'whether there is a space for private calls' },
    { met: facts.equipmentStore, fact: 'whether there is a store for buggies and equipment' },
  ]
  return awardLevel([
    [{ met: either(atLeast(count, 1), facts.sharedDesk ?? null), fact: 'whether there is a desk' }],
    four,
    eight,
    [
      ...eight,
      desks(12),
      { met: facts.secureNetwork, fact: 'whether partners have a secure network' },
      { met: facts.printing, fact: 'whether there is printing' },
      { met: facts.meetingRoom, fact: 'whether there is a meeting room' },
    ],
  ])
}

function shareFrom(share: number | null): number | null {
  if (share !== null && !(share >= 0 && share <= 1)) throw new RangeError('A share is from 0 to 1.')
  return share
}

function countFrom(count: number | null): number | null {
  if (count !== null && !(count >= 0)) throw new RangeError('A number of things is at least 0.')
  return count
}
