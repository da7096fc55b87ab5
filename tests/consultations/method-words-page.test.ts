import { describe, expect, it } from '@jest/globals'
import { methodInWords } from '../../server/consultations/method-words-page.ts'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { speakerIn } from '../../server/platform/speaker.ts'
import { basesOf, type TravelState } from '../../server/travel/bases.ts'
import { defaultJourneySettings } from '../../server/travel/journey-settings.ts'
import { straightLineJourneys } from '../../server/travel/straight-line.ts'
import type { TravelFile, TravelFileKind } from '../../server/travel/travel-file.ts'

const file = (kind: TravelFileKind): TravelFile => ({
  id: kind,
  kind,
  fileName: `${kind}.zip`,
  sha256: kind,
  bytes: 1,
  facts: { ordinaryDay: '2026-09-08' },
  publisher: 'Fenshire',
  period: '2026',
  licence: '',
  addedAt: '2026-09-01T09:00:00.000Z',
  addedBy: 'A planner',
  replacedAt: null,
})
const line = { course: [], gaps: [] }
const state: TravelState = {
  files: [file('roads'), file('timetable'), file('matrix')],
  barriers: [],
  settings: defaultJourneySettings,
  detourFactor: 1.3,
}
const methodsOf = (given: Partial<TravelState>): string[] =>
  basesOf({ ...state, ...given }).map(({ method }) => method)

const methods = [
  ...methodsOf({}),
  ...methodsOf({ files: [file('timetable')] }),
  ...methodsOf({ files: [], barriers: [line] }),
  ...methodsOf({ files: [], barriers: [line, line], detourFactor: 1 }),
  ...[1, 1.3, 1.325].map(factor => straightLineJourneys(factor).method),
]

describe('how journeys were worked out, in words', () => {
  it('is said in every language, whatever they were worked out from', () => {
    expect(methods).toHaveLength(11)
    for (const { code } of translatedLanguages) {
      const speaker = speakerIn(code)
      for (const method of methods) {
        const said = methodInWords(method, speaker)
        expect([method, said.language]).toEqual([method, code])
        expect(said.text).not.toContain('{{')
      }
    }
  })

  it('keeps its figures, and writes them, times and dates as the language does', () => {
    const polish = methods.map(method => methodInWords(method, speakerIn('pl')).text)
    expect(polish[0]).toBe('pieszo z wózkiem, 4 km/h, po drogach i ścieżkach; źródło: Fenshire, 2026')
    expect(polish[3]).toMatch(/między \d+:00 a \d+:00 \(wtorek, 8 września 2026\)/)
    expect(polish.slice(-2)).toEqual([
      'linia prosta × 1,3 (szacunek, nie zmierzona droga)',
      'linia prosta × 1.325 (szacunek, nie zmierzona droga)',
    ])
  })

  it('tells times of day as they were, at half past, at noon and at midnight', () => {
    const leaving = (from: string, to: string): string =>
      methodInWords(
        `Public transport, leaving between ${from} and ${to} on –, with walks with a buggy on roads; timetable of A`,
        speakerIn('lt'),
      ).text
    expect(leaving('midnight', '12:30pm')).toContain('tarp 00:00 ir 12:30 (–)')
    expect(leaving('midday', '7:15pm')).toContain('tarp 12:00 ir 19:15 (–)')
  })

  it('stays as it was published in English, and where nobody knows its shape', () => {
    for (const method of methods) expect(methodInWords(method).text).toBe(method)
    expect(methodInWords('By balloon', speakerIn('pl'))).toMatchObject({ text: 'By balloon', language: 'en' })
  })
})
