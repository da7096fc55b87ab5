import { describe, expect, it } from '@jest/globals'
import {
  openingFacts,
  suggestActivityRooms,
  suggestConfidentialRooms,
  suggestFlexibleAccess,
  suggestReception,
  suggestStaffSpace,
  suggestUse,
} from '../../server/model/criteria-suggestions.ts'
import type { OpenHours } from '../../server/model/opening-facts.ts'

const week = (
  weekdays: number[],
  opens: string,
  closes: string,
  season: OpenHours['season'] = 'all-year',
): OpenHours[] => weekdays.map(weekday => ({ season, weekday, opens, closes }))
const workdays = [1, 2, 3, 4, 5]
const levels = ({ low, high }: { low: number; high: number }) => [low, high]
const access = (hours: OpenHours[], more = {}) => levels(suggestFlexibleAccess(openingFacts(hours, more)))

describe('criterion 1, flexible access', () => {
  it('may be anything where no hours are recorded', () => {
    const suggestion = suggestFlexibleAccess(openingFacts([]))
    expect(levels(suggestion)).toEqual([0, 4])
    expect(suggestion.missing).toContain('the opening hours')
  })

  it('follows hours, weeks, evenings and weekends', () => {
    expect(access(week([1, 2], '09:00', '13:30'))).toEqual([0, 0])
    expect(access(week([1, 2], '09:00', '14:00'))).toEqual([1, 1])
    expect(access(week(workdays, '09:00', '13:00'))).toEqual([2, 2])
    expect(access(week(workdays, '09:00', '17:00'))).toEqual([2, 2])
    expect(access([...week(workdays, '09:00', '16:00'), ...week([6], '10:00', '12:00')])).toEqual([3, 3])
    expect(access([...week(workdays, '09:00', '16:00'), ...week([2], '17:30', '18:30')])).toEqual([3, 3])
    const long = [
      ...week(workdays, '09:00', '17:30'),
      ...week([3], '17:30', '20:00'),
      ...week([6], '10:00', '13:00'),
    ]
    expect(access(long, { hoursPublished: true })).toEqual([4, 4])
    expect(access(long, { hoursPublished: false })).toEqual([3, 3])
    expect(access(long)).toEqual([3, 4])
    expect(access(long, { hoursPublished: true, weeksClosed: 3 })).toEqual([3, 3])
  })

  it('is 0 for school terms only, however long the hours', () => {
    expect(access(week(workdays, '08:00', '18:30', 'term-time'))).toEqual([0, 0])
    expect(
      access([...week(workdays, '08:00', '18:30', 'term-time'), ...week([1], '10:00', '12:00', 'holidays')]),
    ).toEqual([1, 1])
  })

  it('counts overlapping hours once', () => {
    const facts = openingFacts([...week([1], '09:00', '12:00'), ...week([1], '11:00', '13:00')])
    expect(facts.periods?.[0]?.hoursPerWeek).toBe(4)
    expect(() => openingFacts(week([1], '12:00', '09:00'))).toThrow(RangeError)
    expect(() => openingFacts(week([1], 'noon', '14:00'))).toThrow('noon')
  })
})

describe('criterion 2, activity rooms', () => {
  const unknown = {
    rooms: null,
    sink: null,
    store: null,
    outdoorPlay: null,
    adjacentChanging: null,
    simultaneousSessions: null,
  }
  const areas = (...list: (number | null)[]) => list.map(areaSquareMetres => ({ areaSquareMetres }))

  it('follows the areas of the rooms', () => {
    expect(levels(suggestActivityRooms(unknown))).toEqual([0, 4])
    expect(levels(suggestActivityRooms({ ...unknown, rooms: [] }))).toEqual([0, 0])
    expect(levels(suggestActivityRooms({ ...unknown, rooms: areas(19.9) }))).toEqual([0, 0])
    expect(levels(suggestActivityRooms({ ...unknown, rooms: areas(39) }))).toEqual([1, 1])
    expect(levels(suggestActivityRooms({ ...unknown, rooms: areas(40, 24) }))).toEqual([2, 2])
    expect(
      levels(suggestActivityRooms({ ...unknown, rooms: areas(40, 25), sink: true, store: true })),
    ).toEqual([3, 4])
    expect(levels(suggestActivityRooms({ ...unknown, rooms: areas(40, 40), sink: false }))).toEqual([2, 2])
  })

  it('leaves open what an unmeasured room may be, and says what would close it', () => {
    const suggestion = suggestActivityRooms({
      ...unknown,
      rooms: areas(45, null),
      sink: true,
      store: true,
      outdoorPlay: false,
    })
    expect(levels(suggestion)).toEqual([2, 3])
    expect(suggestion.missing).toEqual(['the areas of the activity rooms'])
  })
})

describe('criterion 3, confidential space', () => {
  const none = {
    rooms: [],
    sharedOfficeByArrangement: false,
    acousticallyChecked: null,
    clinicalRoomWithBasin: null,
    feedingSpace: null,
  }
  const rooms = (count: number) => Array.from({ length: count }, () => ({ areaSquareMetres: 9 }))

  it('follows the enclosed rooms', () => {
    expect(levels(suggestConfidentialRooms(none))).toEqual([0, 0])
    expect(levels(suggestConfidentialRooms({ ...none, sharedOfficeByArrangement: true }))).toEqual([1, 1])
    expect(levels(suggestConfidentialRooms({ ...none, rooms: rooms(1) }))).toEqual([2, 2])
    expect(levels(suggestConfidentialRooms({ ...none, rooms: rooms(2) }))).toEqual([2, 3])
    expect(
      levels(
        suggestConfidentialRooms({
          rooms: rooms(3),
          sharedOfficeByArrangement: false,
          acousticallyChecked: true,
          clinicalRoomWithBasin: true,
          feedingSpace: true,
        }),
      ),
    ).toEqual([4, 4])
  })
})

describe('criterion 4, staffed reception', () => {
  const known = { trained: true, hearingLoop: true, interpreting: true }

  it('follows the share of public hours', () => {
    const at = (share: number | null) => levels(suggestReception({ ...known, shareOfPublicHours: share }))
    expect([0, 0.1, 0.25, 0.59, 0.6, 0.89, 0.9, null].map(at)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
      [3, 3],
      [4, 4],
      [0, 4],
    ])
    expect(() => at(90)).toThrow(RangeError)
  })
})

describe('criterion 5, well used', () => {
  const use = (share: number | null, partners: number | null, healthPartner: boolean | null) =>
    suggestUse({ shareOfRoomHoursUsed: share, partners, healthPartner })

  it('follows use and partners', () => {
    expect(levels(use(0.19, 9, true))).toEqual([0, 0])
    expect(levels(use(0.2, 0, false))).toEqual([1, 1])
    expect(levels(use(0.7, 1, false))).toEqual([2, 2])
    expect(levels(use(0.7, 2, false))).toEqual([3, 3])
    expect(levels(use(0.85, 4, true))).toEqual([4, 4])
    expect(levels(use(0.7, null, true))).toEqual([2, 4])
    expect(levels(use(null, 4, true))).toEqual([0, 4])
  })

  it('is 3 at most above 85%, and says that there is no headroom', () => {
    const full = use(0.86, 6, true)
    expect(levels(full)).toEqual([3, 3])
    expect(full.notes.map(({ code }) => code)).toEqual(['no-headroom'])
    expect(use(0.85, 6, true).notes).toEqual([])
  })
})

describe('criterion 8, space for staff and partners', () => {
  const unknown = {
    wifi: null,
    lockableStore: null,
    privateCallSpace: null,
    equipmentStore: null,
    secureNetwork: null,
    printing: null,
    meetingRoom: null,
  }

  it('follows the desks', () => {
    expect(levels(suggestStaffSpace({ ...unknown, desks: 0, sharedDesk: false }))).toEqual([0, 0])
    expect(levels(suggestStaffSpace({ ...unknown, desks: 0, sharedDesk: true }))).toEqual([1, 1])
    expect(levels(suggestStaffSpace({ ...unknown, desks: 5, wifi: true, lockableStore: true }))).toEqual([
      2, 2,
    ])
    expect(levels(suggestStaffSpace({ ...unknown, desks: 12 }))).toEqual([1, 4])
    expect(levels(suggestStaffSpace({ ...unknown, desks: 12, privateCallSpace: false }))).toEqual([1, 2])
    expect(levels(suggestStaffSpace({ ...unknown, desks: null }))).toEqual([0, 4])
    expect(() => suggestStaffSpace({ ...unknown, desks: -1 })).toThrow(RangeError)
  })
})
