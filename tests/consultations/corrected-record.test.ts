import { describe, expect, it } from '@jest/globals'
import {
  withOption,
  withoutOption,
  withoutProposal,
  withPlace,
  withProposal,
  withRegister,
  withScenario,
} from '../../server/consultations/corrected-record.ts'
import { changedTexts, withTexts } from '../../server/consultations/correctable-texts.ts'
import { aRecord, aRecordedPlace } from './record-builders.ts'

const alder = aRecordedPlace({ siteId: 'alder', name: 'Alder', why: 'The lease ends.', fate: 'closed' })
const birch = aRecordedPlace({ siteId: 'birch', name: 'Birch', fate: 'centre' })
const published = {
  ...aRecord([alder, birch]),
  scenario: { id: 'one', name: 'One', hash: '1' },
  options: [{ id: 'o', name: 'Today', whatItWas: 'All', whyNot: 'Costs', statusQuo: true, scenario: null }],
  districts: [
    {
      code: 'D',
      slug: 'fen',
      name: 'Fen',
      whatIsLost: '',
      whatIsProposed: '',
      proposals: [{ id: 'p', title: 'Alder closes', whatIsLost: 'It', whatChanges: 'x', siteId: 'alder' }],
    },
  ],
}
const labels = (after: Parameters<typeof changedTexts>[1]): string[] =>
  changedTexts(published, after).map(({ part, label, before, after: is }) =>
    [part, label, before, is].join(' | '),
  )

describe('a corrected record', () => {
  it('differs in nothing from what it was copied from', () => {
    expect(changedTexts(published, structuredClone(published))).toEqual([])
  })

  it('takes over from the register what was chosen, and nothing else', () => {
    const today = {
      ...alder,
      address: 'High Street',
      why: 'not from here',
      fate: null,
      hours: [{ season: 'all-year' as const, weekday: 1, opens: '09:00', closes: '10:00' }],
      services: [{ service: 'Midwife', partner: '', weekday: null, note: null }],
    }
    expect(labels(withRegister(published, today, []))).toEqual([])
    expect(labels(withRegister(published, today, ['hours', 'where']))).toEqual([
      'places | Alder: name and address | Alder | Alder\nHigh Street',
      'places | Alder: opening hours |  | Monday, 9am to 10am',
    ])
  })

  it('says anew why, what takes its place, and from when, also where nothing was said before', () => {
    const after = withPlace(published, 'birch', { why: 'It is central.', fromOn: '2027-04-01' })
    expect(labels(after)).toEqual([
      'places | Birch: why |  | It is central.',
      'places | Birch: from when |  | Thursday 1 April 2027',
    ])
  })

  it('follows another scenario, and keeps what the register and the council said', () => {
    const cedar = aRecordedPlace({ siteId: 'cedar', name: 'Cedar', existing: false, fate: 'zone' })
    const today = {
      ...published,
      introduction: 'not from here',
      scenario: { id: 'two', name: 'Two', hash: '2' },
      detourFactor: 1.4,
      places: [{ ...alder, name: 'Alder, renamed', why: '', fate: 'centre' as const }, cedar],
    }
    const after = withScenario(published, today)
    expect(after.detourFactor).toBe(1.4)
    expect(after.places[0]).toMatchObject({ name: 'Alder', why: 'The lease ends.', fate: 'centre' })
    expect(labels(after)).toEqual([
      'scenario | The scenario with its figures | One (SHA-256 1) | Two (SHA-256 2)',
      expect.stringContaining('places | Alder: what is proposed | Closes | Stays'),
      expect.stringContaining('places | Cedar: what is proposed |  | '),
      'places | Cedar: name and address |  | Cedar',
      expect.stringContaining('places | Birch: what is proposed | Stays'),
      'places | Birch: name and address | Birch | ',
    ])
  })

  it('takes proposals and options in and out, and shows both to whoever compares', () => {
    const added = withProposal(published, 'D', {
      id: 'q',
      title: 'Birch stays',
      whatIsLost: '',
      whatChanges: 'y',
      siteId: 'birch',
    })
    expect(added.districts[0]?.proposals.map(({ id }) => id)).toEqual(['p', 'q'])
    expect(labels(added)).toEqual([
      'fen | Birch stays: title |  | Birch stays',
      'fen | Birch stays: what would change |  | y',
      'fen | Birch stays: the place that it is about |  | Birch',
    ])
    const moved = withProposal(published, 'D', {
      id: 'p',
      title: 'Alder closes',
      whatIsLost: 'It',
      whatChanges: 'x',
      siteId: null,
    })
    expect(labels(moved)).toEqual(['fen | Alder closes: the place that it is about | Alder | '])
    expect(labels(withoutProposal(published, 'p'))[0]).toBe('fen | Alder closes: title | Alder closes | ')
    const option = { id: 'n', name: 'Less', whatItWas: 'a', whyNot: 'b', statusQuo: false, scenario: null }
    const wider = withOption(published, option)
    expect(wider.options.map(({ id }) => id)).toEqual(['o', 'n'])
    expect(labels(wider)).toHaveLength(3)
    expect(labels(withOption(wider, { ...option, name: 'Fewer' }))[0]).toContain('Fewer')
    expect(labels(withoutOption(wider, 'n'))).toEqual([])
  })

  it('has its texts replaced by key, and no other', () => {
    const after = withTexts(
      published,
      new Map([
        ['introduction', 'Hello'],
        ['proposal-p-title', 'Alder would close'],
        ['unknown', 'x'],
      ]),
    )
    expect(labels(after)).toEqual([
      'county | Introduction |  | Hello',
      'fen | Alder would close: title | Alder closes | Alder would close',
    ])
  })
})
