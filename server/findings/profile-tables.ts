import { compareProfile, type ProfileCategory } from '../model/comparison.ts'
import { bandsInUse } from '../model/survey.ts'
import type { FindingsDistrict } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'
import { sayLater, type CountTable } from './findings.ts'
import { everyoneAsBase, protectAnswers, protectedBase, protectedShare } from './protected-counts.ts'
import { countRow } from './question-tables.ts'

/** What is known of a neighbourhood; null is not known. */
export interface NeighbourhoodFacts {
  readonly districtCode: string
  readonly children0to4: number | null
  /** 1 most deprived to 10 least deprived. */
  readonly idaciDecile: number | null
  readonly rural: boolean | null
}

/** Who lives in the county. */
export interface LivingThere {
  /** By neighbourhood code. */
  readonly neighbourhoods: ReadonlyMap<string, NeighbourhoodFacts>
  /** One sentence for each file that the figures come from. */
  readonly sources: readonly string[]
}

const tenths = Array.from({ length: 10 }, (_, at) => ({
  key: String(at + 1),
  label:
    at === 0
      ? sayLater('1: most deprived tenth in England')
      : at === 9
        ? sayLater('10: least deprived tenth in England')
        : String(at + 1),
}))

/**
 * Who answered against who lives there, by district, deprivation and rurality, and how far those who answered live from
 * a centre. Neighbourhoods are small: every table but that of districts is protected, for staff too.
 *
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @param living - what is known of the county's neighbourhoods
 * @returns tables; those without any known figure of the population compare nothing
 */
export function profileTables(
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  living: LivingThere,
): CountTable[] {
  const facts = [...living.neighbourhoods.values()]
  const children = (of: (one: NeighbourhoodFacts) => boolean): number | null => sumOf(facts.filter(of))
  const home = (response: CountedResponse): NeighbourhoodFacts | undefined =>
    response.neighbourhoodCode === null ? undefined : living.neighbourhoods.get(response.neighbourhoodCode)
  const byDistrict = compareProfile(
    districts.map(({ code, name }) => ({
      key: code,
      label: name,
      respondents: responses.filter(response => response.districtCode === code).length,
      population: children(one => one.districtCode === code),
    })),
  )
  const tables: CountTable[] = [
    {
      ...frame(
        'profile-district',
        sayLater('Which district the answers are about, and where young children live'),
        sayLater('District'),
      ),
      base: everyoneAsBase(responses.length),
      columns: [sayLater('All')],
      rows: byDistrict.rows.map(row => {
        const share = row.respondentShare
        return countRow(
          row.label,
          'count',
          [row.respondents],
          share === null ? null : percent(share),
          row.populationShare,
        )
      }),
      notes: [...living.sources],
    },
  ]
  if (facts.some(one => one.idaciDecile !== null)) {
    tables.push(
      protectedProfile(
        frame(
          'profile-idaci',
          sayLater(
            'How deprived the neighbourhoods are where people live who answered (income deprivation affecting children)',
          ),
          sayLater('Tenth of neighbourhoods'),
        ),
        responses,
        tenths.map(({ key, label }) => ({
          key,
          label,
          population: children(one => String(one.idaciDecile) === key),
        })),
        response => home(response)?.idaciDecile?.toString() ?? null,
        living.sources,
      ),
    )
  }
  if (facts.some(one => one.rural !== null)) {
    tables.push(
      protectedProfile(
        frame(
          'profile-rural',
          sayLater('Whether people who answered live in a town or in the country'),
          sayLater('Kind of neighbourhood'),
        ),
        responses,
        [
          { key: 'false', label: sayLater('Urban'), population: children(one => one.rural === false) },
          { key: 'true', label: sayLater('Rural'), population: children(one => one.rural === true) },
        ],
        response => home(response)?.rural?.toString() ?? null,
        living.sources,
      ),
    )
  }
  tables.push(
    protectedProfile(
      frame(
        'profile-distance',
        sayLater('How far people who answered live from the nearest centre of today'),
        sayLater('Distance or journey'),
      ),
      responses,
      bandsInUse(responses.map(response => response.distanceBand)).map(({ value, text }) => ({
        key: value,
        label: text,
        population: null,
      })),
      response => response.distanceBand,
      [
        sayLater(
          'From the postcode to the nearest existing centre: kilometres are estimated from a straight line, minutes are measured by the way of travelling that the proposal’s figures use. The postcode was not kept.',
        ),
      ],
    ),
  )
  return [...tables, ...aboutTables(responses)]
}

// Mostly nobody is helped, and no organisation answers. Whether a table is there follows from nothing but the counts that
// it shows: by how many said so, it would tell something of those whose counts are withheld.
function aboutTables(responses: readonly CountedResponse[]): CountTable[] {
  const parts = [
    {
      head: frame('profile-helped', sayLater('Who helped to answer'), sayLater('Helped by')),
      rest: sayLater('Nobody, or not said'),
      categories: [
        { key: 'family-or-friend', label: sayLater('Family or a friend') },
        { key: 'staff', label: sayLater('Staff of the council, a centre or another service') },
        { key: 'interpreter', label: sayLater('An interpreter') },
        { key: 'other', label: sayLater('Somebody else') },
      ],
      of: ({ helpedBy }: CountedResponse): string | null => helpedBy,
    },
    {
      head: frame('profile-organisation', sayLater('Responses of organisations'), sayLater('Response')),
      rest: sayLater('Of somebody for themselves, or not said'),
      categories: [
        { key: 'true', label: sayLater('Official response of an organisation') },
        { key: 'false', label: sayLater('Of somebody who works or volunteers there') },
      ],
      of: ({ official }: CountedResponse) => official?.toString() ?? null,
    },
  ]
  return parts
    .map(({ head, rest, categories, of }) =>
      protectedProfile(
        head,
        responses,
        categories.map(category => ({ ...category, population: null })),
        of,
        [],
        rest,
      ),
    )
    .filter(({ rows }) => rows.some(({ role, counts }) => role === 'count' && counts[0] !== null))
}

function protectedProfile(
  head: ReturnType<typeof frame>,
  responses: readonly CountedResponse[],
  categories: readonly Omit<ProfileCategory, 'respondents'>[],
  categoryOf: (response: CountedResponse) => string | null,
  notes: readonly string[],
  rest = sayLater('Postcode not given, or not found'),
): CountTable {
  const counts = categories.map(
    ({ key }) => responses.filter(response => categoryOf(response) === key).length,
  )
  const notKnown = responses.length - counts.reduce((sum, count) => sum + count, 0)
  const { cells } = protectAnswers([...counts, notKnown].map(count => [count]))
  const shown = cells.map(row => row[0] ?? null)
  const [answers, others] = [shown.slice(0, -1), shown.at(-1) ?? null]
  const base = protectedBase(answers, others, responses.length)
  const population = compareProfile(categories.map(category => ({ ...category, respondents: 0 })))
  return {
    ...head,
    base,
    columns: [sayLater('All')],
    rows: [
      ...categories.map(({ label }, at) => {
        const count = answers[at] ?? null
        return countRow(
          label,
          'count',
          [count],
          protectedShare(count, base),
          population.rows[at]?.populationShare ?? null,
        )
      }),
      countRow(rest, 'beside', [others], null),
    ],
    notes: [...notes],
  }
}

function frame(id: string, title: string, rowsAre: string) {
  return {
    id,
    part: 'profile' as const,
    questionId: null,
    agreement: false,
    title,
    districtCode: null,
    placeName: sayLater('All districts'),
    rowsAre,
  }
}

function sumOf(facts: readonly NeighbourhoodFacts[]): number | null {
  const known = facts.map(one => one.children0to4)
  // A sum with a gap in it would be too small.
  return known.length === 0 || known.includes(null)
    ? null
    : known.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

function percent(share: number): number {
  return Math.round(share * 100) / 100
}
