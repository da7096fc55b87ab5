import type { Condition, SuggestedRating } from './levels.ts'
import { awardLevel, both, either } from './levels.ts'

/** A room; its area in square metres, null when not measured. */
export interface RoomArea {
  readonly areaSquareMetres: number | null
}

/** What criterion 2 asks about. Null anywhere means not known. */
export interface ActivityRoomFacts {
  /** Every room that groups can use; null when the rooms are not recorded, empty when there are none. */
  readonly rooms: readonly RoomArea[] | null
  readonly sink: boolean | null
  readonly store: boolean | null
  readonly outdoorPlay: boolean | null
  readonly adjacentChanging: boolean | null
  readonly simultaneousSessions: boolean | null
}

/** What criterion 3 asks about. Null anywhere means not known. */
export interface ConfidentialRoomFacts {
  /** Every enclosed room for private talk; null when the rooms are not recorded, empty when there are none. */
  readonly rooms: readonly RoomArea[] | null
  readonly sharedOfficeByArrangement: boolean | null
  readonly acousticallyChecked: boolean | null
  readonly clinicalRoomWithBasin: boolean | null
  readonly feedingSpace: boolean | null
}

/**
 * Suggests a level for criterion 2, activity rooms.
 * @param facts - the rooms and what belongs to them.
 * @returns the suggested range.
 */
export function suggestActivityRooms(facts: ActivityRoomFacts): SuggestedRating {
  const twoRooms: Condition = {
    met: both(roomsOf(facts.rooms, 40, 1), roomsOf(facts.rooms, 25, 2)),
    fact: 'the areas of the activity rooms',
  }
  const furnished: Condition[] = [
    twoRooms,
    { met: facts.sink, fact: 'whether there is a sink' },
    { met: facts.store, fact: 'whether there is a store' },
  ]
  return awardLevel([
    [{ met: roomsOf(facts.rooms, 20, 1), fact: twoRooms.fact }],
    [{ met: roomsOf(facts.rooms, 40, 1), fact: twoRooms.fact }],
    furnished,
    [
      ...furnished,
      { met: facts.outdoorPlay, fact: 'whether there is outdoor play' },
      { met: facts.adjacentChanging, fact: 'whether baby changing is next to the rooms' },
      { met: facts.simultaneousSessions, fact: 'whether two sessions can run at once' },
    ],
  ])
}

/**
 * Suggests a level for criterion 3, confidential space.
 * @param facts - the enclosed rooms and what belongs to them.
 * @returns the suggested range.
 */
export function suggestConfidentialRooms(facts: ConfidentialRoomFacts): SuggestedRating {
  const rooms = (count: number): Condition => ({
    met: roomsOf(facts.rooms, 8, count),
    fact: 'the areas of the enclosed rooms',
  })
  const checked: Condition = {
    met: facts.acousticallyChecked,
    fact: 'whether the rooms were checked for being overheard',
  }
  const office: Condition = {
    met: either(facts.sharedOfficeByArrangement, roomsOf(facts.rooms, 8, 1)),
    fact: 'whether there is a shared office by arrangement',
  }
  return awardLevel([
    [office],
    [rooms(1)],
    [rooms(2), checked],
    [
      rooms(3),
      checked,
      { met: facts.clinicalRoomWithBasin, fact: 'whether there is a clinical room with a basin' },
      { met: facts.feedingSpace, fact: 'whether there is a place to feed a baby' },
    ],
  ])
}

/** Whether at least `count` rooms have the area; a room that was not measured may have it. */
function roomsOf(rooms: readonly RoomArea[] | null, area: number, count: number): boolean | null {
  if (rooms === null) return null
  const big = rooms.filter(room => room.areaSquareMetres !== null && room.areaSquareMetres >= area).length
  const unmeasured = rooms.filter(room => room.areaSquareMetres === null).length
  if (big >= count) return true
  return big + unmeasured >= count ? null : false
}
