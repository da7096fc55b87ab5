import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { translationProblems } from '../../../server/consultations/translations/translation-check.ts'
import {
  largestTranslationFile,
  readTranslationFile,
  translationTable,
  translationXliff,
  type TranslatedRow,
} from '../../../server/consultations/translations/translation-file.ts'
import { readTranslatedRows } from '../../../server/consultations/translations/translation-import.ts'
import { sentenceKey } from '../../../server/platform/sentences.ts'
import { stringify } from 'csv-stringify/sync'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const source = 'Sessions would be held at {{place}} on Mondays.'
const about = { machine: true, by: 'An agency', at: new Date('2026-05-01T00:00:00Z') }

describe('the translation of a sentence', () => {
  it('may say what the English says', () => {
    expect(translationProblems(source, 'Zajęcia odbywałyby się w {{place}} w poniedziałki.')).toEqual([])
    expect(
      translationProblems(
        'Ring 01354 555 222 or www.example.org.',
        'Zadzwoń: 01354 555 222, www.example.org',
      ),
    ).toEqual([])
    expect(translationProblems(source, 'ستُعقد الجلسات في {{place}} أيام الاثنين.')).toEqual([])
  })

  it.each([
    ['markup', 'Zajęcia <b>w</b> {{place}}'],
    ['a script', 'Zajęcia <script>alert(1)</script> {{place}}'],
    ['an entity', 'Zajęcia &lt;b&gt; {{place}}'],
    ['an address that runs', 'Zajęcia javascript:alert(1) {{place}}'],
    ['data in an address', 'Zajęcia data:text/html,x {{place}}'],
    ['another website', 'Zajęcia w {{place}}: https://evil.example/petition'],
    ['another email address', 'Zajęcia w {{place}}: answers@evil.example'],
    ['another phone number', 'Zajęcia w {{place}}: +44 9011 222 333'],
    ['a phone number in Arabic figures', 'اتصل {{place}} ٠٧٧٠٠٩٠٠١٢٣'],
    ['a phone number with joiners in it', 'Zajęcia {{place}} 0\u200c7\u200c7\u200c0\u200c0\u200c9'],
    ['another website without www', 'Zajęcia w {{place}}: evil.example/petition'],
    ['another website in capitals', 'Zajęcia w {{place}}: EVIL-SITE.COM'],
    ['markup in full-width signs’ place', 'Zajęcia {{place}} <img src=x onerror=alert(1)>'],
    ['a new line', 'Zajęcia\n{{place}}'],
    ['a tab', 'Zajęcia\t{{place}}'],
    ['values in other braces', 'Zajęcia {place}'],
    ['a value with spaces', 'Zajęcia {{ place }}'],
    ['a value in capitals', 'Zajęcia {{PLACE}}'],
    ['a full-width formula', '＝HYPERLINK {{place}}'],
    ['a missing value', 'Zajęcia w poniedziałki'],
    ['a value twice', 'Zajęcia {{place}} {{place}}'],
    ['another value', 'Zajęcia {{constructor}}'],
    ['a value of the program', 'Zajęcia {{place}} {{__proto__}}'],
    ['a loose brace', 'Zajęcia {{place}} {{ {place}'],
    ['text turned around', 'Zajęcia {{place}} \u202egnp.exe'],
    ['isolates', 'Zajęcia \u2067{{place}}\u2069'],
    ['zero width', 'Zaję\u200bcia {{place}}'],
    ['a control', 'Zajęcia\u0000 {{place}}'],
    ['tags of Unicode', 'Zajęcia \u{e0041}{{place}}'],
    ['half a character', 'Zajęcia \ud800 {{place}}'],
    ['another encoding', 'Zaj\ufffdcia {{place}}'],
    ['a formula', '=HYPERLINK("https://evil.example") {{place}}'],
    ['a formula with plus', '+1+cmd {{place}}'],
    ['a formula with at', '@SUM(A1) {{place}}'],
    ['far too much', `{{place}} ${'a'.repeat(6000)}`],
  ])('may not have %s', (_what, words) => {
    expect(translationProblems(source, words)).not.toEqual([])
  })

  it('may have the same address and number in figures of its own', () => {
    const english = 'Ring 01354 555 222 or see centres.example.org/fen.'
    expect(translationProblems(english, 'اتصل ٠١٣٥٤ ٥٥٥ ٢٢٢ أو centres.example.org/fen')).toEqual([])
    expect(translationProblems('Open at 10.30.', 'Otwarte od 10.30, np. we wtorek.')).toEqual([])
  })

  it('lets nothing through that a page or a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), words => {
        if (translationProblems('A sentence.', words).length > 0) return
        expect(words).not.toMatch(/[<>\u202a-\u202e\u2066-\u2069]/)
        expect(words).not.toMatch(/^[=+\-@]/)
      }),
    )
  })
})

describe('a translator’s file', () => {
  const units = [
    { source, context: 'Fen', words: '', machine: false },
    { source: '=2+2 is “four”, isn’t it?', context: 'A & <B>', words: 'Cztery & "więcej"', machine: true },
  ]
  const expected = [
    { source, words: '', machine: null },
    { source: units[1]?.source, words: units[1]?.words, machine: true },
  ]
  const shape = (rows: readonly TranslatedRow[]): object[] =>
    rows.map(row => ({ source: row.source, words: row.words, machine: row.machine }))

  it('comes back as a table as it went out', () => {
    const csv = stringify(translationTable(units), {
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    })
    expect(csv).toContain("'=2+2")
    expect(shape(readTranslationFile(bytes(csv)))).toEqual(expected)
    const german = stringify(translationTable(units), { delimiter: ';' })
    expect(shape(readTranslationFile(bytes(german)))).toEqual(expected)
  })

  it('comes back as XLIFF as it went out', () => {
    const read = readTranslationFile(bytes(translationXliff('pl', 'Fen & Edge', units)))
    expect(shape(read)).toEqual(expected)
  })

  it('comes back whatever its sentences hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
          maxLength: 8,
        }),
        pairs => {
          // No control can stand in XML, nor half a character in UTF-8.
          const plain = (text: string): string =>
            sentenceKey(text.replace(/[\p{Cc}\p{Surrogate}\ufeff]/gu, '')).replace(/^'+/, '')
          const written = pairs.map(([english, words]) => ({
            source: plain(english),
            context: '',
            words: plain(words),
            machine: false,
          }))
          const wanted = written.map(unit => [unit.source, unit.words])
          const rows = (text: string): string[][] =>
            readTranslationFile(bytes(text)).map(row => [row.source, row.words])
          expect(rows(translationXliff('pl', 'x', written))).toEqual(wanted)
          expect(rows(stringify(translationTable(written), { escape_formulas: true }))).toEqual(wanted)
        },
      ),
      { examples: [[[['', '＝']]], [[['+1', '－']]]] },
    )
  })

  it('may be XLIFF 2.1 from another program', () => {
    const text = `<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="pl">
      <file id="f"><unit id="1"><segment><source>Yes</source><target>Tak</target></segment></unit>
      <unit id="2"><segment><source>No <ph id="1"/></source><target>Nie</target></segment></unit></file></xliff>`
    const [yes, no] = readTranslationFile(bytes(text))
    expect(yes).toMatchObject({ source: 'Yes', words: 'Tak', problem: null })
    expect(no?.problem).toMatch(/tags/)
  })

  it.each([
    [
      'another file',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xliff>&f;</xliff>',
      /document type/,
    ],
    ['an address', '<!DOCTYPE xliff SYSTEM "http://evil.example/x.dtd"><xliff/>', /document type/],
    [
      'a billion laughs',
      '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xliff>&b;</xliff>',
      /document type/,
    ],
    ['an unknown name', '<xliff><trans-unit><source>&secret;</source></trans-unit></xliff>', /entities/],
    [
      'a prototype’s name',
      '<xliff><trans-unit><source>&constructor;</source></trans-unit></xliff>',
      /entities/,
    ],
    ['half a character', '<xliff><trans-unit><source>&#xd800;</source></trans-unit></xliff>', /entities/],
    ['great depth', `<xliff>${'<g>'.repeat(5000)}`, /too deep/],
    ['an end that is missing', '<xliff><file><body>', /cut off/],
    ['an end that crosses', '<xliff><file></xliff></file>', /cut off/],
    ['a page of the web', '<html><body>hello</body></html>', /not an XLIFF/],
    ['a picture', '<svg onload="alert(1)"/>', /not an XLIFF/],
  ])('that is XML with %s is refused', (_what, text, sentence) => {
    expect(() => readTranslationFile(bytes(text))).toThrow(sentence)
  })

  it('is told by its sentences, whatever its ids, alternatives and comments say', () => {
    const text = `<?xml version="1.0" encoding="UTF-16"?><xliff version="1.2"><file target-language="pl"><body>
      <trans-unit id="constructor"><source>Yes</source><alt-trans><target>&lt;b&gt;</target></alt-trans><target>T<!-- x -->ak</target></trans-unit>
      <trans-unit id="constructor"><source>No</source><target><![CDATA[<b>Nie</b>]]></target></trans-unit>
      <trans-unit id="99"><source>Well</source><target>&#x202e;No</target></trans-unit></body></file></xliff>`
    const rows = readTranslationFile(bytes(text), 'pl')
    expect(rows.map(row => [row.source, row.words])).toEqual([
      ['Yes', 'Tak'],
      ['No', '<b>Nie</b>'],
      ['Well', '\u202eNo'],
    ])
    const named = rows.map(row => ({ source: row.source, context: '' }))
    expect(readTranslatedRows(rows, named, [], about).problems).toMatchObject([{ row: 2 }, { row: 3 }])
  })

  it.each(['<file target-language="ar"/>', '<file target-language="xx-evil"/>'])(
    'is refused where it is said to be in another language: %s',
    file => {
      expect(() => readTranslationFile(bytes(`<xliff version="1.2">${file}</xliff>`), 'pl')).toThrow(
        /another language/,
      )
      expect(() => readTranslationFile(bytes('<xliff version="2.0" trgLang="ar"/>'), 'pl')).toThrow(
        /another language/,
      )
      expect(readTranslationFile(bytes('<xliff version="2.0" trgLang="pl-PL"/>'), 'pl')).toEqual([])
    },
  )

  it('is refused when it is too large, empty, in another encoding, or no table', () => {
    expect(() => readTranslationFile(new Uint8Array(largestTranslationFile + 1))).toThrow(/larger/)
    expect(() => readTranslationFile(new Uint8Array())).toThrow(/empty/)
    // “Zajęcia” in Windows-1250, and UTF-16.
    expect(() => readTranslationFile(new Uint8Array([0x5a, 0x61, 0x6a, 0xea, 0x63, 0x69, 0x61]))).toThrow(
      /UTF-8/,
    )
    expect(() =>
      readTranslationFile(new Uint8Array(Buffer.from('\ufeffEnglish,Translation\n', 'utf16le'))),
    ).toThrow(/UTF-8|not text/)
    expect(() => readTranslationFile(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toThrow(/not text|UTF-8/)
    expect(() => readTranslationFile(bytes('Name,Words\na,b\n'))).toThrow(/columns/)
    expect(() => readTranslationFile(bytes('English,Translation\n"never ends,b\n'))).toThrow(/quotation mark/)
  })
})

describe('what a file would change', () => {
  const units = [
    { source, context: '' },
    { source: 'Yes.', context: '' },
  ]
  const row = (
    at: number,
    english: string,
    words: string,
    machine: boolean | null = null,
  ): TranslatedRow => ({
    row: at,
    source: english,
    words,
    machine,
    problem: null,
  })

  it('adds, changes, passes over and lists, row by row', () => {
    const before = [{ source: 'Yes.', words: 'Ta.', machine: true, by: '', at: '' }]
    const read = readTranslatedRows(
      [
        row(2, 'Yes.', 'Tak.', false),
        row(3, source, ''),
        row(4, 'Not in the texts.', 'Nie ma.'),
        row(5, 'Yes.', 'Tak.'),
      ],
      units,
      before,
      about,
    )
    expect(read).toMatchObject({
      problems: [],
      added: 0,
      changed: 1,
      empty: 1,
      unknown: ['Not in the texts.'],
    })
    expect(read.translations).toEqual([
      { source: 'Yes.', words: 'Tak.', machine: false, by: 'An agency', at: '2026-05-01T00:00:00.000Z' },
    ])
  })

  it('takes a sentence that is there twice once, and refuses two translations of it', () => {
    const twice = [row(2, 'Yes.', 'Tak.'), row(3, 'Yes.', 'Tak.')]
    expect(readTranslatedRows(twice, units, [], about)).toMatchObject({ problems: [], added: 1, changed: 0 })
    const other = [row(2, 'Yes.', 'Tak.'), row(3, ' Yes. ', 'Nie.')].map(one => ({
      ...one,
      source: one.source.trim(),
    }))
    expect(readTranslatedRows(other, units, [], about).problems).toHaveLength(1)
  })

  it('names each row that is wrong', () => {
    const read = readTranslatedRows(
      [row(2, 'Yes.', 'Tak.'), row(3, 'Yes.', 'Owszem.'), row(4, source, '<b>'), row(5, '', 'Sierota')],
      units,
      [],
      about,
    )
    expect(read.problems.map(problem => problem.row)).toEqual([3, 4, 4, 5])
  })

  it.each(['__proto__', 'constructor', 'toString'])('takes %s for a sentence like any other', name => {
    const read = readTranslatedRows([row(2, name, 'x')], [...units, { source: name, context: '' }], [], about)
    expect(read.translations).toHaveLength(1)
    expect(readTranslatedRows([row(2, name, 'x')], units, [], about).unknown).toEqual([name])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
