import { toNationalGrid, type Position } from '../county/index.ts'
import { format } from '../platform/format.ts'
import type { Located } from './locate-service.ts'
import { writeRegisterHours } from './opening-text.ts'
import { writeRegisterRooms, writeRegisterServices } from './register-layout.ts'
import type { ReadRow, RegisterRow } from './register-rows.ts'
import type { SiteDetails } from './site-repository.ts'
import {
  costLineNames,
  costLines,
  providerKindNames,
  siteKindNames,
  type CostLine,
  type OpeningHours,
  type PartnerService,
  type Room,
  type SiteProfile,
} from './site.ts'

/** One field that an import would change; null is not known. */
export interface FieldChange {
  readonly field: string
  readonly before: string | null
  readonly after: string
}

/** What is to be written of one site; a part that is null stays as it is. */
export interface PlannedSite {
  /** null for a new site. */
  readonly siteId: string | null
  /** null when the site's own details stay as they are. */
  readonly details: SiteDetails | null
  readonly hours: readonly OpeningHours[] | null
  readonly rooms: readonly Room[] | null
  readonly services: readonly PartnerService[] | null
  readonly costs: {
    readonly financialYear: string
    readonly lines: readonly {
      readonly line: CostLine
      readonly poundsPerYear: number
      readonly note: string | null
    }[]
  } | null
}

/** What an import would do with one row. */
export interface PlannedRow {
  readonly row: number
  readonly label: string
  readonly action: 'add' | 'change' | 'none' | 'refused'
  readonly changes: readonly FieldChange[]
  /** What a planner should look at, such as a position beyond the county. */
  readonly warnings: readonly string[]
  /** Why the row is refused; null otherwise. */
  readonly refused: string | null
  readonly site: PlannedSite | null
}

/** What planning an import asks of the county. */
export interface Surroundings {
  /** The site with a reference; undefined when the register has none. */
  known(reference: string): Omit<SiteProfile, 'files'> | undefined
  locate(position: Position): Promise<Located>
  /** The middle of a postcode; null when the county has none like it. */
  postcode(postcode: string): Promise<Position | null>
  districtName(code: string): string
}

/**
 * What a row of a register would do, field by field. An empty cell changes nothing: a table that doesn't know
 * something has not said that it is untrue.
 *
 * @param read - the row
 * @param around - the register and the county
 * @returns the plan for the row
 */
export async function planRow(read: ReadRow, around: Surroundings): Promise<PlannedRow> {
  const { row, label } = read
  const refuse = (reason: string): PlannedRow => ({
    row,
    label,
    action: 'refused',
    changes: [],
    warnings: [],
    refused: reason,
    site: null,
  })
  if (read.site === null) return refuse(read.refused ?? 'It could not be read')
  const now = around.known(read.site.reference)
  if (!now && (read.site.name === undefined || read.site.kind === undefined)) {
    return refuse('It is new to the register, and so needs a name and a kind')
  }
  const warnings: string[] = []
  const details = await detailsAfter(read.site, now, around, warnings)
  const changes = changesBetween(now, details, around)
  const site = {
    siteId: now?.id ?? null,
    details: changes.length > 0 || !now ? details : null,
    ...partsAfter(read.site, now, changes),
  }
  const action = now ? (changes.length > 0 ? 'change' : 'none') : 'add'
  return { row, label, action, changes, warnings, refused: null, site: action === 'none' ? null : site }
}

function blank(reference: string): SiteDetails {
  return {
    reference,
    name: '',
    kind: 'other',
    providerKind: null,
    providerName: null,
    address: null,
    postcode: null,
    position: null,
    positionSource: null,
    districtCode: null,
    neighbourhoodCode: null,
    beyondCounty: false,
    leaseEndsOn: null,
    contractEndsOn: null,
    phone: null,
    note: null,
  }
}

async function detailsAfter(
  row: RegisterRow,
  now: Omit<SiteProfile, 'files'> | undefined,
  around: Surroundings,
  warnings: string[],
): Promise<SiteDetails> {
  const before = now ?? blank(row.reference)
  const details: SiteDetails = {
    ...blank(row.reference),
    name: row.name ?? before.name,
    kind: row.kind ?? before.kind,
    providerKind: row.providerKind ?? before.providerKind,
    providerName: row.providerName ?? before.providerName,
    address: row.address ?? before.address,
    postcode: row.postcode ?? before.postcode,
    position: before.position,
    positionSource: before.positionSource,
    districtCode: before.districtCode,
    neighbourhoodCode: before.neighbourhoodCode,
    beyondCounty: before.beyondCounty,
    leaseEndsOn: row.leaseEndsOn ?? before.leaseEndsOn,
    contractEndsOn: row.contractEndsOn ?? before.contractEndsOn,
    phone: row.phone ?? before.phone,
    note: row.note ?? before.note,
  }
  const moved = row.position !== undefined && !samePlace(row.position, before.position)
  const unplaced = row.position === undefined && before.position === null && details.postcode !== null
  const middle = unplaced ? await around.postcode(details.postcode) : null
  const position = moved ? row.position : middle
  if (position) {
    const located = await around.locate(position)
    if (located.beyondCounty) warnings.push('Its position lies outside the county')
    if (middle) warnings.push('It has no position, and was put in the middle of its postcode')
    return { ...details, position, positionSource: middle ? 'postcode' : 'measured', ...located }
  }
  if (details.position === null) warnings.push('Its position is not known, so that no distance can be told')
  return details
}

// Registers write whole metres of the grid; what reads the same there is the same place.
function samePlace(one: Position, other: Position | null): boolean {
  if (other === null) return false
  const [a, b] = [toNationalGrid(one), toNationalGrid(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1]) < 1.5
}

function writtenPosition(position: Position | null): string | null {
  if (position === null) return null
  const [easting, northing] = toNationalGrid(position)
  return `${Math.round(easting)}, ${Math.round(northing)}`
}

function changesBetween(
  now: Omit<SiteProfile, 'files'> | undefined,
  after: SiteDetails,
  around: Surroundings,
): FieldChange[] {
  const before = now ?? blank(after.reference)
  const changes: FieldChange[] = []
  const add = (field: string, was: string | null, is: string | null): void => {
    if (is !== null && is !== was) changes.push({ field, before: now ? was : null, after: is })
  }
  add('Name', now ? before.name : null, after.name)
  add('Kind', now ? siteKindNames[before.kind] : null, siteKindNames[after.kind])
  const provider = (of: SiteDetails): string | null => of.providerKind && providerKindNames[of.providerKind]
  add('Provider', provider(before), provider(after))
  add('Provider’s name', before.providerName, after.providerName)
  add('Address', before.address, after.address)
  add('Postcode', before.postcode, after.postcode)
  add('Easting and northing', writtenPosition(before.position), writtenPosition(after.position))
  const district = (code: string | null): string | null => (code === null ? null : around.districtName(code))
  add('District', district(before.districtCode), district(after.districtCode))
  add(
    'Lease ends',
    before.leaseEndsOn && format.date(before.leaseEndsOn),
    after.leaseEndsOn && format.date(after.leaseEndsOn),
  )
  add(
    'Contract ends',
    before.contractEndsOn && format.date(before.contractEndsOn),
    after.contractEndsOn && format.date(after.contractEndsOn),
  )
  add('Telephone', before.phone, after.phone)
  add('Note', before.note, after.note)
  return changes
}

function partsAfter(
  row: RegisterRow,
  now: Omit<SiteProfile, 'files'> | undefined,
  changes: FieldChange[],
): Pick<PlannedSite, 'hours' | 'rooms' | 'services' | 'costs'> {
  const orNull = (text: string): string | null => (text === '' ? null : text)
  const part = <Entry>(
    field: string,
    told: readonly Entry[] | undefined,
    known: readonly Entry[],
    write: (entries: readonly Entry[]) => string,
  ): readonly Entry[] | null => {
    if (told === undefined || write(told) === write(known)) return null
    changes.push({ field, before: orNull(write(known)), after: write(told) })
    return told
  }
  const knownRooms = now?.rooms ?? []
  const knownServices = now?.services ?? []
  // A table has no place for some of what pages record: it is kept where the same room or service still stands.
  const rooms = row.rooms?.map(room => ({
    ...room,
    use: room.use ?? knownRooms.find(known => known.name === room.name)?.use ?? null,
  }))
  const services = row.services?.map(service => ({
    ...service,
    note:
      knownServices.find(
        known =>
          known.service === service.service &&
          known.partner === service.partner &&
          known.weekday === service.weekday,
      )?.note ?? null,
  }))
  return {
    hours: part('Hours', row.hours, now?.hours ?? [], writeRegisterHours),
    rooms: part('Rooms', rooms, knownRooms, writeRegisterRooms),
    services: part('Services', services, knownServices, writeRegisterServices),
    costs: costsAfter(row, now, changes),
  }
}

function costsAfter(
  row: RegisterRow,
  now: Omit<SiteProfile, 'files'> | undefined,
  changes: FieldChange[],
): PlannedSite['costs'] {
  const { financialYear, costs } = row
  if (financialYear === undefined || costs === undefined) return null
  const known = (now?.costs ?? []).filter(cost => cost.financialYear === financialYear)
  const before = changes.length
  const lines = costLines.flatMap(line => {
    const was = known.find(cost => cost.line === line)
    const told = costs[line]
    if (told !== undefined && told !== was?.poundsPerYear) {
      changes.push({
        field: `${costLineNames[line]}, ${financialYear}`,
        before: was ? format.pounds(was.poundsPerYear) : null,
        after: format.pounds(told),
      })
    }
    const poundsPerYear = told ?? was?.poundsPerYear
    return poundsPerYear === undefined ? [] : [{ line, poundsPerYear, note: was?.note ?? null }]
  })
  return changes.length > before ? { financialYear, lines } : null
}
