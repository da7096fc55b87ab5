import { fromNationalGrid, type Position } from '../county/index.ts'
import { normalisePostcode } from '../model/postcode.ts'
import { readRegisterHours } from './opening-text.ts'
import { readFinancialYear } from './parts-forms.ts'
import {
  costColumns,
  extraColumns,
  readRegisterRooms,
  readRegisterServices,
  registerColumns,
  type RegisterColumn,
} from './register-layout.ts'
import {
  costLines,
  providerKindNames,
  providerKinds,
  siteKindNames,
  siteKinds,
  type CostLine,
  type OpeningHours,
  type PartnerService,
  type ProviderKind,
  type Room,
  type SiteKind,
} from './site.ts'

/** A row of a table, as a spreadsheet counts it: the first is 1. */
export interface TableRow {
  readonly number: number
  readonly cells: readonly string[]
}

/** What a row tells of a site; a field that is absent leaves the register as it is. */
export interface RegisterRow {
  readonly reference: string
  readonly name?: string
  readonly kind?: SiteKind
  readonly providerKind?: ProviderKind
  readonly providerName?: string
  readonly address?: string
  readonly postcode?: string
  readonly position?: Position
  readonly leaseEndsOn?: string
  readonly contractEndsOn?: string
  readonly phone?: string
  readonly note?: string
  readonly hours?: readonly OpeningHours[]
  readonly rooms?: readonly Room[]
  readonly services?: readonly PartnerService[]
  readonly financialYear?: string
  readonly costs?: Readonly<Partial<Record<CostLine, number>>>
}

/** A row that was read, or why it was not. */
export interface ReadRow {
  readonly row: number
  /** As it stands in the table, for showing. */
  readonly label: string
  readonly site: RegisterRow | null
  /** Why the row is refused; null when it was read. */
  readonly refused: string | null
}

/** A table that was read. */
export interface ReadTable {
  readonly rows: readonly ReadRow[]
  /** Headings that are not understood, and so not read. */
  readonly passedOver: readonly string[]
}

/** Most rows of one register. */
export const mostRegisterRows = 5000

const understood: readonly RegisterColumn[] = [...registerColumns, ...extraColumns]
const aliases: Readonly<Record<string, RegisterColumn>> = {
  lat: 'latitude',
  lon: 'longitude',
  lng: 'longitude',
  long: 'longitude',
  x: 'easting',
  y: 'northing',
}

function columnOf(heading: string): RegisterColumn | null {
  const key = heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return understood.find(column => column === key) ?? aliases[key] ?? null
}

/**
 * Reads a register from a table's rows, matching columns by their headings.
 *
 * @param table - all rows, the headings among the first twenty
 * @returns every row with a cell in it, or a sentence that says why the table is not a register
 */
export function readRegister(table: readonly TableRow[]): ReadTable | string {
  const headAt = table.slice(0, 20).findIndex(row => row.cells.some(cell => columnOf(cell) === 'reference'))
  const head = table[headAt]
  if (head === undefined) {
    return 'The table has no column “reference”. Download the empty table to see which columns there are.'
  }
  const columns = head.cells.map(columnOf)
  const twice = columns.find((column, at) => column !== null && columns.indexOf(column) !== at)
  if (twice) return `The table has the column “${twice}” twice. Keep one of them.`
  const rows = table.slice(headAt + 1).filter(row => row.cells.some(cell => cell.trim() !== ''))
  if (rows.length > mostRegisterRows) {
    return `The table has ${rows.length.toLocaleString('en-GB')} rows; ${mostRegisterRows.toLocaleString('en-GB')} at most can be read at once.`
  }
  const seen = new Map<string, number>()
  return {
    passedOver: head.cells.filter((cell, at) => columns[at] === null && cell.trim() !== ''),
    rows: rows.map(row => {
      const cells = new Map<RegisterColumn, string>()
      for (const [at, column] of columns.entries()) {
        if (column !== null) cells.set(column, cleaned(row.cells[at] ?? ''))
      }
      const read = readRow(cells)
      const label = [cells.get('reference'), cells.get('name')].filter(Boolean).join(' · ').slice(0, 120)
      const reference = cells.get('reference') ?? ''
      const before = seen.get(reference)
      if (reference !== '' && before === undefined) seen.set(reference, row.number)
      const refused =
        typeof read === 'string' ? read : before !== undefined ? `Row ${before} has the same reference` : null
      return {
        row: row.number,
        label,
        site: refused === null && typeof read !== 'string' ? read : null,
        refused,
      }
    }),
  }
}

// Spreadsheet-safe exports put an apostrophe before what could run as a formula; it is taken off again.
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g
function cleaned(cell: string): string {
  return cell
    .replace(unwanted, '')
    .trim()
    .replace(/^'(?=[=+\-@＝＋－＠])/, '')
}

class Refused extends Error {}

function readRow(cells: ReadonlyMap<RegisterColumn, string>): RegisterRow | string {
  try {
    return readCells(cells)
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}

function readCells(cells: ReadonlyMap<RegisterColumn, string>): RegisterRow {
  const text = (column: RegisterColumn, most: number): string | undefined => {
    const cell = cells.get(column) ?? ''
    if (cell.length > most) throw new Refused(`${column} has more than ${most} characters`)
    return cell === '' ? undefined : cell
  }
  const reference = text('reference', 80)
  if (reference === undefined) throw new Refused('It has no reference')
  const costs = costsOf(text)
  const read: { -readonly [Field in keyof RegisterRow]: RegisterRow[Field] | undefined } = {
    reference,
    name: text('name', 150),
    kind: chosen('kind', text('kind', 80), siteKinds, siteKindNames),
    providerKind: chosen('provider_kind', text('provider_kind', 80), providerKinds, providerKindNames),
    providerName: text('provider_name', 150),
    address: text('address', 300)?.replace(/\s*\n\s*/g, ', '),
    postcode: postcodeOf(text('postcode', 12)),
    position: positionOf(text),
    leaseEndsOn: dateOf('lease_ends_on', text('lease_ends_on', 20)),
    contractEndsOn: dateOf('contract_ends_on', text('contract_ends_on', 20)),
    phone: text('phone', 40),
    note: text('note', 2000),
    hours: parsed(text('hours', 5000), readRegisterHours),
    rooms: parsed(text('rooms', 10_000), readRegisterRooms),
    services: parsed(text('services', 10_000), readRegisterServices),
    ...costs,
  }
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined),
  ) as unknown as RegisterRow
}

type Text = (column: RegisterColumn, most: number) => string | undefined

function parsed<Value>(cell: string | undefined, read: (cell: string) => Value | string): Value | undefined {
  if (cell === undefined) return undefined
  const value = read(cell)
  if (typeof value === 'string') throw new Refused(value)
  return value
}

function chosen<const Value extends string>(
  column: string,
  cell: string | undefined,
  values: readonly Value[],
  words: Readonly<Record<Value, string>>,
): Value | undefined {
  if (cell === undefined) return undefined
  const wanted = cell
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s_]+/g, ' ')
  const found = values.find(
    value =>
      value.replaceAll('-', ' ') === wanted.replaceAll('-', ' ') ||
      words[value].toLowerCase().replaceAll('’', "'") === wanted,
  )
  if (found === undefined)
    throw new Refused(`${column} “${cell.slice(0, 40)}” must be one of ${values.join(', ')}`)
  return found
}

function postcodeOf(cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined
  const postcode = normalisePostcode(cell)
  if (postcode === null) throw new Refused(`postcode “${cell}” is not a whole postcode`)
  return postcode
}

function dateOf(column: string, cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(cell)
  const iso = british
    ? `${british[3] ?? ''}-${(british[2] ?? '').padStart(2, '0')}-${(british[1] ?? '').padStart(2, '0')}`
    : cell
  const real = /^\d{4}-\d{2}-\d{2}$/.test(iso) && new Date(`${iso}T00:00:00Z`)
  if (real === false || Number.isNaN(real.getTime()) || !real.toISOString().startsWith(iso)) {
    throw new Refused(`${column} “${cell}” must be a real date, such as 2027-03-31 or 31/03/2027`)
  }
  return iso
}

function numberOf(column: RegisterColumn, text: Text): number | undefined {
  const cell = text(column, 30)
  if (cell === undefined) return undefined
  const value = Number(cell.replace(/[,£\s]/g, ''))
  if (!Number.isFinite(value)) throw new Refused(`${column} “${cell}” must be a number`)
  return value
}

function positionOf(text: Text): Position | undefined {
  const pair = (first: RegisterColumn, second: RegisterColumn): readonly [number, number] | undefined => {
    const [one, two] = [numberOf(first, text), numberOf(second, text)]
    if (one === undefined && two === undefined) return undefined
    if (one === undefined || two === undefined) throw new Refused(`It has ${first} or ${second} but not both`)
    return [one, two]
  }
  const degrees = pair('longitude', 'latitude')
  const grid = pair('easting', 'northing')
  const position = degrees ?? (grid ? fromNationalGrid(grid[0], grid[1]) : undefined)
  if (position === undefined) return undefined
  const [lon, lat] = position
  if (!(lon >= -9 && lon <= 3 && lat >= 49 && lat <= 61)) {
    throw new Refused('Its position lies outside Great Britain. Have easting and northing changed places?')
  }
  return position
}

function costsOf(text: Text): Pick<RegisterRow, 'financialYear' | 'costs'> {
  const costs: Partial<Record<CostLine, number>> = {}
  for (const line of costLines) {
    const pounds = numberOf(costColumns[line], text)
    if (pounds === undefined) continue
    if (pounds < 0 || pounds > 100_000_000)
      throw new Refused(`${costColumns[line]} must be 0 to 100,000,000 pounds`)
    costs[line] = pounds
  }
  if (Object.keys(costs).length === 0) return {}
  const typed = text('financial_year', 20)
  const financialYear = typed === undefined ? null : readFinancialYear(typed)
  if (financialYear === null) throw new Refused('It has costs but no financial_year such as 2026-27')
  return { financialYear, costs }
}
