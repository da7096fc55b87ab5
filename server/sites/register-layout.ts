import { toNationalGrid } from '../county/index.ts'
import { readDay, shortDay, writeRegisterHours } from './opening-text.ts'
import {
  costLines,
  roomUses,
  type CostLine,
  type PartnerService,
  type Room,
  type SiteProfile,
} from './site.ts'

/** Columns of a register as a table, in the order in which they are written; they are matched by name on reading. */
export const registerColumns = [
  'reference',
  'name',
  'kind',
  'provider_kind',
  'provider_name',
  'address',
  'postcode',
  'easting',
  'northing',
  'lease_ends_on',
  'contract_ends_on',
  'hours',
  'rooms',
  'services',
  'premises_cost',
  'management_cost',
  'back_office_cost',
  'frontline_cost',
  'financial_year',
] as const

/** Columns that may stand in a table too. */
export const extraColumns = ['latitude', 'longitude', 'phone', 'note'] as const

/** A column that is understood. */
export type RegisterColumn = (typeof registerColumns)[number] | (typeof extraColumns)[number]

/** Column of each cost line. */
export const costColumns: Readonly<Record<CostLine, RegisterColumn>> = {
  premises: 'premises_cost',
  management: 'management_cost',
  'back-office': 'back_office_cost',
  frontline: 'frontline_cost',
}

// The marks that separate entries of one cell cannot stand within an entry.
const plain = (text: string): string => text.replace(/\s*[;@[\]\n]+\s*/g, ', ').trim()

/**
 * Writes rooms as a register has them.
 *
 * @param rooms - a site's rooms
 * @returns such as `Playroom 42 [activity]; Small room 9; Hall 2 ?`, where `?` is an area that is not known
 */
export function writeRegisterRooms(rooms: readonly Room[]): string {
  return rooms
    .map(room => {
      const title = plain(room.name)
      const area = room.areaSquareMetres ?? (/[\d?]$/.test(title) ? '?' : null)
      return [title, area, room.use === null ? null : `[${room.use}]`].filter(part => part !== null).join(' ')
    })
    .join('; ')
}

/**
 * Reads rooms as a register has them.
 *
 * @param text - such as `Playroom 42 [activity]; Small room 9`; areas in square metres, and both may be left out
 * @returns the rooms, or a sentence that says what is wrong
 */
export function readRegisterRooms(text: string): Room[] | string {
  const rooms: Room[] = []
  for (const entry of text.split(';').map(part => part.trim())) {
    if (entry === '') continue
    const found = /^(.+?)(?:\s+(\d+(?:\.\d+)?|\?)\s*(?:m2|m²|sq\.?\s?m)?)?(?:\s*\[([a-z-]*)\])?$/i.exec(entry)
    const use =
      found?.[3] === undefined ? null : (roomUses.find(one => one === found[3]?.toLowerCase()) ?? null)
    const area = found?.[2] === undefined || found[2] === '?' ? null : Number(found[2])
    if (
      found === null ||
      (found[3] !== undefined && use === null) ||
      (area !== null && (area < 0.5 || area > 5000))
    ) {
      return `Room “${entry.slice(0, 60)}” must be like “Playroom 42”, with its square metres`
    }
    rooms.push({ name: (found[1] ?? '').slice(0, 150), areaSquareMetres: area, use })
  }
  return rooms
}

/**
 * Writes partners' services as a register has them.
 *
 * @param services - a site's services
 * @returns such as `Midwife@Community NHS Trust@Tue`, without notes
 */
export function writeRegisterServices(services: readonly PartnerService[]): string {
  return services
    .map(one => {
      const day = one.weekday === null ? [] : [shortDay(one.weekday)]
      return [plain(one.service), plain(one.partner), ...day].join('@')
    })
    .join('; ')
}

/**
 * Reads partners' services as a register has them.
 *
 * @param text - such as `Midwife@Community NHS Trust@Tue; Stay and play@Home-Start`; the day may be left out
 * @returns the services, or a sentence that says what is wrong
 */
export function readRegisterServices(text: string): PartnerService[] | string {
  const services: PartnerService[] = []
  for (const entry of text.split(';').map(part => part.trim())) {
    if (entry === '') continue
    const parts = entry.split('@').map(part => part.trim())
    const [service = '', partner = '', day = ''] = parts
    const weekday = day === '' ? null : readDay(day)
    if (parts.length > 3 || service === '' || partner === '' || (day !== '' && weekday === null)) {
      return `Service “${entry.slice(0, 60)}” must be like “Midwife@Community NHS Trust@Tue”`
    }
    services.push({ service: service.slice(0, 150), partner: partner.slice(0, 150), weekday, note: null })
  }
  return services
}

/**
 * One site as a row of the register's table; what is not known is an empty cell.
 *
 * @param site - the site with its hours, rooms, services and costs
 * @returns cells in the order of `registerColumns`, costs of the newest financial year
 */
export function registerRow(site: Omit<SiteProfile, 'files'>): (string | number | null)[] {
  const grid = site.position === null ? null : toNationalGrid(site.position).map(Math.round)
  const year = site.costs[0]?.financialYear ?? null
  const cost = (line: CostLine): number | null =>
    site.costs.find(one => one.line === line && one.financialYear === year)?.poundsPerYear ?? null
  return [
    site.reference,
    site.name,
    site.kind,
    site.providerKind,
    site.providerName,
    site.address,
    site.postcode,
    grid?.[0] ?? null,
    grid?.[1] ?? null,
    site.leaseEndsOn,
    site.contractEndsOn,
    writeRegisterHours(site.hours),
    writeRegisterRooms(site.rooms),
    writeRegisterServices(site.services),
    ...costLines.map(cost),
    year,
  ]
}
