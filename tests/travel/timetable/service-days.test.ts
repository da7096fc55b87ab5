import { describe, expect, it } from '@jest/globals'
import { connectionsOn } from '../../../server/travel/timetable/day-connections.ts'
import { dayOfDate } from '../../../server/travel/timetable/gtfs-values.ts'
import {
  representativeDate,
  representativeSaturday,
  tripsOnDays,
} from '../../../server/travel/timetable/service-days.ts'
import { aFeed, at, timetableFrom, type FeedTrip } from './feeds.ts'

const calendar = (...rows: string[]): string =>
  ['service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', ...rows].join(
    '\n',
  )

const trips = (...services: string[]): FeedTrip[] =>
  services.map((service, number) => ({ id: `t${number}`, service, calls: [`A 9:0${number}`, 'B 10:00'] }))

const counted = async (feed: Record<string, string>, ...dates: string[]): Promise<number[]> =>
  tripsOnDays(
    await timetableFrom(feed),
    dates.map(date => dayOfDate(date) ?? NaN),
  )

describe('days of service', () => {
  it('are days of the week between two dates, and exceptions', async () => {
    const feed = aFeed(trips('mondays', 'added'), {
      'calendar.txt': calendar('mondays,1,0,0,0,0,0,0,20260907,20260921'),
      'calendar_dates.txt':
        'service_id,date,exception_type\nmondays,20260914,2\nadded,20260916,1\nmondays,20260917,1\n',
    })
    // The Mondays from 7 to 21 September, without the 14th; both on single days.
    expect(
      await counted(
        feed,
        '2026-08-31',
        '2026-09-07',
        '2026-09-08',
        '2026-09-14',
        '2026-09-16',
        '2026-09-17',
        '2026-09-21',
        '2026-09-28',
      ),
    ).toEqual([0, 1, 0, 0, 1, 1, 1, 0])
    const { facts } = await timetableFrom(feed)
    expect([facts.validFrom, facts.validTo, facts.days]).toEqual(['2026-09-07', '2026-09-21', 4])
  })

  it('may be given by exceptions alone', async () => {
    const feed = aFeed(trips('once'), {
      'calendar_dates.txt': 'service_id,date,exception_type\nonce,20261224,1\n',
    })
    delete feed['calendar.txt']
    expect(await counted(feed, '2026-12-23', '2026-12-24')).toEqual([0, 1])
  })

  it('count a trip once for each repetition', async () => {
    const feed = aFeed(trips('daily'), {
      'frequencies.txt':
        'trip_id,start_time,end_time,headway_secs\nt0,06:00:00,07:00:00,1200\nt0,07:00:00,07:50:00,1800\n',
    })
    expect(await counted(feed, '2026-09-22')).toEqual([5])
  })

  it('refuse a day on which nothing runs, and say when something does', async () => {
    const timetable = await timetableFrom(aFeed(trips('daily')))
    expect(() => connectionsOn(timetable, '2026-11-10', 0, at('24:00'))).toThrow(
      'Nothing in the timetable runs on 2026-11-10. It is valid from 2026-09-01 to 2026-10-31',
    )
    expect(() => connectionsOn(timetable, '10 November', 0, at('24:00'))).toThrow(
      '“10 November” is not a date',
    )
  })

  it('refuse headways that no bus keeps', async () => {
    const many = trips(...new Array<string>(9).fill('daily'))
    const timetable = await timetableFrom(
      aFeed(many, {
        'frequencies.txt': [
          'trip_id,start_time,end_time,headway_secs',
          ...many.map(({ id }) => `${id},00:00:00,95:00:00,1`),
        ].join('\n'),
      }),
    )
    expect(() => connectionsOn(timetable, '2026-09-22', 0, at('96:00'))).toThrow(
      'Check the headways in frequencies.txt',
    )
  })

  it('that never end are looked at for twenty years', async () => {
    const feed = aFeed(trips('daily'), { 'calendar.txt': calendar('daily,1,1,1,1,1,1,1,20260901,20991231') })
    expect((await timetableFrom(feed)).facts.validTo).toBe('2046-09-16')
  })
})

describe('an ordinary day', () => {
  it('is in the middle of a week in term, with the median number of trips', async () => {
    // Tuesdays have two trips, Wednesdays three, Thursdays four; the first Wednesday in term is the 9th. A trip that goes on
    // for years after all others does not count.
    const each = [
      'tuesday',
      'tuesday',
      'wednesday',
      'wednesday',
      'wednesday',
      ...new Array<string>(4).fill('thursday'),
    ]
    const feed = aFeed(trips(...each, 'always'), {
      'calendar.txt': calendar(
        'tuesday,0,1,0,0,0,0,0,20260901,20261031',
        'wednesday,0,0,1,0,0,0,0,20260901,20261031',
        'thursday,0,0,0,1,0,0,0,20260901,20261031',
        'always,1,1,1,1,1,1,1,20261101,20301231',
      ),
    })
    expect(representativeDate(await timetableFrom(feed))).toBe('2026-09-09')
  })

  it('is no bank holiday and not in the holidays, unless there is nothing else', async () => {
    const feed = (from: string, to: string): Promise<string> =>
      timetableFrom(
        aFeed(trips('daily'), { 'calendar.txt': calendar(`daily,1,1,1,1,1,1,1,${from},${to}`) }),
      ).then(representativeDate)
    expect(await feed('20260720', '20260930')).toBe('2026-09-08')
    expect(await feed('20260720', '20260815')).toBe('2026-07-21')
    // Christmas week: the Tuesday and the Thursday remain, Friday is Christmas.
    expect(await feed('20261225', '20261228')).toBe('2026-12-25')
  })
})

describe('an ordinary Saturday', () => {
  const saturdayOf = async (...rows: string[]): Promise<string | null> =>
    representativeSaturday(await timetableFrom(aFeed(trips('daily'), { 'calendar.txt': calendar(...rows) })))

  it('is one in term time, and none where nothing runs at weekends', async () => {
    expect(await saturdayOf('daily,1,1,1,1,1,1,1,20260801,20260930')).toBe('2026-09-12')
    expect(await saturdayOf('daily,1,1,1,1,1,0,0,20260801,20260930')).toBeNull()
  })
})
