import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { givenTo, pageOfMarks, questionsToName } from '../support/piped.ts'
import { unansweredPage, type GivenAnswer, type SurveyDefinition } from '../../server/model/survey.ts'
import { languages } from '../../server/platform/languages.ts'
import { sentenceKey } from '../../server/platform/sentences.ts'
import { english, speakerIn, type Speaker } from '../../server/platform/speaker.ts'
import { wordsOf } from '../../server/surveys/survey-words.ts'

const asked = 'Why do you use {{answer:centres|your centre}}?'
const survey = (options: readonly string[], text = asked): SurveyDefinition => ({
  title: 'T',
  pages: [
    {
      key: 'first',
      title: 'First',
      questions: questionsToName(
        options.map((words, at) => ({
          value: `v${at}`,
          text: words,
          ...(words === 'None of these' ? { exclusive: true } : {}),
        })),
      ),
    },
    { key: 'then', title: text, questions: [{ key: 'why', kind: 'text', text, required: false }] },
  ],
  equality: [],
})
const given = (choices: readonly string[], text: string | null = null): GivenAnswer =>
  givenTo('centres', choices, text)
const reading = (code: string, translated: string): Speaker =>
  speakerIn(code).reading(new Map([[sentenceKey(asked), translated]]))

const translations: Readonly<Record<string, { words: string; without: string; two: string }>> = {
  en: { words: asked, without: 'Why do you use your centre?', two: 'Why do you use Oak and Elm?' },
  pl: {
    words: 'Dlaczego korzystasz z: {{answer:centres|swojego centrum}}?',
    without: 'Dlaczego korzystasz z: swojego centrum?',
    two: 'Dlaczego korzystasz z: Oak i Elm?',
  },
  lt: {
    words: 'Kodėl lankotės: {{answer:centres|savo centre}}?',
    without: 'Kodėl lankotės: savo centre?',
    two: 'Kodėl lankotės: Oak ir Elm?',
  },
  ro: {
    words: 'De ce mergeți la {{answer:centres|centrul dumneavoastră}}?',
    without: 'De ce mergeți la centrul dumneavoastră?',
    two: 'De ce mergeți la Oak și Elm?',
  },
  pt: {
    words: 'Porque usa {{answer:centres|o seu centro}}?',
    without: 'Porque usa o seu centro?',
    two: 'Porque usa Oak e Elm?',
  },
  ar: {
    words: 'لماذا تستخدم {{answer:centres|مركزك}}؟',
    without: 'لماذا تستخدم مركزك؟',
    two: 'لماذا تستخدم \u2068Oak وElm\u2069؟',
  },
}

describe('an earlier answer in the words of a later question', () => {
  const definition = survey(['Oak', 'Elm', 'None of these'])
  it.each(languages.map(({ code }) => code))('reads well in the language %s', code => {
    const { words = '', without = '', two = '' } = translations[code] ?? {}
    const said = (...answers: GivenAnswer[]): string =>
      wordsOf(reading(code, words), definition, answers)(asked).text
    expect(said()).toBe(without)
    // Empty, in somebody's own words, and an answer that names nothing.
    expect(said(given([]))).toBe(without)
    expect(said(given(['other'], 'my house'))).toBe(without)
    expect(said(given(['v2']))).toBe(without)
    expect(said(given(['v0', 'v1']))).toBe(two)
  })

  it('stands in one language with the words around it', () => {
    const polish = speakerIn('pl').reading(new Map([['Oak', 'Dąb']]))
    const answers = [given(['v0', 'v1']), givenTo('born', [], '2026-09-22')]
    const text = 'Why {{answer:centres|it}}, since {{answer:born|then}}?'
    const inEnglish = wordsOf(polish, survey(['Oak', 'Elm'], text), answers)(text)
    expect(inEnglish.language).toBe('en')
    expect(inEnglish.html).toBe(
      '<span lang="en" dir="ltr">Why Oak and Elm, since Tuesday 22 September 2026?</span>',
    )
    const known = speakerIn('pl').reading(
      new Map([
        ['Oak', 'Dąb'],
        [sentenceKey(asked), 'Dlaczego {{answer:centres|tam}}?'],
      ]),
    )
    expect(wordsOf(known, survey(['Oak', 'Elm']), answers)(asked).html).toBe(
      'Dlaczego Dąb i <span lang="en" dir="ltr">Elm</span>?',
    )
  })

  it('says its language where only some of the sentences are translated', () => {
    const text = `${asked} Tell us more.`
    const said = wordsOf(reading('pl', 'Dlaczego {{answer:centres|tam}}?'), definition, [given(['v0'])])(text)
    expect(said.html).toBe(
      'Dlaczego <bdi lang="pl"><span lang="en" dir="ltr">Oak</span></bdi>? <span lang="en" dir="ltr">Tell us more.</span>',
    )
  })
})

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"quoted" and \'single\'',
    '&amp; &lt;',
    '$& $1 $`',
    'مركز الأطفال (قديم)',
    '\u202eabc',
    'x'.repeat(300),
    '',
  ),
)
const noBraces = nasty.map(words => words.replace(/[{}|]/g, ''))
const tags = /<(?:span lang="[a-z]+" dir="(?:ltr|rtl)"|\/span|bdi(?: lang="[a-z]+")?|\/bdi)>/g
const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('whatever was answered', () => {
  const codes = fc.constantFrom(...languages.map(({ code }) => code))
  const chosen = fc.subarray(['v0', 'v1', 'v2', 'other', 'unknown'])
  const written = fc.option(nasty, { nil: null })

  it('is escaped, stays in its place and leaves no mark, in every language', () => {
    fc.assert(
      fc.property(
        codes,
        fc.array(noBraces, { minLength: 3, maxLength: 3 }),
        chosen,
        written,
        noBraces,
        fc.boolean(),
        (code, options, choices, text, otherwise, translated) => {
          const mark = `Why {{answer:centres|${otherwise}}}, and {{answer:count|${otherwise}}}?`
          const speaker = translated
            ? speakerIn(code).reading(new Map([[sentenceKey(mark), `X ${mark} Y`]]))
            : speakerIn(code)
          const answers = [given(choices, text), givenTo('count', [], text)]
          const said = wordsOf(speaker, survey(options, mark), answers)(mark)
          const bare = said.html.replace(tags, '')
          expect(bare).not.toMatch(/[<>"]/)
          expect(said.html.split('<span').length).toBe(said.html.split('</span').length)
          expect(said.html.split('<bdi').length).toBe(said.html.split('</bdi').length)
          expect(unescaped(bare)).toBe(said.text.replace(/[\u2068\u2069]/g, ''))
          expect(said.text).not.toContain('{{answer')
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is not read as another mark', () => {
    const sly = '{{answer:count|z}} {{district}}'
    const answers = [given(['v0']), givenTo('count', [], '3')]
    expect(wordsOf(english, survey([sly, 'Elm']), answers)(asked).text).toBe(`Why do you use ${sly}?`)
  })

  it('stands nowhere on paper, whose texts have no mark left', () => {
    fc.assert(
      fc.property(noBraces, otherwise => {
        const mark = `a {{answer:centres|${otherwise}}} b {{ answer: count | ${otherwise} }}`
        const page = pageOfMarks(mark)
        expect(JSON.stringify(unansweredPage(page))).not.toContain('{{')
        expect(unansweredPage(page).title).toBe(`a ${otherwise.trim()} b ${otherwise.trim()}`)
      }),
    )
  })
})
