import { suppressTable } from '../model/suppression.ts'
import type { AskedQuestion, FindingsDistrict } from './asked-questions.ts'
import type { CountedResponse, CountedResponses } from './counted-responses.ts'
import { sayLater, type Audience, type CountTable, type Findings } from './findings.ts'
import { profileTables, type LivingThere } from './profile-tables.ts'
import { tellingPlaces, type TellingPlaces } from './linked-questions.ts'
import { everyoneAsBase, protectChoices, protectedShare } from './protected-counts.ts'
import { measureTables } from './measure-tables.ts'
import { isWritten } from './public-answers.ts'
import { countRow, exactTables, protectedTables, type Channel } from './question-tables.ts'

/** A theme of the code frame, and the responses in whose comments it was found. */
export interface FoundTheme {
  readonly name: string
  /** Response ids. */
  readonly responses: ReadonlySet<string>
}

/** Everything that findings are made from. */
export interface FindingsInput {
  readonly consultation: Findings['consultation']
  readonly districts: readonly FindingsDistrict[]
  readonly questions: readonly AskedQuestion[]
  readonly responses: CountedResponses
  readonly living: LivingThere
  readonly themes: readonly FoundTheme[]
}

const channelNames: readonly Channel[] = [
  { key: 'online', name: sayLater('Online') },
  { key: 'paper', name: sayLater('Paper') },
  { key: 'phone', name: sayLater('Phone') },
]

/**
 * The findings of a consultation: the one result of which the page, the charts and the export are renderings.
 *
 * Staff see exact counts of each district's answers by channel. Equality groups, neighbourhoods and everything that the
 * public sees are protected: small counts are withheld, and what would give them away.
 *
 * @param input - what was asked, answered and found
 * @param audience - who will see it
 * @returns the findings
 */
export function buildFindings(input: FindingsInput, audience: Audience): Findings {
  const known = builtBefore.get(input)?.[audience]
  if (known !== undefined) return known
  const findings = builtFrom(input, audience)
  builtBefore.set(input, { ...builtBefore.get(input), [audience]: findings })
  return findings
}

// An input never changes: whoever looks at another page of the same findings does not wait for them again.
const builtBefore = new WeakMap<FindingsInput, Partial<Record<Audience, Findings>>>()

function builtFrom(input: FindingsInput, audience: Audience): Findings {
  const { districts } = input
  const { counted, withdrawn, late } = input.responses
  const channels = channelNames.filter(({ key }) => counted.some(response => response.channel === key))
  // Staff see exact counts of the survey's questions, which nothing more can be told of.
  const telling = tellingPlaces(
    audience === 'public' ? input.questions : input.questions.filter(({ section }) => section === 'equality'),
    counted,
    districts,
    ({ section }) => (audience === 'public' && section === 'equality' ? 'together' : 'by district'),
  )
  const number = (code: string): number => counted.filter(response => response.districtCode === code).length
  return {
    format: 'doorstep-findings/1',
    audience,
    consultation: input.consultation,
    districts: districts.map(({ code, slug, name }) => ({ code, slug, name, responses: number(code) })),
    responses: counted.length,
    notCounted: audience === 'staff' ? { withdrawn, late } : null,
    tables: [
      responsesTable(counted, districts, channels, audience),
      ...profileTables(counted, districts, input.living),
      ...input.questions.flatMap(question =>
        questionTables(question, counted, districts, channels, audience, telling),
      ),
      ...themeTables(input.themes, counted, districts, audience),
    ],
  }
}

function questionTables(
  question: AskedQuestion,
  counted: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  channels: readonly Channel[],
  audience: Audience,
  telling: TellingPlaces,
): CountTable[] {
  const written = isWritten(question)
  // What somebody wrote about themselves is read by nobody and counted nowhere.
  if (question.section === 'equality' && written) return []
  if (question.section === 'survey') {
    const counts =
      audience === 'staff'
        ? exactTables(question, counted, districts, channels)
        : protectedTables(question, counted, districts, telling.get(question.key))
    return [...counts, ...measureTables(question, counted, districts, audience, counts)]
  }
  const tables = protectedTables(question, counted, districts, telling.get(question.key))
  // Groups of people within one district are for staff, who have to look whom they did not hear.
  return audience === 'staff' ? tables : tables.slice(0, 1)
}

function responsesTable(
  counted: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  channels: readonly Channel[],
  audience: Audience,
): CountTable {
  const counts = channels.map(channel =>
    districts.map(
      ({ code }) =>
        counted.filter(response => response.channel === channel.key && response.districtCode === code).length,
    ),
  )
  const people = districts.map(
    ({ code }) => counted.filter(response => response.districtCode === code).length,
  )
  // With one channel its counts are the districts' own, which are public.
  const several = channels.length > 1
  const shown =
    audience === 'staff' || !several ? null : suppressTable(counts, { columns: 'exact', rows: 'rounded' })
  const cell = (channel: number, district: number): number | null =>
    shown === null ? (counts[channel]?.[district] ?? 0) : (shown.cells[channel]?.[district] ?? null)
  const rowOfAll = (channel: number): number | null =>
    shown === null
      ? (counts[channel] ?? []).reduce((sum, count) => sum + count, 0)
      : (shown.rowTotals?.[channel] ?? null)
  const each = several ? channels.map((_, at) => at) : []
  return {
    id: 'responses',
    part: 'responses',
    questionId: null,
    agreement: false,
    title: sayLater('Responses by district and how they came'),
    districtCode: null,
    placeName: sayLater('All districts'),
    base: { people: counted.length, words: everyoneAsBase(counted.length).words },
    rowsAre: sayLater('District'),
    columns: [...each.map(at => channels[at]?.name ?? ''), sayLater('All')],
    rows: [
      ...districts.map(({ name }, at) => {
        const all = people[at] ?? 0
        const share = counted.length > 0 ? Math.round((100 * all) / counted.length) / 100 : null
        return countRow(name, 'count', [...each.map(channel => cell(channel, at)), all], share)
      }),
      countRow(sayLater('All districts'), 'base', [...each.map(rowOfAll), counted.length], null),
    ],
    notes: [],
  }
}

function themeTables(
  themes: readonly FoundTheme[],
  counted: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  audience: Audience,
): CountTable[] {
  if (themes.length === 0) return []
  const people = districts.map(
    ({ code }) => counted.filter(response => response.districtCode === code).length,
  )
  const counts = themes.map(theme =>
    districts.map(
      ({ code }) =>
        counted.filter(response => response.districtCode === code && theme.responses.has(response.id)).length,
    ),
  )
  const shown = audience === 'staff' ? null : protectChoices(counts, people)
  const base = everyoneAsBase(counted.length)
  return [
    {
      id: 'themes',
      part: 'themes',
      questionId: null,
      agreement: false,
      title: sayLater('Themes that people raised in their own words'),
      districtCode: null,
      placeName: sayLater('All districts'),
      base,
      rowsAre: sayLater('Theme'),
      columns: [...districts.map(({ name }) => name), sayLater('All')],
      rows: themes.map((theme, at) => {
        const own = counts[at] ?? []
        const all = shown === null ? own.reduce((sum, count) => sum + count, 0) : (shown.all[at] ?? null)
        return countRow(theme.name, 'count', [...(shown?.cells[at] ?? own), all], protectedShare(all, base))
      }),
      notes: [
        sayLater('A response counts once for each theme, in however many of its comments the theme is.'),
      ],
    },
  ]
}
