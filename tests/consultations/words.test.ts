import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { slugOf, type Consultation } from '../../server/consultations/consultation.ts'
import { hoursInWords, lossAt, lostFirst, proposedFor } from '../../server/consultations/place-words-page.ts'
import { readinessOf } from '../../server/consultations/readiness.ts'
import { firstParagraph, textBlocks } from '../../server/consultations/text-page.ts'

import { aRecord as record, aRecordedPlace as place } from './record-builders.ts'

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
    expect(lossAt(place({}))?.text).toBe('Alder would close.')
    expect(lossAt(place({ fate: 'zone' }))?.text).toContain('no longer be a full children’s centre')
    expect(lossAt(place({ fate: 'outreach' }))?.text).toContain('Only sessions at set times')
    expect(lossAt(place({ fate: 'centre' }))).toBeNull()
    expect(lossAt(place({ fate: 'closed', existing: false }))).toBeNull()
    expect(lossAt(place({ fate: null }))).toBeNull()
  })

  it('calls a place new only where there is none today', () => {
    expect(proposedFor(place({ fate: 'zone', existing: false })).text).toBe('New Child and Family Zone')
    expect(proposedFor(place({ fate: 'centre-place', leadName: 'Birch' })).text).toBe(
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
    expect(hoursInWords([1, 2, 3, 4, 5].map(weekday => day(weekday))).map(String)).toEqual([
      'Monday to Friday, 9am to 4:30pm',
    ])
    expect(
      hoursInWords([day(1), day(2), day(4, '13:00', '17:00'), day(4, '09:00', '12:00')]).map(String),
    ).toEqual(['Monday and Tuesday, 9am to 4:30pm', 'Thursday, 9am to midday and 1pm to 5pm'])
    expect(hoursInWords([{ ...day(6), season: 'term-time' }]).map(String)).toEqual([
      'Saturday, 9am to 4:30pm, in term time',
    ])
    expect(hoursInWords([1, 2, 4, 5, 6].map(weekday => day(weekday))).map(String)).toEqual([
      'Monday, Tuesday and Thursday to Saturday, 9am to 4:30pm',
    ])
    expect(hoursInWords([]).map(String)).toEqual([])
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
  } as unknown as Consultation

  it('names everything that is missing', () => {
    const { missing, doubts } = readinessOf(consultation, record([place({})]))
    expect(missing.join(' ')).toMatch(
      /published scenario.*introduction.*what is proposed.*why.*district.*lost in the county/,
    )
    expect(missing.join(' ')).toMatch(/by email, phone or post.*without the website.*child is at risk/)
    expect(doubts).toEqual([expect.stringContaining('less than four weeks')])
  })

  it('counts four weeks by the calendar, also when the clocks change', () => {
    const doubtful = (opensAt: string, closesAt: string): boolean =>
      readinessOf({ ...consultation, opensAt, closesAt }, record([])).doubts.some(doubt =>
        doubt.includes('four weeks'),
      )
    // From 9am to 9am in London, with an hour less in spring and an hour more in autumn.
    expect(doubtful('2026-03-10T09:00:00.000Z', '2026-04-07T08:00:00.000Z')).toBe(false)
    expect(doubtful('2026-03-10T09:00:00.000Z', '2026-04-07T07:59:00.000Z')).toBe(true)
    expect(doubtful('2026-10-10T08:00:00.000Z', '2026-11-07T08:59:00.000Z')).toBe(true)
    expect(doubtful('2026-10-10T08:00:00.000Z', '2026-11-07T09:00:00.000Z')).toBe(false)
  })

  it('doubts words that sound decided', () => {
    const { doubts } = readinessOf(consultation, {
      ...record([]),
      whatIsProposed: 'The recommended option is two centres.',
    })
    expect(doubts.join(' ')).toContain('“recommended”')
  })
})
