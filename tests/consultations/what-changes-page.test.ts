import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import type { BusDay } from '../../server/consultations/bus-days-service.ts'
import type { PlaceJourneys } from '../../server/consultations/place-journeys-service.ts'
import { whatChanges, type WhatChanges } from '../../server/consultations/what-changes-page.ts'
import { FATES } from '../../server/model/fates.ts'
import { aRecord as record, aRecordedPlace as place } from './record-builders.ts'

const texts = (said: readonly { readonly text: string }[] | undefined): string[] =>
  (said ?? []).map(({ text }) => text)
const nearest = (result: WhatChanges): [string, boolean][] =>
  result.nearest.map(({ sentence, further }) => [sentence.text, further])

describe('what changes for somebody', () => {
  const places = [
    place({ siteId: 'a', name: 'Alder', position: [0, 52.3], fate: 'closed', fromOn: '2027-04-01' }),
    place({ siteId: 'b', name: 'Birch', position: [0.1, 52.3], fate: 'centre' }),
    place({
      siteId: 'l',
      name: 'Library',
      position: [0.01, 52.3],
      fate: 'outreach',
      existing: false,
      sessions: [
        { weekday: 4, starts: '13:00', ends: '14:00', fromOn: null, toOn: null, activity: 'songs' },
        { weekday: 2, starts: '10:00', ends: '12:00', fromOn: '2027-05-01', toOn: null, activity: 'play' },
      ],
    }),
    place({ siteId: 'h', name: 'Hall', position: [0.02, 52.3], fate: 'outreach', existing: false }),
    place({
      siteId: 'x',
      name: 'Beyond',
      position: [0.2, 52.3],
      fate: null,
      beyondCounty: true,
      districtCode: null,
    }),
    place({ siteId: 'u', name: 'Nowhere', position: null, fate: 'centre' }),
  ]

  it('tells what is lost and from when, how much further it is, and never counts sessions as a place', async () => {
    const result = await whatChanges(record(places), [0.001, 52.3])
    expect(result.losses.map(({ sentence, from }) => [sentence.text, from.text])).toEqual([
      ['Alder would close.', 'This would happen from Thursday 1 April 2027.'],
    ])
    expect(nearest(result)).toEqual([
      [
        'Your nearest place would be Birch, about 8.8 km (5.4 miles) away: 8.7 km (5.4 miles) further than today.',
        true,
      ],
    ])
    expect(result.today.map(({ name }) => name)).toEqual(['Alder', 'Birch', 'Beyond'])
    expect(result.proposed.map(({ name }) => name)).toEqual(['Birch', 'Beyond'])
    expect(texts(result.stays)).toEqual(['Birch would stay.', 'Beyond would stay.'])
    expect(texts(result.methods).join()).toContain('estimate')
    expect(result.today[0]?.journeys).toEqual([])
    expect(result.today[0]?.distance.text).toContain('estimated from a straight line')
  })

  it('lists sessions day by day, and those without a day as what they are', async () => {
    const { sessions } = await whatChanges(record(places), [0.001, 52.3])
    expect(sessions.map(({ when, venue, dates }) => [when.text, venue, dates?.text])).toEqual([
      ['Tuesdays, 10am to midday', 'Library', 'from Saturday 1 May 2027'],
      ['Thursdays, 1pm to 2pm', 'Library', undefined],
      ['The day and the hours are not fixed yet', 'Hall', undefined],
    ])
  })

  it('says so when nothing changes, and when nothing would be left', async () => {
    const same = await whatChanges(record(places), [0.1, 52.3], [], { count: 1 })
    expect(same).toMatchObject({ losses: [], nearest: [{ further: false }] })
    expect(nearest(same)[0]?.[0]).toBe('Your nearest place would still be Birch, less than 100 metres away.')
    expect(same.today[0]?.distance.text).toBe('Less than 100 metres away, estimated from a straight line')
    const none = await whatChanges(record(places.slice(0, 1)), [0, 52.3])
    expect(nearest(none)[0]?.[0]).toContain('no Centre or Zone')
    expect((await whatChanges(record([]), [0, 52.3])).nearest).toEqual([])
  })
})

describe('what changes for somebody whose journeys are measured', () => {
  const places = [
    place({ siteId: 'a', name: 'Alder', position: [0, 52.3], fate: 'closed' }),
    place({ siteId: 'b', name: 'Birch', position: [0.1, 52.3], fate: 'centre' }),
    place({ siteId: 'c', name: 'Cedar', position: [0.01, 52.3], fate: 'zone', existing: false }),
  ]
  const by = (mode: PlaceJourneys['mode'], to: number[]): PlaceJourneys => ({
    mode,
    unit: 'seconds',
    method: `${mode} on a network`,
    to,
  })
  const told = (...journeys: PlaceJourneys[]) => whatChanges(record(places), [0.001, 52.3], journeys)

  it('tells minutes on foot first, then by bus and by car, and what each of them loses', async () => {
    const result = await told(
      by('driving', [120, 60, 110]),
      by('public-transport', [600, 1500, Infinity]),
      by('toddlers-walk', [400, 7000, 1800]),
      by('walking-with-a-buggy', [300, 5400, 1440]),
    )
    expect(nearest(result)).toEqual([
      [
        'On foot with a buggy, your nearest place would be Cedar, about 24 minutes away: 19 minutes longer than today.',
        true,
      ],
      [
        'Cedar would be a Zone, not a full Centre. On foot with a buggy, the nearest full Centre would be Birch, about 1 hour 30 minutes away.',
        true,
      ],
      [
        'On foot with a toddler, your nearest place would be Cedar, about 30 minutes away: 23 minutes longer than today.',
        true,
      ],
      [
        'By bus or train, your nearest place would be Birch, about 25 minutes away: 15 minutes longer than today.',
        true,
      ],
      ['By car, your nearest place would still be Birch, about 1 minute away.', false],
    ])
    expect(result.proposed.map(({ name }) => name)).toEqual(['Cedar', 'Birch'])
    expect(texts(result.proposed[0]?.journeys)).toEqual([
      'About 24 minutes on foot with a buggy',
      'About 30 minutes on foot with a toddler',
      'No way by bus or train',
      'About 2 minutes by car',
    ])
    expect(result.methods[0]?.text).toBe('Journeys: walking-with-a-buggy on a network, from your postcode.')
  })

  it('says where journeys set out, and never that a place is 0.0 km away', async () => {
    const around: PlaceJourneys = {
      mode: 'straight-line',
      unit: 'metres',
      method: 'around',
      to: [40, 7000, 60],
    }
    const chosen = await whatChanges(record(places), [0, 52.3], [around], { from: 'place' })
    expect(chosen.methods[0]?.text).toBe('Journeys: around, from the place that you chose.')
    expect(texts(chosen.today[0]?.journeys)).toEqual(['Less than 100 metres away'])
    const sentences = [
      ...nearest(chosen).map(([sentence]) => sentence),
      ...chosen.today.map(one => one.distance.text),
    ]
    expect(sentences.join()).not.toMatch(/\b0\.0/)
  })

  it('says hours as hours, and that a bus is no quicker than walking', async () => {
    const result = await told(
      by('public-transport', [310, 7259, 1440]),
      by('walking-with-a-buggy', [300, 7260, 1440]),
    )
    expect(nearest(result).map(([sentence]) => sentence.slice(0, 20))).toEqual([
      'On foot with a buggy',
      'Cedar would be a Zon',
    ])
    expect(texts(result.proposed[1]?.journeys)).toEqual([
      'About 2 hours 1 minute on foot with a buggy',
      'No bus or train is quicker than walking',
    ])
    const quick = await told(
      by('public-transport', [310, 3600, 1440]),
      by('walking-with-a-buggy', [300, 3600, 900]),
    )
    expect(texts(quick.proposed[0]?.journeys)).toEqual([
      'About 15 minutes on foot with a buggy',
      'About 24 minutes by bus or train',
    ])
  })

  it('says where no way is left, where there never was one, and where there would be one', async () => {
    const [lost] = nearest(await told(by('public-transport', [600, Infinity, Infinity])))
    expect(lost).toEqual([
      'By bus or train, there would be no Centre or Zone that you could get to. Today Alder is about 10 minutes away.',
      true,
    ])
    const [never] = nearest(await told(by('walking-with-a-buggy', [Infinity, Infinity, Infinity])))
    expect(never?.[0]).toBe(
      'On foot with a buggy, there is no way to a centre today, and none in the proposal.',
    )
    const [atLast] = nearest(await told(by('walking-with-a-buggy', [Infinity, Infinity, 60])))
    expect(atLast?.[0]).toContain('Today there is no way to a centre.')
    expect((await told(by('driving', [NaN, NaN, NaN]))).nearest).toEqual([])
  })

  it('tells the first and the last bus home, and on which days there is none', async () => {
    const day = (given: BusDay) => new Map([['b', given]])
    const at = async (given: BusDay) =>
      texts(
        (await whatChanges(record(places), [0.001, 52.3], [], { busDays: day(given) })).proposed.find(
          one => one.siteId === 'b',
        )?.buses,
      )
    const times = { firstThere: 8 * 3600 + 300, lastHome: 17.5 * 3600 }
    expect(await at({ weekday: times, saturday: 'none' })).toEqual([
      'There is no way to get there and back by bus or train on a Saturday.',
      'On an ordinary weekday the first bus or train gets you there at 8:05am, and the last one home leaves at 5:30pm.',
    ])
    expect(await at({ weekday: null, saturday: 'none' })).toHaveLength(2)
    // What nobody has worked out is not told as “none”.
    expect(await at({ weekday: times, saturday: 'not known' })).toHaveLength(1)
  })
})

describe('whatever a plan makes of places', () => {
  const somewhere = fc.record({
    fate: fc.constantFrom(null, ...FATES),
    existing: fc.boolean(),
    east: fc.integer({ min: 0, max: 40 }),
    walk: fc.oneof(fc.integer({ min: 30, max: 9000 }), fc.constantFrom(Infinity, NaN)),
  })

  it('no gain is said before a loss, no loss is kept back, and unknown is never none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(somewhere, { maxLength: 8 }), async given => {
        const places = given.map(({ fate, existing, east }, at) =>
          place({
            siteId: String(at),
            name: `Place ${at}`,
            fate,
            existing,
            position: [east / 100, 52.3],
          }),
        )
        const walks: PlaceJourneys = {
          mode: 'walking-with-a-buggy',
          unit: 'seconds',
          method: 'roads',
          to: given.map(({ walk }) => walk),
        }
        const result = await whatChanges(record(places), [0, 52.3], [walks])
        const gain = /nearer than|shorter than|Today there is no way/
        const loss = /further than|longer than|there would be no Centre|not a full Centre/
        for (const [sentence, further] of nearest(result)) {
          if (loss.test(sentence)) expect(further).toBe(true)
          if (gain.test(sentence)) expect(further).toBe(false)
        }
        // Each of the nearest that is lost is named, and only those.
        expect(result.losses).toHaveLength(result.today.filter(({ isLost }) => isLost).length)
        for (const near of [...result.today, ...result.proposed]) {
          const walk = walks.to[Number(near.siteId)] ?? NaN
          const said = texts(near.journeys)
          if (Number.isNaN(walk)) expect(said).toEqual([])
          else expect(said[0]?.startsWith('No way')).toBe(walk === Infinity)
        }
      }),
      { numRuns: 60 },
    )
  })
})
