import { format } from '../platform/format.ts'
import type { HoursForm, CostsForm } from './parts-forms.ts'
import { periodsOf, writePeriods } from './opening-text.ts'
import {
  costLineNames,
  roomUseNames,
  seasonNames,
  seasons,
  weekdayName,
  weekdayNames,
  type PartnerService,
  type Room,
} from './site.ts'

/** Empty rows that a form offers beside what is there. */
const spareRows = 4

/**
 * How many rows a form shows.
 *
 * @param filled - rows with something in them
 * @returns rows to show, at most 60
 */
export function rowsToShow(filled: number): number {
  return Math.min(60, filled + spareRows)
}

/**
 * Hours as the fields of their form.
 *
 * @param form - the hours
 * @returns what each field shows
 */
export function typedHours(form: HoursForm): Record<string, string> {
  const typed: Record<string, string> = {
    weeksClosed: form.weeksClosed === null ? '' : String(form.weeksClosed),
    hoursPublished: form.hoursPublished === null ? 'unknown' : form.hoursPublished ? 'yes' : 'no',
  }
  for (const season of seasons) {
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      typed[`hours-${season}-${weekday}`] = writePeriods(periodsOf(form.hours, season, weekday))
    }
  }
  return typed
}

/**
 * Rooms as the fields of their form.
 *
 * @param rooms - the rooms
 * @returns what each field shows
 */
export function typedRooms(rooms: readonly Room[]): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [at, room] of rooms.entries()) {
    typed[`room-${at}-name`] = room.name
    typed[`room-${at}-area`] = room.areaSquareMetres === null ? '' : String(room.areaSquareMetres)
    typed[`room-${at}-use`] = room.use ?? ''
  }
  return typed
}

/**
 * Partners' services as the fields of their form.
 *
 * @param services - the services
 * @returns what each field shows
 */
export function typedServices(services: readonly PartnerService[]): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [at, one] of services.entries()) {
    typed[`service-${at}-name`] = one.service
    typed[`service-${at}-partner`] = one.partner
    typed[`service-${at}-weekday`] = one.weekday === null ? '' : String(one.weekday)
    typed[`service-${at}-note`] = one.note ?? ''
  }
  return typed
}

/**
 * One year's costs as the fields of their form.
 *
 * @param form - the year and its lines
 * @returns what each field shows
 */
export function typedCosts(form: CostsForm): Record<string, string> {
  const typed: Record<string, string> = { financialYear: form.financialYear }
  for (const cost of form.costs) {
    typed[`cost-${cost.line}`] = String(cost.poundsPerYear)
    typed[`cost-${cost.line}-note`] = cost.note ?? ''
  }
  return typed
}

/** What a part of a site says, as lines that can be laid beside somebody else's. */
export type Lines = ReadonlyMap<string, string>

/**
 * Hours as lines.
 *
 * @param form - the hours
 * @returns the hours of each season and day
 */
export function hoursLines(form: HoursForm): Lines {
  const lines = new Map<string, string>()
  for (const season of seasons) {
    for (const [at, day] of weekdayNames.entries()) {
      lines.set(
        `${seasonNames[season]}, ${day}`,
        writePeriods(periodsOf(form.hours, season, at + 1)) || 'Closed',
      )
    }
  }
  lines.set('Weeks closed', form.weeksClosed === null ? 'Not known' : String(form.weeksClosed))
  lines.set(
    'Hours published',
    form.hoursPublished === null ? 'Not known' : form.hoursPublished ? 'Yes' : 'No',
  )
  return lines
}

/**
 * Rooms as lines.
 *
 * @param rooms - the rooms
 * @returns each room's area and use
 */
export function roomLines(rooms: readonly Room[]): Lines {
  return numbered(
    rooms.map(room => [
      room.name,
      [
        room.areaSquareMetres === null ? 'area not known' : `${format.number(room.areaSquareMetres)} m²`,
        room.use === null ? 'use not known' : roomUseNames[room.use],
      ].join(', '),
    ]),
  )
}

/**
 * Partners' services as lines.
 *
 * @param services - the services
 * @returns each service's day and note
 */
export function serviceLines(services: readonly PartnerService[]): Lines {
  return numbered(
    services.map(one => [
      `${one.service}, ${one.partner}`,
      [one.weekday === null ? 'no fixed day' : weekdayName(one.weekday), one.note].filter(Boolean).join('; '),
    ]),
  )
}

/**
 * One year's costs as lines.
 *
 * @param form - the year and its lines
 * @returns each line's cost
 */
export function costLinesOf(form: CostsForm): Lines {
  return new Map(
    form.costs.map(cost => [
      `${costLineNames[cost.line]}, ${form.financialYear}`,
      [format.pounds(cost.poundsPerYear), cost.note].filter(Boolean).join('; '),
    ]),
  )
}

function numbered(entries: readonly (readonly [string, string])[]): Lines {
  const lines = new Map<string, string>()
  for (const [key, text] of entries) {
    let count = 1
    let own = key
    while (lines.has(own)) own = `${key} (${(count += 1)})`
    lines.set(own, text)
  }
  return lines
}

/**
 * Where two people's versions of a part differ.
 *
 * @param theirs - what stands there now
 * @param yours - what was typed
 * @returns one row for each line that differs
 */
export function lineDifferences(
  theirs: Lines,
  yours: Lines,
): { field: string; theirs: string; yours: string }[] {
  return [...new Set([...theirs.keys(), ...yours.keys()])]
    .map(field => ({
      field,
      theirs: theirs.get(field) ?? 'Not there',
      yours: yours.get(field) ?? 'Not there',
    }))
    .filter(row => row.theirs !== row.yours)
}
