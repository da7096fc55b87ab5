import { describe, expect, it } from '@jest/globals'
import { saidSentences, textsInSources, textsSaid } from '../../server/commands/said-sentences.ts'
import { readCatalogue, sentenceOf } from '../../server/platform/catalogues.ts'
import { languages, translatedLanguages } from '../../server/platform/languages.ts'
import { placeholdersOf } from '../../server/platform/sentences.ts'

const inSources = textsInSources()

describe('what is read as said', () => {
  it('finds sentences in calls, whatever the quotes and the line breaks', () => {
    const source = `say('It’s here.', { a: 'no' }) plain(\n "Don't say \\"no\\".") tell(ok ? 'Yes, it is' : 'No, it is not')
      say('One sentence ' + 'in two pieces.') sayings('not this') speaker.say(proposal.title)`
    expect(textsSaid(source)).toEqual([
      'It’s here.',
      'Don\'t say "no".',
      'Yes, it is',
      'No, it is not',
      'One sentence in two pieces.',
    ])
  })

  it('finds the sentences of the frame, of errors and of the standard survey', () => {
    const said = new Set(saidSentences().map(({ english }) => english))
    for (const sentence of [
      'Skip to main content',
      'There is a problem',
      'Page not found',
      'This must be {{most}} characters or fewer',
      'Which centres do you or your family use in {{district}}?',
      'Prefer not to say',
    ]) {
      expect(said).toContain(sentence)
    }
  })
})

describe('what counts something', () => {
  // Days that the product sets itself, never one; children are rounded, and few are not shown.
  const never = ['days', 'children', 'high', 'all']
  const units =
    /\{\{(\w+)\}\} (?:more )?(?:days?|minutes?|hours?|months?|responses?|answers?|people|children|places|pages|sites)\b/g

  it('names the figure “count”, so that each language has its plurals', () => {
    const uncounted = saidSentences().filter(({ english }) =>
      [...english.matchAll(units)].some(([, name = '']) => name !== 'count' && !never.includes(name)),
    )
    expect(uncounted.map(({ english }) => english)).toEqual([])
  })

  it('has words for one in English', () => {
    const english = readCatalogue('en')
    const without = saidSentences().filter(
      one => one.english.includes('{{count}}') && !english.has(`${one.english}_one`),
    )
    expect(without.map(one => one.english)).toEqual([])
  })
})

describe.each(languages.map(({ code }) => code))('the catalogue %s', code => {
  const catalogue = readCatalogue(code)

  it('has no entry for a sentence that nothing says any more', () => {
    const stale = [...catalogue.keys()].filter(key => !inSources.has(sentenceOf(key)))
    expect(stale).toEqual([])
  })

  it('has the same braces as the English', () => {
    const different = [...catalogue].filter(([key, { words }]) => {
      const wanted = placeholdersOf(sentenceOf(key))
      const found = placeholdersOf(words)
      // A form for none, one or two may leave the figure out.
      const few = /_(?:zero|one|two)$/.test(key)
      const compared = (names: string[]): string => names.filter(name => !few || name !== '{{count}}').join()
      return compared(wanted) !== compared(found)
    })
    expect(different).toEqual([])
  })

  it('has no markup, no hidden controls and no empty words', () => {
    // eslint-disable-next-line no-control-regex
    const hidden = /[<>\u0000-\u0009\u202a-\u202e\u2066-\u2069]/
    const odd = [...catalogue].filter(
      ([, { words }]) => words.trim() !== words || words === '' || hidden.test(words),
    )
    expect(odd).toEqual([])
  })

  it('has every plural of a sentence that it counts, and no other', () => {
    const language = languages.find(one => one.code === code)
    const rules = new Intl.PluralRules(language?.locale.replace(/-u-.*/, '')).resolvedOptions()
      .pluralCategories
    const counting = new Map<string, string[]>()
    for (const key of catalogue.keys()) {
      const english = sentenceOf(key)
      if (english !== key)
        counting.set(english, [...(counting.get(english) ?? []), key.slice(english.length + 1)])
    }
    // English itself is the form for several.
    const wanted = (code === 'en' ? ['one'] : [...rules]).sort()
    for (const [english, forms] of counting) expect([english, ...forms.sort()]).toEqual([english, ...wanted])
    if (code !== 'en') {
      const uncounted = [...catalogue.keys()].filter(
        key => key.includes('{{count}}') && sentenceOf(key) === key,
      )
      expect(uncounted).toEqual([])
    }
  })
})

it.each(translatedLanguages.map(({ code }) => code))('%s says every sentence of the public pages', code => {
  const known = new Set([...readCatalogue(code).keys()].map(sentenceOf))
  const missing = saidSentences().filter(({ english }) => !known.has(english))
  expect(missing.map(({ english }) => english)).toEqual([])
})

it('has a catalogue for each language', () => {
  expect(translatedLanguages.map(({ code }) => code)).toEqual(['pl', 'lt', 'ro', 'pt', 'ar'])
})
