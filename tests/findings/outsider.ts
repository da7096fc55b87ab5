import { greatestFlow, leastFlow, settle } from '../../server/model/circulation.ts'
import { tableNetwork } from '../../server/model/disclosure-audit.ts'
import { PUBLIC_RULES, type PublishedCount } from '../../server/model/suppression.ts'
import { aDefinition, someDistricts, type TestAnswers } from './support.ts'
import { optionsOf, questionsOf } from '../../server/model/survey.ts'

/** What stands on pages or in an export: table id → row → column → number, or null where it says "not shown". */
export type Shown = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, PublishedCount>>>

/** Reads every table of counts out of a page. */
export function tablesOnPage(html: string): Map<string, Map<string, Map<string, PublishedCount>>> {
  const tables = new Map<string, Map<string, Map<string, PublishedCount>>>()
  const words = (text: string): string =>
    text
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .trim()
  for (const [, id = '', section = ''] of html.matchAll(
    /<section class="findings-table" id="([^"]+)">([\s\S]*?)<\/section>/g,
  )) {
    const heads = [...section.matchAll(/<th scope="col"[^>]*>([\s\S]*?)<\/th>/g)].map(found =>
      words(found[1] ?? ''),
    )
    const rows = new Map<string, Map<string, PublishedCount>>()
    for (const [, row = ''] of (section.split('<tbody')[1] ?? '').matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)) {
      const cells = [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(found => words(found[1] ?? ''))
      const counts = new Map<string, PublishedCount>()
      cells.slice(1).forEach((cell, at) => {
        const head = heads[at + 1] ?? ''
        if (head === 'Percentage' || head.startsWith('Of the children')) return
        counts.set(head, cell === 'not shown' ? null : Number(cell.replaceAll(',', '')))
      })
      rows.set(cells[0] ?? '', counts)
    }
    tables.set(id, rows)
  }
  return tables
}

/** The truth, counted without the product. */
function truth(all: readonly TestAnswers[], district: string, key: string, value: string): number {
  return all.filter(one => (one.district ?? 'D1') === district && (one.choices?.[key] ?? []).includes(value))
    .length
}

/** A small count of which an outsider can rule something out. */
export interface Leak {
  readonly what: string
  readonly truth: number
  readonly low: number
  readonly high: number
}

const { threshold } = PUBLIC_RULES

/** A table under attack. */
export interface Attacked {
  readonly name: string
  readonly labels: readonly string[]
  readonly shown: readonly (readonly PublishedCount[])[]
  readonly truth: readonly (readonly number[])[]
  readonly people: readonly number[]
  /** Of all places together, by row; null where they are not shown. */
  readonly together: readonly PublishedCount[] | null
  /** By row, what is known otherwise: so many people at least are in it. */
  readonly atLeast?: readonly number[]
  readonly atMost?: readonly number[]
}

/** What an outsider can rule out of the small counts of one table. */
export function leaksIn({
  name,
  labels,
  shown,
  truth: counts,
  people,
  together,
  ...known
}: Attacked): Leak[] {
  const totals = { columns: 'exact', rows: together === null ? 'none' : 'rounded' } as const
  const total = people.reduce((sum, count) => sum + count, 0)
  const { network, cellArc, rowArc } = tableNetwork(
    { cells: shown, columnTotals: people, rowTotals: together, total, totals },
    PUBLIC_RULES,
  )
  for (const [row, least] of (known.atLeast ?? []).entries()) {
    const arc = network.arcs[rowArc(row)]
    if (arc)
      Object.assign(arc, {
        low: Math.max(arc.low, least),
        high: Math.min(arc.high, known.atMost?.[row] ?? arc.high),
      })
  }
  if (!settle(network)) throw new Error(`The counts of ${name} cannot belong to one table.`)
  const intervals = shown.map((row, i) =>
    row.map((_, j) => ({
      low: leastFlow(network, cellArc(i, j)),
      high: greatestFlow(network, cellArc(i, j)),
    })),
  )
  return counts.flatMap((row, i) =>
    row.flatMap((count, j) => {
      if (count >= threshold) return []
      const { low, high } = intervals[i]?.[j] ?? { low: 0, high: 0 }
      const enough = Math.min(threshold - 1, people[j] ?? 0)
      return low === 0 && high >= enough
        ? []
        : [{ what: `${name}: ${labels[i] ?? ''} in place ${j + 1}`, truth: count, low, high }]
    }),
  )
}

/**
 * Everything that an outsider can rule out of small counts, from what is shown and the exact number of responses of
 * each district.
 */
export function outsiderLearns(shown: Shown, all: readonly TestAnswers[]): Leak[] {
  const people = someDistricts.map(({ code }) => all.filter(one => (one.district ?? 'D1') === code).length)
  const asked = (code: string): number => someDistricts.findIndex(one => one.code === code)
  const leaks: Leak[] = []
  const cell = (id: string, row: string, column = 'All'): PublishedCount => {
    const found = shown.get(id)?.get(row)?.get(column)
    const district = someDistricts.find(({ code }) => id.endsWith(`.${code}`))
    const nobody = district ? people[asked(district.code)] === 0 : all.length === 0
    if (found === undefined && nobody) return null
    if (found === undefined) throw new Error(`Nothing is said of ${row} in ${id}.`)
    return found
  }
  const definition = aDefinition(someDistricts[0])
  for (const question of questionsOf([...definition.pages, ...definition.equality])) {
    if (question.kind === 'postcode' || question.kind === 'text') continue
    const options =
      question.kind === 'long-text' ? [{ value: '', text: 'Wrote an answer' }] : [...optionsOf(question)]
    const own = question.proposalId !== undefined
    const equality = question.key === 'sex'
    // Places that share a table: a proposal's one district, the county for equality, otherwise every district.
    const groups = own ? someDistricts.map(one => [one.code]) : [someDistricts.map(one => one.code)]
    groups.forEach((codes, index) => {
      const key = own ? `${question.key}--${index + 1}` : question.key
      const counted = (value: string): number[] =>
        codes.map(code => {
          if (question.kind === 'long-text') {
            return all.filter(
              one => (one.district ?? 'D1') === code && one.texts?.[question.key] !== undefined,
            ).length
          }
          // Two ticks where one was asked are no answer.
          const usable = all.filter(
            one => question.kind === 'several' || (one.choices?.[question.key] ?? []).length === 1,
          )
          return truth(usable, code, question.key, value)
        })
      const of = codes.map(code => people[asked(code)] ?? 0)
      const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
      const cells = (row: string): PublishedCount[] => codes.map(code => cell(`${key}.${code}`, row))
      const together = (row: string): PublishedCount => cell(`${key}.all`, row)
      const binary = question.kind === 'several' || question.kind === 'long-text'
      if (binary) {
        for (const option of options) {
          const yes = counted(option.value)
          const no = yes.map((count, at) => (of[at] ?? 0) - count)
          leaks.push(
            ...leaksIn({
              name: key,
              labels: [option.text, `not ${option.text}`],
              shown: [cells(option.text), codes.map(() => null)],
              truth: [yes, no],
              people: of,
              together: [together(option.text), null],
            }),
          )
        }
        return
      }
      const yes = options.map(option => counted(option.value))
      const rest = of.map((count, at) => count - sum(yes.map(row => row[at] ?? 0)))
      // A district that nobody has answered about has no table.
      const withRest = [...codes, 'all'].some(
        place => shown.get(`${key}.${place}`)?.has('No answer') === true,
      )
      const labels = [...options.map(option => option.text), ...(withRest ? ['No answer'] : [])]
      const rows = [...yes, ...(withRest ? [rest] : [])]
      leaks.push(
        ...leaksIn(
          equality
            ? {
                name: key,
                labels,
                shown: labels.map(label => [together(label)]),
                truth: rows.map(row => [sum(row)]),
                people: [sum(of)],
                together: null,
              }
            : {
                name: key,
                labels,
                shown: labels.map(cells),
                truth: rows,
                people: of,
                together: codes.length > 1 ? labels.map(together) : null,
              },
        ),
      )
      // Districts' small counts summed over the county are small, too.
      if (codes.length > 1 && !equality) {
        leaks.push(
          ...leaksIn({
            name: `${key}, all districts`,
            labels,
            shown: labels.map(label => [together(label)]),
            truth: rows.map(row => [sum(row)]),
            people: [sum(of)],
            together: null,
          }),
        )
      }
    })
  }
  const channels = ['Online', 'Paper', 'Phone'].filter(name =>
    all.some(one => (one.channel ?? 'online') === name.toLowerCase()),
  )
  if (channels.length > 1) {
    leaks.push(
      ...leaksIn({
        name: 'responses',
        labels: channels,
        shown: channels.map(channel => someDistricts.map(({ name }) => cell('responses', name, channel))),
        truth: channels.map(channel =>
          someDistricts.map(
            ({ code }) =>
              all.filter(
                one => (one.district ?? 'D1') === code && (one.channel ?? 'online') === channel.toLowerCase(),
              ).length,
          ),
        ),
        people,
        together: channels.map(channel => cell('responses', 'All districts', channel)),
      }),
    )
  }
  return leaks
}
