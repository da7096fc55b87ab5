import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { languages, translatedLanguages } from '../../server/platform/languages.ts'
import { english, speakerIn } from '../../server/platform/speaker.ts'
import { sentenceKey, sentencesOf } from '../../server/platform/sentences.ts'
import { format } from '../../server/platform/format.ts'

const polish = speakerIn('pl')
const arabic = speakerIn('ar')
const untranslated = 'This sentence stands in no catalogue.'

describe('a speaker', () => {
  it('says English as it is written, with its values escaped', () => {
    const said = english.say('Answer for {{district}}', { district: '<b>Fen & Edge</b>' })
    expect(said.html).toBe('Answer for &lt;b&gt;Fen &amp; Edge&lt;/b&gt;')
    expect(said.text).toBe('Answer for <b>Fen & Edge</b>')
    expect(said.language).toBe('en')
  })

  it('says in English, and tags so, what has no translation', () => {
    const said = polish.say(untranslated)
    expect(said.html).toBe(`<span lang="en" dir="ltr">${untranslated}</span>`)
    expect(said.language).toBe('en')
    expect(polish.plain(untranslated)).toBe(untranslated)
  })

  it('leaves figures and dashes without a tag', () => {
    expect(polish.say('–').html).toBe('–')
    expect(polish.say('').html).toBe('')
    expect(polish.say('1 200').html).toBe('1 200')
  })

  it('says a known sentence in the language, and knows that a machine translated it', () => {
    const speaker = speakerIn('pl')
    expect(speaker.usedMachine()).toBe(false)
    const said = speaker.say('Back')
    expect(said.language).toBe('pl')
    expect(said.html).toBe(said.text)
    expect(said.text).not.toBe('Back')
    expect(speaker.usedMachine()).toBe(true)
    expect(english.usedMachine()).toBe(false)
  })

  it('never lets a value out of its place', () => {
    for (const { code } of languages) {
      const speaker = speakerIn(code)
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), value => {
          const said = speaker.say('Answer for {{district}}', { district: value })
          const plainValue = said.html.replace(/<\/?(?:bdi|span lang="en" dir="ltr"|span)>/g, '')
          expect(plainValue).not.toMatch(/[<>"']/)
        }),
      )
    }
  })

  it('keeps a value of the other direction apart from the sentence around it', () => {
    expect(arabic.say('There is a problem').language).toBe('ar')
    expect(english.say('Answer for {{district}}', { district: 'حي' }).html).toBe('Answer for <bdi>حي</bdi>')
    expect(english.plain('Answer for {{district}}', { district: 'حي' })).toBe('Answer for \u2068حي\u2069')
    const said = arabic.say('Error: {{title}}', { title: 'Fen Edge' })
    expect(said.language).toBe('ar')
    expect(said.html).toContain('<bdi>Fen Edge</bdi>')
    expect(said.text).toContain('\u2068Fen Edge\u2069')
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('knows no sentence called %s', word => {
    for (const { code } of languages) {
      const speaker = speakerIn(code)
      expect(speaker.plain(word)).toBe(word)
      expect(speaker.plain(`{{${word}}}`, {})).toBe(`{{${word}}}`)
      expect(speaker.reading(new Map()).plain(word)).toBe(word)
    }
  })

  it('counts by the rules of each language', () => {
    const most = 'You can enter up to {{count}} characters'
    expect(english.plain(most, { count: 1 })).toBe('You can enter up to 1 character')
    expect(english.plain(most, { count: 1200 })).toBe('You can enter up to 1,200 characters')
    for (const { code, locale } of translatedLanguages) {
      const speaker = speakerIn(code)
      const rules = new Intl.PluralRules(locale)
      const firstOf = new Map<string, string>()
      for (let count = 0; count <= 200; count += 1) {
        const said = speaker.say(most, { count })
        expect(said.language).toBe(code)
        const shape = said.text.replace(/\d+/, '#')
        const rule = rules.select(count)
        firstOf.set(rule, firstOf.get(rule) ?? shape)
        expect(`${rule}: ${shape}`).toBe(`${rule}: ${firstOf.get(rule)}`)
      }
    }
    expect(polish.plain('You have {{count}} characters remaining', { count: 1 })).toContain('1 znak')
    expect(polish.plain('You have {{count}} characters remaining', { count: 3 })).toContain('3 znaki')
    expect(polish.plain('You have {{count}} characters remaining', { count: 5 })).toContain('5 znaków')
  })

  it('takes less than 20 microseconds for a sentence', () => {
    const speaker = speakerIn('ar')
    const sentences: [string, Record<string, string | number>][] = [
      ['You can enter up to {{count}} characters', { count: 12 }],
      ['Error: {{title}}', { title: 'Fen Edge' }],
      [untranslated, {}],
      ['Back', {}],
    ]
    const round = (): number => {
      const start = process.hrtime.bigint()
      for (let at = 0; at < 20_000; at += 1) {
        const [sentence, values] = sentences[at % sentences.length] as (typeof sentences)[number]
        speaker.say(sentence, values)
      }
      return Number(process.hrtime.bigint() - start) / 20_000 / 1000
    }
    // The machine may be busy with something else in one of the rounds.
    expect(Math.min(round(), round(), round())).toBeLessThan(20)
  })
})

describe('a speaker who reads a council’s translations', () => {
  const book = Object.assign(
    new Map([
      ['The centre would close.', 'Ośrodek zostałby zamknięty.'],
      ['Sessions would move to the library.', '<b>Zajęcia</b> {{answer:where}}'],
    ]),
    { machine: new Set(['Sessions would move to the library.']) },
  )

  it('translates sentence by sentence and tags each that is missing', () => {
    const said = polish.reading(book).say('The centre would close. Nobody has decided. Back')
    expect(said.html).toBe(
      'Ośrodek zostałby zamknięty. <span lang="en" dir="ltr">Nobody has decided.</span> Wstecz',
    )
    expect(said.language).toBe('pl')
  })

  it('tags English sentences that follow one another as one', () => {
    expect(
      polish.reading(book).say('Nobody has decided. Not yet. The centre would close. Not now.').html,
    ).toBe(
      '<span lang="en" dir="ltr">Nobody has decided. Not yet.</span> Ośrodek zostałby zamknięty. <span lang="en" dir="ltr">Not now.</span>',
    )
  })

  it('escapes translations too, and knows which a machine made', () => {
    const speaker = speakerIn('pl').reading(book)
    speaker.say('The centre would close.')
    expect(speaker.usedMachine()).toBe(false)
    expect(speaker.say('Sessions would  move to the library.').html).toBe(
      '&lt;b&gt;Zajęcia&lt;/b&gt; {{answer:where}}',
    )
    expect(speaker.usedMachine()).toBe(true)
  })

  it('changes nothing for who reads English', () => {
    expect(english.reading(book).say('The centre would close.').text).toBe('The centre would close.')
  })
})

describe('sentences', () => {
  it('stay whole after abbreviations', () => {
    expect(
      sentencesOf('St. Mary’s would close. Go to Dr. Fen’s, e.g. on Mondays.\nThen home.').map(sentenceKey),
    ).toEqual(['St. Mary’s would close.', 'Go to Dr. Fen’s, e.g. on Mondays.', 'Then home.'])
  })

  it('are the text again when they are joined', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(sentencesOf(text).join('')).toBe(text)
      }),
    )
  })
})

describe('figures and dates', () => {
  it('are those of always in English', () => {
    expect(english.format).toBe(format)
  })

  it('are written as each language does, and what is not known is a dash', () => {
    for (const { code } of translatedLanguages) {
      const own = speakerIn(code).format
      for (const write of [
        own.number,
        own.percent,
        own.metres,
        own.metresChange,
        own.kilometresAndMiles,
        own.pounds,
        own.fileSize,
      ]) {
        expect(write(null)).toBe('–')
        expect(write(undefined)).toBe('–')
        expect(write(12)).toMatch(/\d/)
      }
      expect(own.date(null)).toBe('–')
      expect(own.date('2026-09-22')).toMatch(/22/)
      // Midnight in London, in summer, is the day before in universal time.
      expect(own.date('2026-07-01T23:30:00Z')).toContain('2')
      expect(own.dateTime('2026-07-01T22:30:00Z')).toMatch(/23|11/)
    }
    expect(polish.format.date('2026-09-22')).toBe('wtorek, 22 września 2026')
    expect(polish.format.number(12345.6)).toBe('12\u00a0345,6')
  })
})

describe('words within words', () => {
  it('keep the tag of their own language, and are escaped once', () => {
    const polish = speakerIn('pl')
    const said = polish.say('Why it was changed: {{reason}}', { reason: polish.say('A <b> & a mistake.') })
    expect(said.html).toMatch(/: <span lang="en" dir="ltr">A &lt;b&gt; &amp; a mistake\.<\/span>$/)
    expect(said.text).toMatch(/: A <b> & a mistake\.$/)
    const arabic = speakerIn('ar')
    expect(arabic.say('Why it was changed: {{reason}}', { reason: arabic.say('Yes') }).html).not.toContain(
      'lang=',
    )
    expect(arabic.say('{{count}} days', { count: arabic.say('No') }).language).toBe('ar')
  })
})
