import { describe, expect, it } from '@jest/globals'
import { readTimetableBytes, writeTimetable } from '../../../server/travel/timetable/timetable-bytes.ts'
import { aFeed, timetableFrom } from './feeds.ts'

const feed = aFeed([{ id: 't', calls: ['A 9:00', 'B 9:10 9:12', 'C 24:30'], headsign: 'Größe – market' }], {
  'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt,09:00:00,10:00:00,1200\n',
  'transfers.txt': 'from_stop_id,to_stop_id,transfer_type\nA,B,3\n',
  'calendar_dates.txt': 'service_id,date,exception_type\ndaily,20260922,2\n',
})

describe('a timetable as bytes', () => {
  it('comes back as it went, and is the same each time', async () => {
    const timetable = await timetableFrom(feed)
    const bytes = writeTimetable(timetable)
    expect(readTimetableBytes(bytes)).toEqual(timetable)
    expect(writeTimetable(readTimetableBytes(bytes))).toEqual(bytes)
    const { within } = { within: [0, 51, 0.03, 53] as const }
    const cut = await timetableFrom(feed, { within })
    expect(readTimetableBytes(writeTimetable(cut))).toEqual(cut)
  })

  it('may begin anywhere in a larger buffer', async () => {
    const bytes = writeTimetable(await timetableFrom(feed))
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(readTimetableBytes(larger.subarray(3))).toEqual(readTimetableBytes(bytes))
  })

  it('is refused when it is cut short or something else', async () => {
    const bytes = writeTimetable(await timetableFrom(feed))
    const message = 'cannot be read: it is cut short or was kept by another version'
    for (const length of [0, 10, 20, 100, bytes.length - 8]) {
      expect(() => readTimetableBytes(bytes.subarray(0, length))).toThrow(message)
    }
    const other = bytes.slice()
    other[0] = 0
    expect(() => readTimetableBytes(other)).toThrow(message)
    const version = Buffer.from(bytes).indexOf('"version":1')
    const later = bytes.slice()
    later[version + 10] = 50
    expect(() => readTimetableBytes(later)).toThrow(message)
  })
})
