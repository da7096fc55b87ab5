import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  slugOf,
  type ConsultationRecord,
  type RecordedPlace,
} from '../../server/consultations/consultation.ts'
import { hoursInWords, lossAt, lostFirst, proposedFor } from '../../server/consultations/place-words-page.ts'
import { readinessOf } from '../../server/consultations/readiness.ts'
import { firstParagraph, textBlocks } from '../../server/consultations/text-page.ts'
import type { PlaceJourneys } from '../../server/consultations/place-journeys-service.ts'
import { whatChanges } from '../../server/consultations/what-changes-page.ts'

const place = (given: Partial<RecordedPlace>): RecordedPlace => ({
  siteId: 's',
  name: 'Alder',
  address: null,
  postcode: null,
  position: null,
  districtCode: 'D',
  beyondCounty: false,
  existing: true,
  fate: 'closed',
  leadName: null,
  hours: [],
  sessions: [],
  services: [],
  criteria: [],
  why: '',
  replacedBy: '',
  fromOn: null,
  ...given,
})

const record = (places: RecordedPlace[]): ConsultationRecord => ({
  format: 'doorstep-consultation/2',
  name: 'Centres',
  introduction: '',
  whatIsLost: '',
  whatIsProposed: '',
  reasons: '',
  county: { id: 'c', name: 'Testshire', demonstration: false },
  scenario: null,
  detourFactor: 1.3,
  journeys: null,
  districts: [],
  places,
  options: [],
})

describe('texts that the council writes', () => {
  it('become headings, paragraphs and lists', () => {
    expect(textBlocks('## Why\nOne\ntwo\n\n- a\n- b\nafter')).toEqual([
      { kind: 'heading', text: 'Why' },
      { kind: 'paragraph', lines: ['One', 'two'] },
      { kind: 'list', entries: ['a', 'b'] },
      { kind: 'paragraph', lines: ['after'] },
    ])
  })

  it('lose no word, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('word', '- item', '## head', '', '  ', '<b>', '=1+1')), lines => {
        const said = textBlocks(lines.join('\n')).flatMap(block =>
          block.kind === 'heading' ? [block.text] : block.kind === 'list' ? block.entries : block.lines,
        )
        expect(said).toEqual(
          lines.map(line => line.replace(/^(- |## )/, '')).filter(line => line.trim() !== ''),
        )
      }),
    )
  })

  it('have a first paragraph for lists, of whole sentences', () => {
    expect(firstParagraph('## Loss\nAlder would close. Birch\nwould stay.\n\nMore.')).toBe(
      'Alder would close. Birch would stay.',
    )
    expect(firstParagraph('- one\n- two')).toBe('one, two')
    expect(firstParagraph('')).toBe('')
    expect(firstParagraph('A short sentence. '.repeat(40))).toMatch(/^.{200,300}sentence\.$/)
    expect(firstParagraph('word '.repeat(100)).length).toBeLessThan(305)
  })
})

describe('addresses', () => {
  it('are plain, free, and never one of the product’s own words', () => {
    expect(slugOf('Fen Edge & Märsh’s')).toBe('fen-edge-and-marshs')
    expect(slugOf('Fen', ['fen'])).toBe('fen-2')
    expect(slugOf('What changes')).toBe('what-changes-2')
    expect(slugOf('***')).toBe('consultation')
  })
})

describe('what becomes of a place, in words', () => {
  it('says every loss plainly, and none where nothing is lost', () => {
    expect(lossAt(place({}))).toBe('Alder would close.')
    expect(lossAt(place({ fate: 'zone' }))).toContain('no longer be a full children’s centre')
    expect(lossAt(place({ fate: 'outreach' }))).toContain('Only sessions at set times')
    expect(lossAt(place({ fate: 'centre' }))).toBeNull()
    expect(lossAt(place({ fate: 'closed', existing: false }))).toBeNull()
    expect(lossAt(place({ fate: null }))).toBeNull()
  })

  it('calls a place new only where there is none today', () => {
    expect(proposedFor(place({ fate: 'zone', existing: false }))).toBe('New Child and Family Zone')
    expect(proposedFor(place({ fate: 'centre-place', leadName: 'Birch' }))).toBe(
      'Stays, as part of the Child and Family Centre at Birch',
    )
  })

  it('puts what is lost first and what is new last', () => {
    const places = [
      place({ name: 'New', fate: 'centre', existing: false }),
      place({ name: 'Stays', fate: 'centre' }),
      place({ name: 'Zone', fate: 'zone' }),
      place({ name: 'Gone', fate: 'closed' }),
      place({ name: 'Beyond', fate: null }),
    ]
    expect(lostFirst(places).map(({ name }) => name)).toEqual(['Gone', 'Zone', 'Stays', 'Beyond', 'New'])
  })

  it('says hours as people do', () => {
    const day = (weekday: number, opens = '09:00', closes = '16:30') => ({
      season: 'all-year' as const,
      weekday,
      opens,
      closes,
    })
    expect(hoursInWords([1, 2, 3, 4, 5].map(weekday => day(weekday)))).toEqual([
      'Monday to Friday, 9am to 4:30pm',
    ])
    expect(hoursInWords([day(1), day(2), day(4, '13:00', '17:00'), day(4, '09:00', '12:00')])).toEqual([
      'Monday and Tuesday, 9am to 4:30pm',
      'Thursday, 9am to midday and 1pm to 5pm',
    ])
    expect(hoursInWords([{ ...day(6), season: 'term-time' }])).toEqual([
      'Saturday, 9am to 4:30pm, in term time',
    ])
    expect(hoursInWords([1, 2, 4, 5, 6].map(weekday => day(weekday)))).toEqual([
      'Monday, Tuesday and Thursday to Saturday, 9am to 4:30pm',
    ])
    expect(hoursInWords([])).toEqual([])
  })
})

describe('what changes for somebody', () => {
  const places = [
    place({ siteId: 'a', name: 'Alder', position: [0, 52.3], fate: 'closed' }),
    place({ siteId: 'b', name: 'Birch', position: [0.1, 52.3], fate: 'centre' }),
    place({ siteId: 'l', name: 'Library', position: [0.01, 52.3], fate: 'outreach', existing: false }),
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

  it('tells what is lost, how much further it is, and never counts sessions as a place', async () => {
    const result = await whatChanges(record(places), [0.001, 52.3])
    expect(result.losses).toEqual(['Alder would close.'])
    expect(result.nearest).toEqual([
      {
        sentence:
          'Your nearest place would be Birch, about 8.8 km (5.4 miles) away: 8.7 km (5.4 miles) further than today.',
        further: true,
      },
    ])
    expect(result.today.map(({ name }) => name)).toEqual(['Alder', 'Birch', 'Beyond'])
    expect(result.proposed.map(({ name }) => name)).toEqual(['Birch', 'Beyond'])
    expect(result.sessions.map(({ name }) => name)).toEqual(['Library'])
    expect(result.methods.join()).toContain('estimate')
    expect(result.today[0]?.journeys).toEqual([])
  })

  it('says so when nothing changes, and when nothing would be left', async () => {
    const same = await whatChanges(record(places), [0.1, 52.3], [], 1)
    expect(same).toMatchObject({ losses: [], nearest: [{ further: false }] })
    expect(same.nearest[0]?.sentence).toContain('Your nearest place would still be Birch')
    const none = await whatChanges(record(places.slice(0, 1)), [0, 52.3])
    expect(none.nearest[0]?.sentence).toContain('no Centre or Zone')
    expect((await whatChanges(record([]), [0, 52.3])).nearest).toEqual([])
  })
})

describe('what changes for somebody whose journeys are measured', () => {
  const places = [
    place({ siteId: 'a', name: 'Alder', position: [0, 52.3], fate: 'closed' }),
    place({ siteId: 'b', name: 'Birch', position: [0.1, 52.3], fate: 'centre' }),
    place({ siteId: 'c', name: 'Cedar', position: [0.01, 52.3], fate: 'zone', existing: false }),
  ]
  const by = (
    mode: 'walking-with-a-buggy' | 'driving' | 'public-transport',
    to: number[],
  ): PlaceJourneys => ({
    mode,
    unit: 'seconds',
    method: `${mode} on a network`,
    to,
  })
  const told = (...journeys: PlaceJourneys[]) => whatChanges(record(places), [0.001, 52.3], journeys)

  it('tells minutes on foot first, then by car and by bus, and what each of them loses', async () => {
    const result = await told(
      by('public-transport', [600, 1500, Infinity]),
      by('walking-with-a-buggy', [300, 5400, 1440]),
      by('driving', [120, 60, 110]),
    )
    expect(result.nearest).toEqual([
      {
        sentence:
          'On foot with a buggy, your nearest place would be Cedar, about 24 minutes away: 19 minutes longer than today.',
        further: true,
      },
      { sentence: 'By car, your nearest place would still be Birch, about 1 minute away.', further: false },
      {
        sentence:
          'By bus or train, your nearest place would be Birch, about 25 minutes away: 15 minutes longer than today.',
        further: true,
      },
    ])
    expect(result.proposed.map(({ name }) => name)).toEqual(['Cedar', 'Birch'])
    expect(result.proposed[0]?.journeys).toEqual([
      'about 24 minutes’ walk with a buggy',
      'about 2 minutes by car',
      'no way by bus or train',
    ])
    expect(result.methods[0]).toBe('Journeys: walking-with-a-buggy on a network, from your postcode')
  })

  it('says hours as hours, and leaves out a bus that is no quicker than walking', async () => {
    const result = await told(
      by('public-transport', [310, 7259, 1440]),
      by('walking-with-a-buggy', [300, 7260, 1440]),
    )
    expect(result.nearest.map(({ sentence }) => sentence)).toEqual([
      'On foot with a buggy, your nearest place would be Cedar, about 24 minutes away: 19 minutes longer than today.',
    ])
    expect(result.proposed[1]?.journeys).toEqual(['about 2 hours 1 minute’s walk with a buggy'])
    const quick = await told(
      by('public-transport', [310, 3600, 1440]),
      by('walking-with-a-buggy', [300, 3600, 900]),
    )
    expect(quick.proposed[0]?.journeys).toEqual([
      'about 15 minutes’ walk with a buggy',
      'about 24 minutes by bus or train',
    ])
    expect(quick.proposed[1]?.journeys).toEqual(['about 1 hour’s walk with a buggy'])
  })

  it('says where no way is left, where there never was one, and where there would be one', async () => {
    const [lost] = (await told(by('public-transport', [600, Infinity, Infinity]))).nearest
    expect(lost).toEqual({
      sentence:
        'By bus or train, there would be no Centre or Zone that you could get to. Today Alder is about 10 minutes away.',
      further: true,
    })
    const [never] = (await told(by('walking-with-a-buggy', [Infinity, Infinity, Infinity]))).nearest
    expect(never?.sentence).toBe(
      'On foot with a buggy, there is no way to a centre today, and none in the proposal.',
    )
    const [atLast] = (await told(by('walking-with-a-buggy', [Infinity, Infinity, 60]))).nearest
    expect(atLast?.sentence).toContain('Today there is no way to a centre.')
    expect((await told(by('driving', [NaN, NaN, NaN]))).nearest).toEqual([])
  })
})

describe('readiness for publishing', () => {
  const consultation = {
    opensAt: '2026-06-01T08:00:00.000Z',
    closesAt: '2026-06-08T08:00:00.000Z',
    contactEmail: '',
    contactPhone: '',
    contactPost: '',
    otherWays: '',
    urgentHelp: '',
  } as never

  it('names everything that is missing', () => {
    const { missing, doubts } = readinessOf(consultation, record([place({})]))
    expect(missing.join(' ')).toMatch(
      /published scenario.*introduction.*what is proposed.*why.*district.*lost in the county/,
    )
    expect(missing.join(' ')).toMatch(/by email, phone or post.*without the website.*child is at risk/)
    expect(doubts).toEqual([expect.stringContaining('less than four weeks')])
  })

  it('doubts words that sound decided', () => {
    const { doubts } = readinessOf(consultation, {
      ...record([]),
      whatIsProposed: 'The recommended option is two centres.',
    })
    expect(doubts.join(' ')).toContain('“recommended”')
  })
})
