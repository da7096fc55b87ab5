import { describe, expect, it } from '@jest/globals'
import { findingsWords } from '../../server/findings/findings-words-page.ts'
import type { CountTable } from '../../server/findings/findings.ts'
import { speakerIn } from '../../server/platform/speaker.ts'
import { standardPatterns, unansweredBook } from '../../server/surveys/index.ts'

const book = new Map([
  ['How far do you agree?', 'W jakim stopniu się zgadzasz?'],
  ['Near is better than big', 'Lepiej blisko niż duży'],
  ['How often do you', 'Jak często'],
  ['walk there', 'chodzisz tam pieszo'],
  [
    'What of {{answer:centre|your centre}} would you miss?',
    'Czego z {{answer:centre|Twojego ośrodka}} zabraknie?',
  ],
  ['The bus is late', 'Autobus się spóźnia'],
])
const speaker = speakerIn('pl').reading(unansweredBook(book), standardPatterns)
const words = findingsWords(speaker, ['City', 'Fen Edge'])

const table = (title: string, districtCode: string | null = null): CountTable => ({
  id: 'x',
  part: 'survey',
  questionId: 'x',
  agreement: false,
  title,
  districtCode,
  placeName: districtCode === null ? 'All districts' : 'Fen Edge',
  base: null,
  rowsAre: 'Answer',
  columns: [],
  rows: [],
  notes: [],
})
const title = (text: string, district: string | null = null): string =>
  words.title(table(text, district)).text

describe('what a published table is about', () => {
  it('is said piece by piece where the pieces were translated', () => {
    expect(title('How far do you agree? Near is better than big')).toBe(
      'W jakim stopniu się zgadzasz? Lepiej blisko niż duży',
    )
    expect(title('How often do you walk there')).toBe('Jak często chodzisz tam pieszo')
    expect(title('Near is better than big: How far do you agree?')).toBe(
      'Lepiej blisko niż duży: W jakim stopniu się zgadzasz?',
    )
  })

  it('says the question also of a proposal whose title nobody translated', () => {
    expect(words.title(table('Riverside closes: How far do you agree?')).html).toBe(
      '<span lang="en" dir="ltr">Riverside closes</span>: W jakim stopniu się zgadzasz?',
    )
  })

  it('keeps what was said about places, averages and versions', () => {
    expect(title('How far do you agree? – how often each came first')).toMatch(
      /^W jakim stopniu się zgadzasz\? – jak/,
    )
    expect(title('How far do you agree? (version 1 of the survey) – average place')).toBe(
      'W jakim stopniu się zgadzasz? (wersja ankiety: 1) – średnie miejsce',
    )
    expect(title('How far do you agree? (versions 1, 2 and 3 of the survey)')).toBe(
      'W jakim stopniu się zgadzasz? (wersje ankiety: 1, 2 i 3)',
    )
  })

  it('has no respondent’s answer in it, in any language', () => {
    expect(title('What of your centre would you miss?')).toBe('Czego z Twojego ośrodka zabraknie?')
  })

  it('names the district on its own page, and no district on that of all', () => {
    const asked = 'What would the changes in your district mean for you or your family?'
    expect(title(asked)).toContain('w Twoim dystrykcie')
    expect(title(asked, 'D1')).toContain('Fen Edge')
  })

  it('stays English, tagged, where nobody translated it', () => {
    expect(words.title(table('Who <b>knows</b>?')).html).toBe(
      '<span lang="en" dir="ltr">Who &lt;b&gt;knows&lt;/b&gt;?</span>',
    )
  })
})

describe('rows and columns', () => {
  const label = (text: string): string => words.label(text).html

  it('are months, ranges and numbers as the language writes them', () => {
    expect(label('March 2026')).toBe('marzec 2026')
    expect(label('1,000')).toMatch(/^1[\s\u00a0]?000$/)
    expect(label('3 to 5')).toBe('3–5')
    expect(label('Over 20 and up to 50')).toBe('Ponad 20, do 50')
    expect(label('More than 1,000,000')).toMatch(/^Więcej niż 1.000.000$/)
    expect(label('7 or more')).toBe('7 lub więcej')
    expect(label('Below 0')).toBe('Poniżej 0')
    expect(label('Any other month')).toBe('Każdy inny miesiąc')
  })

  it('keep districts’ names, and say the council’s themes as its translators do', () => {
    expect(label('Fen Edge')).toBe('Fen Edge')
    expect(label('The bus is late')).toBe('Autobus się spóźnia')
    expect(label('May Road centre')).toBe('<span lang="en" dir="ltr">May Road centre</span>')
  })
})

describe('sentences under tables', () => {
  it('are said with what stands in them', () => {
    expect(words.note('Nobody gave “The bus is late” a place.').text).toBe(
      'Nikt nie wskazał miejsca dla „Autobus się spóźnia”.',
    )
    expect(words.note('Source: Population estimates, 2020.').html).toBe(
      'Źródło: <span lang="en" dir="ltr">Population estimates, 2020.</span>',
    )
  })

  it('count the base as it was published, with the plural of the language', () => {
    const based = (people: number, english: string): string =>
      words.base({ ...table('x'), base: { people, words: english } }).toString()
    expect(based(1200, 'about 1,200 who answered')).toMatch(/^około 1.?200 osób, które odpowiedziały$/)
    expect(based(3, 'all 3 responses')).toBe('wszystkie 3 odpowiedzi')
  })

  it('stay word for word in English', () => {
    const english = findingsWords(speakerIn('en'), [])
    const base = { people: 3, words: 'about 3 who answered' }
    expect(english.base({ ...table('x'), base }).toString()).toBe('about 3 who answered')
    expect(english.title(table('What {{count}} of your district?')).text).toBe(
      'What {{count}} of your district?',
    )
  })
})
