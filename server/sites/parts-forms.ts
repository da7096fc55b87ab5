import type { z } from 'zod'
import {
  oneOf,
  optionalNumber,
  optionalText,
  typedFields,
  type FieldError,
  type Typed,
} from '../platform/forms.ts'
import { doubleHours, readPeriods } from './opening-text.ts'
import {
  costLines,
  roomUses,
  seasons,
  weekdayNames,
  type CostLine,
  type OpeningHours,
  type PartnerService,
  type Room,
} from './site.ts'

/** What came of reading a form of many rows. */
export type RowsResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly typed: Typed }

/** Most rows of rooms, or of services, that one site may have. */
export const mostRows = 60

const short = optionalText(150)
const long = optionalText(500)

function first(typed: Typed, name: string): string {
  const value = typed[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function cell<Value>(
  schema: z.ZodType<Value>,
  typed: Typed,
  name: string,
  errors: FieldError[],
): Value | undefined {
  const read = schema.safeParse(first(typed, name))
  if (read.success) return read.data
  errors.push({ field: name, message: read.error.issues[0]?.message ?? 'This could not be read' })
  return undefined
}

/** A site's week in each season, and its year. */
export interface HoursForm {
  readonly hours: readonly OpeningHours[]
  readonly weeksClosed: number | null
  readonly hoursPublished: boolean | null
}

const weeksClosed = optionalNumber({ label: 'Weeks closed', min: 0, max: 52, whole: true })
const published = oneOf(['', 'unknown', 'yes', 'no'], 'Select whether the hours are published')

/**
 * Reads the form of opening hours: one field for each season and day, named `hours-all-year-1` and so on.
 *
 * @param body - the parsed request body
 * @returns the hours, or the mistakes
 */
export function readHoursForm(body: unknown): RowsResult<HoursForm> {
  const typed = typedFields(body)
  const errors: FieldError[] = []
  const hours: OpeningHours[] = []
  for (const season of seasons) {
    for (const [at, day] of weekdayNames.entries()) {
      const field = `hours-${season}-${at + 1}`
      const periods = readPeriods(first(typed, field).slice(0, 200))
      if (typeof periods === 'string') errors.push({ field, message: `${day}: ${periods}` })
      else hours.push(...periods.map(period => ({ season, weekday: at + 1, ...period })))
    }
  }
  const double = errors.length === 0 ? doubleHours(hours) : null
  if (double !== null) errors.push({ field: 'hours-all-year-1', message: double })
  const weeks = cell(weeksClosed, typed, 'weeksClosed', errors)
  const told = cell(published, typed, 'hoursPublished', errors)
  if (errors.length > 0 || weeks === undefined || told === undefined) return { ok: false, errors, typed }
  return {
    ok: true,
    value: {
      hours,
      weeksClosed: weeks,
      hoursPublished: told === 'yes' ? true : told === 'no' ? false : null,
    },
  }
}

const area = optionalNumber({ label: 'The area', min: 0.5, max: 5000 })
const use = oneOf(['', ...roomUses], 'Select what the room is for, or “Not known”')

/**
 * Reads the form of rooms: `room-0-name`, `room-0-area`, `room-0-use` and so on; rows without a name are left out.
 *
 * @param body - the parsed request body
 * @returns the rooms in order, or the mistakes
 */
export function readRoomsForm(body: unknown): RowsResult<Room[]> {
  const typed = typedFields(body)
  const errors: FieldError[] = []
  const rooms: Room[] = []
  for (let at = 0; at < mostRows; at += 1) {
    const label = cell(short, typed, `room-${at}-name`, errors)
    const size = cell(area, typed, `room-${at}-area`, errors)
    const purpose = cell(use, typed, `room-${at}-use`, errors)
    if (label === undefined || size === undefined || purpose === undefined) continue
    if (label === '') {
      if (size !== null)
        errors.push({ field: `room-${at}-name`, message: 'Name the room, or clear its area' })
      continue
    }
    rooms.push({ name: label, areaSquareMetres: size, use: purpose === '' ? null : purpose })
  }
  return errors.length > 0 ? { ok: false, errors, typed } : { ok: true, value: rooms }
}

const weekday = oneOf(['', '1', '2', '3', '4', '5', '6', '7'], 'Select a day, or “No fixed day”')

/**
 * Reads the form of partners' services: `service-0-name`, `-partner`, `-weekday`, `-note` and so on; rows that say
 * neither a service nor a partner are left out.
 *
 * @param body - the parsed request body
 * @returns the services in order, or the mistakes
 */
export function readServicesForm(body: unknown): RowsResult<PartnerService[]> {
  const typed = typedFields(body)
  const errors: FieldError[] = []
  const services: PartnerService[] = []
  for (let at = 0; at < mostRows; at += 1) {
    const service = cell(short, typed, `service-${at}-name`, errors)
    const partner = cell(short, typed, `service-${at}-partner`, errors)
    const day = cell(weekday, typed, `service-${at}-weekday`, errors)
    const note = cell(long, typed, `service-${at}-note`, errors)
    if (service === undefined || partner === undefined || day === undefined || note === undefined) continue
    if (service === '' && partner === '' && note === '') continue
    if (service === '') errors.push({ field: `service-${at}-name`, message: 'Enter what is offered' })
    if (partner === '')
      errors.push({ field: `service-${at}-partner`, message: 'Enter which partner offers it' })
    services.push({
      service,
      partner,
      weekday: day === '' ? null : Number(day),
      note: note === '' ? null : note,
    })
  }
  return errors.length > 0 ? { ok: false, errors, typed } : { ok: true, value: services }
}

/** What a site's lines cost in one financial year; a line that is absent is not known. */
export interface CostsForm {
  readonly financialYear: string
  readonly costs: readonly {
    readonly line: CostLine
    readonly poundsPerYear: number
    readonly note: string | null
  }[]
}

const pounds = optionalNumber({ label: 'The cost', min: 0, max: 100_000_000 })

/**
 * A financial year as councils write it.
 *
 * @param typed - `2026-27`, `2026/27` or `2026-2027`
 * @returns `2026-27`; null when it is not two years that follow each other
 */
export function readFinancialYear(typed: string): string | null {
  const found = /^(20\d{2})\s*[-–/]\s*(?:20)?(\d{2})$/.exec(typed.trim())
  if (found === null) return null
  const [start, end] = [Number(found[1]), Number(found[2])]
  return (start + 1) % 100 === end ? `${start}-${String(end).padStart(2, '0')}` : null
}

/**
 * Reads the form of yearly costs: `financialYear`, and `cost-premises`, `cost-premises-note` and so on.
 *
 * @param body - the parsed request body
 * @returns the costs, or the mistakes
 */
export function readCostsForm(body: unknown): RowsResult<CostsForm> {
  const typed = typedFields(body)
  const errors: FieldError[] = []
  const financialYear = readFinancialYear(first(typed, 'financialYear'))
  if (financialYear === null) {
    errors.push({ field: 'financialYear', message: 'Enter a financial year, such as 2026-27' })
  }
  const costs: { line: CostLine; poundsPerYear: number; note: string | null }[] = []
  for (const line of costLines) {
    const cost = cell(pounds, typed, `cost-${line}`, errors)
    const note = cell(long, typed, `cost-${line}-note`, errors)
    if (cost === undefined || note === undefined) continue
    if (cost !== null) costs.push({ line, poundsPerYear: cost, note: note === '' ? null : note })
    else if (note !== '') {
      errors.push({
        field: `cost-${line}`,
        message: 'Enter the cost that the note is about, or clear the note',
      })
    }
  }
  if (errors.length > 0 || financialYear === null) return { ok: false, errors, typed }
  return { ok: true, value: { financialYear, costs } }
}
