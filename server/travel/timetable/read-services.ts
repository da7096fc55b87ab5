import type { GtfsFile } from './gtfs-files.ts'
import { readRows, type Reading } from './gtfs-rows.ts'
import { badRow, gtfsDay } from './gtfs-values.ts'
import type { TimetableServices } from './timetable.ts'

/** The days of services, and which id is which. */
export interface RawServices {
  readonly services: TimetableServices
  readonly indexOf: ReadonlyMap<string, number>
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

interface Pattern {
  weekdays: number
  from: number
  to: number
  readonly exceptions: Map<number, boolean>
}

/**
 * Reads on which days services run: by day of the week between two dates, and with exceptions.
 *
 * @param calendar - calendar.txt, where there is one
 * @param exceptions - calendar_dates.txt, where there is one
 * @param reading - progress, cancelling and limits
 * @returns the services in the order of their ids
 */
export async function readServices(
  calendar: GtfsFile | undefined,
  exceptions: GtfsFile | undefined,
  reading: Reading,
): Promise<RawServices> {
  const patterns = new Map<string, Pattern>()
  if (calendar) {
    const columns = { required: ['service_id', ...weekdays, 'start_date', 'end_date'], optional: [] }
    await readRows(calendar, columns, reading, (cells, row) => {
      const id = cells[0] ?? ''
      if (patterns.has(id)) throw badRow(calendar.name, row, `the service ${id} is there twice.`)
      let days = 0
      for (let day = 0; day < 7; day++) if (cells[day + 1] === '1') days |= 1 << day
      patterns.set(id, {
        weekdays: days,
        from: dayIn(calendar, row, cells[8] ?? ''),
        to: dayIn(calendar, row, cells[9] ?? ''),
        exceptions: new Map(),
      })
    })
  }
  if (exceptions) {
    const columns = { required: ['service_id', 'date', 'exception_type'], optional: [] }
    await readRows(exceptions, columns, reading, ([id = '', date = '', kind = ''], row) => {
      if (kind !== '1' && kind !== '2') {
        throw badRow(
          exceptions.name,
          row,
          `“${kind}” is not an exception_type. Expected 1 (added) or 2 (removed).`,
        )
      }
      const pattern = patterns.get(id) ?? {
        weekdays: 0,
        from: 0,
        to: -1,
        exceptions: new Map<number, boolean>(),
      }
      patterns.set(id, pattern)
      const day = dayIn(exceptions, row, date)
      // Of two rows that contradict each other the one that removes wins, whichever comes first.
      pattern.exceptions.set(day, kind === '1' && pattern.exceptions.get(day) !== false)
    })
  }
  return packed(patterns)
}

function packed(patterns: ReadonlyMap<string, Pattern>): RawServices {
  const ids = [...patterns.keys()].sort()
  const ordered = ids.map(id => patterns.get(id) as Pattern)
  const exceptions = ordered.map(pattern => [...pattern.exceptions].sort(([a], [b]) => a - b))
  const firstException = new Uint32Array(ids.length + 1)
  exceptions.forEach((days, at) => {
    firstException[at + 1] = (firstException[at] as number) + days.length
  })
  return {
    indexOf: new Map(ids.map((id, at) => [id, at])),
    services: {
      count: ids.length,
      weekdays: Uint8Array.from(ordered, pattern => pattern.weekdays),
      from: Int32Array.from(ordered, pattern => pattern.from),
      to: Int32Array.from(ordered, pattern => pattern.to),
      firstException,
      exceptionDay: Int32Array.from(exceptions.flat(), ([day]) => day),
      exceptionRuns: Uint8Array.from(exceptions.flat(), ([, runs]) => (runs ? 1 : 0)),
    },
  }
}

function dayIn(file: GtfsFile, row: number, text: string): number {
  const day = gtfsDay(text)
  if (day === null) {
    throw badRow(file.name, row, `“${text}” is not a date. Expected year, month and day such as 20260922.`)
  }
  return day
}
