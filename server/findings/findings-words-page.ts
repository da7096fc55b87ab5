import { languageOf } from '../platform/languages.ts'
import { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { sayLater, type CountTable } from './findings.ts'

/** Says to one visitor the words that findings were published with; figures stay as they are. */
export interface FindingsWords {
  readonly speaker: Speaker
  /** What a table is about: a question, or a heading of our own. */
  title(table: CountTable): Said
  /** A question's words, or a statement that people were asked about. */
  question(text: string): Said
  /** A row, a column, or what rows are; a district's name stays as it is. */
  label(text: string): Said
  /** A sentence that stands under a table, or on every page. */
  note(text: string): Said
  /** Of whom the percentages of a table are, as a few words; '' where it has none. */
  base(table: CountTable): Said | string
}

const inEnglish: FindingsWords = {
  speaker: english,
  title: ({ title }) => english.say(title),
  question: text => english.say(text),
  label: text => english.say(text),
  note: text => english.say(text),
  base: ({ base }) => (base === null ? '' : english.say(base.words)),
}

// Which question a survey asks of its district is one question in all of them.
/** Questions of the standard survey as all districts together have them. */
export const questionsOfAllDistricts: readonly string[] = [
  sayLater('Children’s centres in your district'),
  sayLater('Which centres do you or your family use in your district?'),
  sayLater('What would the changes in your district mean for you or your family?'),
]

/**
 * Says published findings in a visitor's language. What was published is not touched: its sentences are recognised, and
 * said anew; what nobody has translated stays English and is tagged so.
 *
 * @param speaker - knows the council's translations, in `unansweredBook`
 * @param districtNames - the consultation's districts
 * @returns who says findings to the visitor
 */
export function findingsWords(speaker: Speaker, districtNames: readonly string[]): FindingsWords {
  if (speaker.language === 'en') return inEnglish
  const question = (text: string): Said => sayQuestion(speaker, text)
  const name = (text: string): Said | null =>
    districtNames.includes(text) ? new Said(text, speaker.language, tagFree(text)) : null
  return {
    speaker,
    title: ({ title, districtCode, placeName }) =>
      question(districtCode === null ? title : title.replaceAll(' in your district', ` in ${placeName}`)),
    question,
    label: text => name(text) ?? sayLabel(speaker, text),
    note: text => sayNote(speaker, text),
    base: table => sayBase(speaker, table),
  }
}

function tagFree(text: string): string {
  return english.say(text).html
}

const isWhole = (said: Said, { language }: Speaker): boolean =>
  said.language === language && !said.html.includes('lang="en"')

const endings: readonly { shape: RegExp; say: (speaker: Speaker, question: Said, rest: string) => Said }[] = [
  {
    shape: /^(.+) – how often each came first()$/,
    say: ({ say }, question) => say('{{question}} – how often each came first', { question }),
  },
  {
    shape: /^(.+) – average place()$/,
    say: ({ say }, question) => say('{{question}} – average place', { question }),
  },
  {
    shape: /^(.+) \(version (\d+) of the survey\)$/,
    say: ({ say }, question, version) =>
      say('{{question}} (version {{version}} of the survey)', { question, version }),
  },
  {
    shape: /^(.+) \(versions ([\d, ]+ and \d+) of the survey\)$/,
    say: (speaker, question, rest) =>
      speaker.say('{{question}} (versions {{versions}} of the survey)', {
        question,
        versions: new Intl.ListFormat(localeOf(speaker)).format(rest.match(/\d+/g) ?? []),
      }),
  },
]

function sayQuestion(speaker: Speaker, text: string): Said {
  for (const { shape, say } of endings) {
    const [, question, rest = ''] = shape.exec(text) ?? []
    if (question !== undefined) return say(speaker, sayQuestion(speaker, question), rest)
  }
  const whole = speaker.say(text)
  if (isWhole(whole, speaker)) return whole
  // A page's title before its question, or what is asked of a list before each statement: each was translated apart. Of a
  // title that nobody translated the question may still be said.
  for (const separator of [': ', ' ']) {
    for (let at = text.indexOf(separator); at > 0; at = text.indexOf(separator, at + 1)) {
      const before = speaker.say(text.slice(0, at))
      if (separator === ' ' && !isWhole(before, speaker)) continue
      const after = speaker.say(text.slice(at + separator.length))
      if (isWhole(after, speaker)) {
        return new Said(
          before.text + separator + after.text,
          speaker.language,
          before.html + separator + after.html,
        )
      }
    }
  }
  return whole
}

function localeOf({ language }: Speaker): string {
  return languageOf(language)?.locale ?? 'en-GB'
}

const months = Array.from({ length: 12 }, (_, at) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, at)),
)
const number = '(-?\\d[\\d,]*(?:\\.\\d+)?)'
type Told = (speaker: Speaker, first: string, second: string) => Said | string
const labelShapes: readonly (readonly [RegExp, Told])[] = [
  [
    new RegExp(`^(${months.join('|')}) (\\d{4})$`),
    (speaker, month, year) =>
      new Intl.DateTimeFormat(localeOf(speaker), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-01T00:00:00Z`),
      ),
  ],
  [new RegExp(`^${number}$`), (_speaker, only) => only],
  [new RegExp(`^${number} to ${number}$`), ({ say }, from, to) => say('{{from}} to {{to}}', { from, to })],
  [
    new RegExp(`^Over ${number} and up to ${number}$`),
    ({ say }, from, to) => say('Over {{from}} and up to {{to}}', { from, to }),
  ],
  [new RegExp(`^More than ${number}$`), ({ say }, than) => say('More than {{number}}', { number: than })],
  [new RegExp(`^${number} or more$`), ({ say }, least) => say('{{number}} or more', { number: least })],
  [new RegExp(`^${number} or less$`), ({ say }, most) => say('{{number}} or less', { number: most })],
]

function numberIn(speaker: Speaker, text: string): string {
  if (!/^-?[\d,.]+$/.test(text)) return text
  return new Intl.NumberFormat(localeOf(speaker), { maximumFractionDigits: 3 }).format(
    Number(text.replaceAll(',', '')),
  )
}

function sayLabel(speaker: Speaker, text: string): Said {
  const said = speaker.say(text)
  if (isWhole(said, speaker) && /\p{Letter}/u.test(text)) return said
  for (const [shape, tell] of labelShapes) {
    const [found, first = '', second = ''] = shape.exec(text) ?? []
    if (found === undefined) continue
    // A year is no number of anything.
    const year = months.includes(first)
    const told = tell(speaker, numberIn(speaker, first), year ? second : numberIn(speaker, second))
    return told instanceof Said ? told : new Said(told, speaker.language, tagFree(told))
  }
  return said
}

function sayNote(speaker: Speaker, text: string): Said {
  const [, thing] = /^Nobody gave “(.+)” a place\.$/.exec(text) ?? []
  if (thing !== undefined)
    return speaker.say('Nobody gave “{{thing}}” a place.', { thing: speaker.say(thing) })
  const [, source] = /^Source: (.+)$/.exec(text) ?? []
  if (source !== undefined) return speaker.say('Source: {{source}}', { source: speaker.say(source) })
  return speaker.say(text)
}

function sayBase(speaker: Speaker, { base }: CountTable): Said | string {
  if (base === null) return ''
  const count = base.people
  if (base.words.startsWith('about ')) return speaker.say('about {{count}} who answered', { count })
  if (base.words.startsWith('all ') || base.words === '1 response')
    return speaker.say('all {{count}} responses', { count })
  return speaker.say(base.words)
}
