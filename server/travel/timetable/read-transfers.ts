import type { GtfsFile } from './gtfs-files.ts'
import { readRows, type Reading } from './gtfs-rows.ts'
import { badRow } from './gtfs-values.ts'
import type { RawStops } from './read-stops.ts'
import type { TimetableTransfers } from './timetable.ts'

const forbidden = -1

/**
 * Reads what the publisher says of changing between stops. What is said of a station holds for each of its platforms,
 * unless something else is said of the platforms themselves. Rules for single routes or trips are passed over.
 *
 * @param file - transfers.txt, where there is one
 * @param stops - the stops
 * @param renumbered - the number of each stop in the timetable, by its number in stops.txt; −1 where it was left out
 * @param reading - progress, cancelling and limits
 * @returns the rules by pair of stops, and how many rows were passed over
 */
export async function readTransfers(
  file: GtfsFile | undefined,
  stops: RawStops,
  renumbered: Int32Array,
  reading: Reading,
): Promise<{ readonly transfers: TimetableTransfers; readonly passedOver: number }> {
  const rules = new Map<string, { from: number; to: number; seconds: number; general: number }>()
  let passedOver = 0
  const platforms = platformsOf(stops, renumbered)
  const columns = {
    required: ['from_stop_id', 'to_stop_id'],
    optional: [
      'transfer_type',
      'min_transfer_time',
      'from_route_id',
      'to_route_id',
      'from_trip_id',
      'to_trip_id',
    ],
  }
  if (file) {
    await readRows(file, columns, reading, (cells, row) => {
      const [fromId = '', toId = '', type = '', least = '', ...only] = cells
      if (only.some(id => id !== '') || !['', '0', '1', '2', '3'].includes(type)) {
        passedOver++
        return
      }
      if (least !== '' && !/^\d{1,6}$/.test(least)) {
        throw badRow(
          file.name,
          row,
          `“${least.slice(0, 40)}” is not a min_transfer_time. Expected whole seconds.`,
        )
      }
      // A recommended change without a time says nothing that we do not know.
      if (type !== '3' && type !== '1' && least === '') return
      const seconds = type === '3' ? forbidden : type === '1' ? 0 : Number(least)
      for (const from of platforms.get(fromId) ?? []) {
        for (const to of platforms.get(toId) ?? []) {
          const general = (stops.ids[from.raw] === fromId ? 0 : 1) + (stops.ids[to.raw] === toId ? 0 : 1)
          const key = `${from.stop} ${to.stop}`
          const known = rules.get(key)
          if (
            known &&
            (known.general < general || (known.general === general && isKept(known.seconds, seconds)))
          ) {
            continue
          }
          rules.set(key, { from: from.stop, to: to.stop, seconds, general })
        }
      }
    })
  }
  const ordered = [...rules.values()].sort((a, b) => a.from - b.from || a.to - b.to)
  return {
    passedOver,
    transfers: {
      from: Uint32Array.from(ordered, rule => rule.from),
      to: Uint32Array.from(ordered, rule => rule.to),
      seconds: Int32Array.from(ordered, rule => rule.seconds),
    },
  }
}

/** Of two rules that are equally particular the stricter one stays, whichever comes first. */
function isKept(known: number, other: number): boolean {
  return known === forbidden || (other !== forbidden && known >= other)
}

function platformsOf(
  stops: RawStops,
  renumbered: Int32Array,
): ReadonlyMap<string, readonly { readonly raw: number; readonly stop: number }[]> {
  const platforms = new Map<string, { raw: number; stop: number }[]>()
  stops.ids.forEach((id, raw) => {
    const stop = renumbered[raw] as number
    if (stop < 0) return
    const parent = stops.parents[raw] ?? ''
    for (const name of parent === '' ? [id] : [id, parent]) {
      const known = platforms.get(name)
      if (known) known.push({ raw, stop })
      else platforms.set(name, [{ raw, stop }])
    }
  })
  return platforms
}
