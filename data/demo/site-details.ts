import type { CentrePlan, HoursPattern } from './centre-list.ts'
import type { Chance } from './random.ts'
import type { VenuePlan } from './venue-list.ts'

/** A stretch of opening on one day of the week, in one season. */
export interface Hours {
  readonly season: 'all-year' | 'term-time' | 'holidays'
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  readonly opens: string
  readonly closes: string
}

/** A room; its area in square metres, null where nobody has measured it. */
export interface DemonstrationRoom {
  readonly name: string
  readonly squareMetres: number | null
  readonly use: 'activity' | 'one-to-one' | 'clinic' | 'staff' | 'other'
}

/** Something that a partner offers there; weekday null where the day varies. */
export interface DemonstrationService {
  readonly service: string
  readonly partner: string
  readonly weekday: number | null
}

/** A year's costs in pounds; null where the council does not know. */
export interface DemonstrationCosts {
  readonly premises: number | null
  readonly management: number | null
  readonly backOffice: number | null
  readonly frontline: number | null
}

const week = [1, 2, 3, 4, 5]

function days(season: Hours['season'], weekdays: readonly number[], opens: string, closes: string): Hours[] {
  return weekdays.map(weekday => ({ season, weekday, opens, closes }))
}

/** Opening hours of a centre. */
export function centreHours(pattern: HoursPattern, chance: Chance): Hours[] {
  const late = chance.pick([2, 3, 4])
  const patterns: Record<HoursPattern, () => Hours[]> = {
    long: () => [
      ...days('all-year', week.filter(day => day !== late), '08:30', '17:30'),
      ...days('all-year', [late], '08:30', '19:00'),
      ...days('all-year', [6], '09:30', '12:30'),
    ],
    'days and evening': () => [
      ...days('all-year', week.filter(day => day !== late), '09:00', '16:30'),
      ...days('all-year', [late], '09:00', '19:00'),
    ],
    days: () => days('all-year', week, '09:00', chance.pick(['16:00', '16:30'])),
    part: () => [
      ...days('all-year', chance.pick([[1, 2, 4], [1, 3, 4], [2, 3, 5]]), '09:00', '15:30'),
      ...days('term-time', [late], '16:00', '17:30'),
    ],
    terms: () => [
      ...days('term-time', chance.pick([[1, 2, 3, 4], [1, 2, 4, 5]]), '09:00', '14:30'),
      ...(chance.happens(0.6) ? days('holidays', [3], '10:00', '12:00') : []),
    ],
    mornings: () => days('term-time', chance.pick([[1, 3], [2, 4], [1, 3, 5]]), '09:15', '11:45'),
  }
  return patterns[pattern]().sort((a, b) => a.season.localeCompare(b.season) || a.weekday - b.weekday)
} // prettier-ignore

/** Rooms of a centre: more and larger ones the larger it is. */
export function centreRooms({ size }: CentrePlan, chance: Chance): DemonstrationRoom[] {
  const room = (name: string, use: DemonstrationRoom['use'], low: number, high: number): DemonstrationRoom => ({
    name,
    use,
    squareMetres: chance.happens(0.06) ? null : chance.whole(low, high),
  })
  const bySize: Record<CentrePlan['size'], () => DemonstrationRoom[]> = {
    1: () => [room('Family room', 'activity', 22, 41), ...(chance.happens(0.4) ? [room('Small room', 'one-to-one', 6, 9)] : [])],
    2: () => [room('Playroom', 'activity', 36, 54), room('Small room', 'one-to-one', 7, 11), room('Office', 'staff', 9, 15)],
    3: () => [
      room('Playroom', 'activity', 46, 62), room('Group room', 'activity', 24, 36), room('Quiet room', 'one-to-one', 8, 11),
      ...(chance.happens(0.6) ? [room('Clinic room', 'clinic', 10, 14)] : []), room('Office', 'staff', 16, 28),
    ],
    4: () => [
      room('Playroom', 'activity', 58, 74), room('Group room', 'activity', 34, 45), room('Baby room', 'activity', 22, 30),
      room('Quiet room', 'one-to-one', 9, 12), room('Talking room', 'one-to-one', 8, 10), room('Clinic room', 'clinic', 12, 16),
      room('Team office', 'staff', 34, 52),
    ],
  }
  return bySize[size]()
} // prettier-ignore

const health = 'Sedgeshire Community NHS Trust'
const maternity = 'Minster Hospitals Maternity Service'
const offers: readonly (readonly [service: string, partner: string])[] = [
  ['Midwife', maternity], ['Health visitor', health], ['Speech therapist', health], ['Breastfeeding drop-in', 'Nourish Sedgeshire'],
  ['Money and benefits advice', 'Sedgeshire Advice Network'], ['English for parents', 'Sedgeshire Adult Learning'],
  ['Housing advice', 'District council'], ['Perinatal mental health group', health], ['Toy library', 'Sedgeshire Toy Libraries'],
] // prettier-ignore

/** What partners offer at a centre each week. */
export function centreServices({ size }: CentrePlan, chance: Chance): DemonstrationService[] {
  const wanted = { 1: chance.whole(0, 1), 2: 2, 3: 4, 4: 6 }[size]
  const chosen = size >= 2 ? [...offers.slice(0, 2), ...chance.shuffled(offers.slice(2))] : chance.shuffled(offers.slice(0, 4))
  return chosen.slice(0, wanted).map(([service, partner]) => ({
    service,
    partner,
    weekday: chance.happens(0.12) ? null : chance.whole(1, 5),
  }))
} // prettier-ignore

/** A year's costs of a centre. Where a school or a charity runs it, some of them are in accounts that the council has not seen. */
export function centreCosts({ size, provider, number }: CentrePlan, chance: Chance): DemonstrationCosts {
  const all = chance.around({ 1: 84_000, 2: 146_000, 3: 206_000, 4: 296_000 }[size], 4_500 * size)
  const rounded = (part: number) => Math.round((all * part * chance.around(1, 0.05)) / 100) * 100
  const costs = {
    premises: rounded(0.17),
    management: rounded(0.18),
    backOffice: rounded(0.1),
    frontline: rounded(0.55),
  }
  return {
    ...costs,
    premises: provider === 'school' && [6, 24, 37].includes(number) ? null : costs.premises,
    backOffice: provider === 'voluntary' && [17, 38].includes(number) ? null : costs.backOffice,
  }
}

/** Opening hours of a venue; none where they are not known. */
export function venueHours({ kind, size }: VenuePlan, chance: Chance): Hours[] {
  if (kind === 'library')
    return [
      ...days('all-year', size === 1 ? [2, 4] : week, '09:30', size === 3 ? '18:00' : '17:00'),
      ...days('all-year', [6], '09:30', size === 1 ? '12:30' : '16:00'),
    ]
  if (kind === 'gp-practice') return days('all-year', week, '08:00', '18:30')
  if (kind === 'school' || kind === 'nursery') return days('term-time', week, '08:45', '15:15')
  return chance.happens(0.5) ? [] : days('all-year', week, '09:00', '21:30')
}

/** Rooms of a venue that sessions might use; none where nobody has asked. */
export function venueRooms({ kind, size }: VenuePlan, chance: Chance): DemonstrationRoom[] {
  if (kind === 'library')
    return size === 1
      ? [{ name: 'Children’s corner', squareMetres: chance.whole(14, 24), use: 'activity' }]
      : [
          { name: 'Children’s area', squareMetres: chance.whole(24, 45), use: 'activity' },
          { name: 'Meeting room', squareMetres: chance.whole(9, 18), use: 'one-to-one' },
        ]
  if (kind === 'community-building')
    return chance.happens(0.2)
      ? []
      : [
          { name: 'Main hall', squareMetres: size === 3 ? 210 : chance.whole(60, 130), use: 'activity' },
          ...(chance.happens(0.6)
            ? [{ name: 'Committee room', squareMetres: chance.whole(10, 24), use: 'one-to-one' as const }]
            : []),
        ]
  if (kind === 'gp-practice' && size === 3)
    return [{ name: 'Health education room', squareMetres: chance.whole(18, 30), use: 'activity' }]
  return []
}

const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const dayOf = (weekday: number) => shortDays[weekday - 1] ?? ''

/** Hours as the register writes them: `all-year Mon 09:00-16:30; holidays Wed 10:00-12:00`. */
export function hoursText(hours: readonly Hours[]): string {
  return hours
    .map(({ season, weekday, opens, closes }) => `${season} ${dayOf(weekday)} ${opens}-${closes}`)
    .join('; ')
}

/** Rooms as the register writes them: `Playroom 42 [activity]; Small room 9 [one-to-one]`. */
export function roomsText(rooms: readonly DemonstrationRoom[]): string {
  return rooms
    .map(
      ({ name, squareMetres, use }) => `${name}${squareMetres === null ? '' : ` ${squareMetres}`} [${use}]`,
    )
    .join('; ')
}

/** Services as the register writes them: `Midwife@Community NHS Trust@Tue`. */
export function servicesText(services: readonly DemonstrationService[]): string {
  return services
    .map(({ service, partner, weekday }) => [service, partner, ...(weekday === null ? [] : [dayOf(weekday)])].join('@'))
    .join('; ')
} // prettier-ignore
