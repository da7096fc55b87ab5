import { describe, expect, it } from '@jest/globals'
import { changeInWords } from '../../server/consultations/change-words-page.ts'
import { datesInWords } from '../../server/consultations/dates-service.ts'
import { dateWritten, timeWritten } from '../../server/consultations/written-times.ts'
import { english, speakerIn } from '../../server/platform/speaker.ts'
import { translatedLanguages } from '../../server/platform/languages.ts'

const dates = (closesAt: string): Parameters<typeof datesInWords>[0] => ({
  opensAt: '2026-10-15T08:00:00.000Z',
  closesAt,
})
const [sooner, later] = [dates('2026-07-10T16:00:00.000Z'), dates('2026-12-24T17:00:00.000Z')]

const summaries = [
  'The consultation was published.',
  'A question was added: “Are petitions counted?”',
  'The answer to a question was changed: “Are petitions counted?”',
  'A document has a newer version (2): Data briefing.',
  'A drop-in session was cancelled: Fen Library.',
  datesInWords(sooner, later, false),
  datesInWords(later, sooner, false),
  'A translation into Arabic was added.',
  'Version 2 of what is published took the place of version 1. Changed: What is proposed.',
]

describe('what was changed, in words', () => {
  it('is said in every language', () => {
    for (const { code } of translatedLanguages) {
      for (const summary of summaries) {
        const said = changeInWords(summary, speakerIn(code))
        expect([summary, said.language]).toEqual([summary, code])
        expect(said.text).not.toContain('{{')
      }
    }
  })

  it('says what it is made of again: moments, names of languages, texts; what is not known is tagged', () => {
    const read = new Map([['Are petitions counted?', 'Czy petycje się liczą?']])
    const said = summaries.map(summary => changeInWords(summary, speakerIn('pl').reading(read)))
    expect(said[1]?.html).toBe('Dodano pytanie: „Czy petycje się liczą?”')
    expect(said[4]?.html).toContain('<span lang="en" dir="ltr">Fen Library</span>')
    expect(said[5]?.text).toMatch(
      /do: czwartek, 24 grudnia 2026.* 17:00\. .*piątek, 10 lipca 2026.* 17:00\.$/,
    )
    expect(said[7]?.html).toContain('<span lang="ar" dir="rtl">العربية</span>')
    expect(said[8]?.text).toBe(
      'Wersja 2 tego, co opublikowano, zastąpiła wersję 1. Zmieniono: Co proponujemy.',
    )
  })

  it('stays as it was logged in English, and where nobody knows its shape', () => {
    for (const summary of summaries) expect(changeInWords(summary, english).text).toBe(summary)
    const said = changeInWords('The roof was painted.', speakerIn('pl'))
    expect(said).toMatchObject({ text: 'The roof was painted.', language: 'en' })
  })
})

describe('times and dates as English pages write them', () => {
  it('are read back', () => {
    expect(['midnight', '12:30am', '9am', 'midday', '7:15pm', 'soon'].map(timeWritten)).toEqual([
      '00:00',
      '00:30',
      '09:00',
      '12:00',
      '19:15',
      null,
    ])
    expect(dateWritten('Tuesday 8 September 2026')).toBe('2026-09-08')
    expect(dateWritten('–')).toBeNull()
  })
})
