import { describe, expect, it } from '@jest/globals'
import { recordedFacts, registerInWords } from '../../server/consultations/recorded-facts.ts'
import { aRecord, aRecordedPlace } from './record-builders.ts'

const place = aRecordedPlace({
  siteId: 'alder',
  name: 'Alder Centre',
  address: 'High Street',
  postcode: 'PE1 1AA',
  position: [0.05, 52.3],
  fate: 'outreach',
  leadName: 'Birch Centre',
  fromOn: '2027-04-01',
  hours: [{ season: 'all-year', weekday: 1, opens: '09:00', closes: '16:30' }],
  sessions: [
    { weekday: 2, starts: '10:00', ends: '12:00', fromOn: null, toOn: null, activity: 'stay and play' },
  ],
  services: [{ service: 'Health visitor', partner: 'NHS', weekday: 3, note: null }],
  criteria: [
    { criterion: 1, low: 1, high: 3, afterWorks: { low: 4, high: 4 } },
    { criterion: 2, low: 2, high: 2, afterWorks: null },
  ],
})

describe('facts of a record', () => {
  it('say everything of a place that is frozen beside its texts', () => {
    const facts = recordedFacts(aRecord([place])).filter(fact => fact.part === 'places')
    expect(facts.map(({ key, label, text }) => [key, label, text])).toEqual([
      [
        'place-alder-proposed',
        'Alder Centre: what is proposed',
        'Sessions at set times; no longer a children’s centre\nPart of: Birch Centre',
      ],
      ['place-alder-from', 'Alder Centre: from when', 'Thursday 1 April 2027'],
      ['place-alder-sessions', 'Alder Centre: sessions', 'Tuesdays, 10am to midday, stay and play'],
      [
        'place-alder-where',
        'Alder Centre: name and address',
        'Alder Centre\nHigh Street, PE1 1AA\nLongitude and latitude: 0.05000, 52.30000',
      ],
      ['place-alder-hours', 'Alder Centre: opening hours', 'Monday, 9am to 4:30pm'],
      ['place-alder-services', 'Alder Centre: services', 'Health visitor: NHS, Wednesday'],
      [
        'place-alder-ratings',
        'Alder Centre: ratings',
        'Flexible access: 1 to 3 of 4, 4 after works\nActivity rooms: 2 of 4',
      ],
    ])
  })

  it('name the scenarios with their marks, and the place of each proposal', () => {
    const scenario = { id: 's', name: 'Two centres', hash: 'f00' }
    const record = {
      ...aRecord([place]),
      scenario,
      options: [{ id: 'o', name: 'Today', whatItWas: '', whyNot: '', statusQuo: true, scenario: null }],
      districts: [
        {
          code: 'D',
          slug: 'fen',
          name: 'Fen',
          whatIsLost: '',
          whatIsProposed: '',
          proposals: [
            { id: 'p', title: 'Alder', whatIsLost: '', whatChanges: 'x', siteId: 'alder' },
            { id: 'q', title: 'All', whatIsLost: '', whatChanges: 'x', siteId: null },
          ],
        },
      ],
    }
    expect(
      recordedFacts(record)
        .filter(fact => fact.part !== 'places')
        .map(({ key, part, text }) => [key, part, text]),
    ).toEqual([
      ['scenario', 'scenario', 'Two centres (SHA-256 f00)'],
      ['option-o-scenario', 'options', ''],
      ['proposal-p-site', 'fen', 'Alder Centre'],
      ['proposal-q-site', 'fen', ''],
    ])
  })

  it('say nothing where nothing is known, instead of none', () => {
    const unknown = registerInWords(aRecordedPlace({ name: 'Alder' }))
    expect(unknown.map(({ text }) => text)).toEqual(['Alder', '', '', ''])
  })
})
