import { PUBLIC_RULES } from '../model/suppression.ts'
import type { AskedQuestion, FindingsDistrict } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'
import { sayLater, type Audience, type CountTable } from './findings.ts'
import { countRow, frameOf, placesOf, type Place } from './question-tables.ts'
import { knownCounts } from './withhold-more.ts'

/**
 * What is measured of answers and not counted: the average place of what was put in order, and for staff the middle
 * and the ends of numbers.
 *
 * Averages tell in which proportion things came first. Anybody may see them only where no place of anything was given
 * by few and no count beside them is withheld: in all districts together or, for the districts, in each of them. Those
 * of all districts moreover only where every district's small counts would stay hidden beside the exact totals.
 *
 * @param question - the question; most have none
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @param audience - who will see it
 * @param shown - the question's tables of counts as they are shown to them
 * @returns tables, all districts first; for the public one for each place with responses, whether somebody answered or
 * not, and for staff none where nobody did
 */
export function measureTables(
  question: AskedQuestion,
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  audience: Audience,
  shown: readonly CountTable[],
): CountTable[] {
  if (question.kind !== 'ranking' && question.kind !== 'number') return []
  const places = placesOf(question, responses, districts)
  if (question.kind === 'number') {
    return audience === 'staff' ? places.flatMap(place => numberTable(question, place) ?? []) : []
  }
  if (audience === 'staff') {
    return places
      .filter(place => ordersOf(question, place).length > 0)
      .map(place => rankingTable(question, place, true))
  }
  // That a district's table is missing would tell that nobody there answered.
  const there = places.filter(place => place.responses.length > 0)
  const own = there.filter(place => place.code !== null)
  const full = (these: readonly Place[]): boolean =>
    these.every(place => nothingIsRare(question, place) && nothingIsWithheld(tableOf(shown, place)))
  const ownMay = full(own)
  return there.map(place =>
    publicRanking(
      question,
      place,
      place.code === null ? full([place]) && hiddenBesideTotals(question, own, shown) : ownMay,
    ),
  )
}

function tableOf(shown: readonly CountTable[], place: Place): CountTable | undefined {
  return shown.find(table => table.districtCode === place.code)
}

function nothingIsWithheld(table: CountTable | undefined): boolean {
  return table?.rows.every(row => row.counts.every(count => count !== null)) ?? false
}

/** Whether no small count of a district could be worked out, if every total of all districts were known exactly. */
function hiddenBesideTotals(
  question: AskedQuestion,
  own: readonly Place[],
  shown: readonly CountTable[],
): boolean {
  const tables = own.map(place => tableOf(shown, place))
  const rows = tables[0]?.rows ?? []
  const people = own.map(place => place.responses.length)
  const firsts = question.options.map(({ value }) =>
    own.map(place => ordersOf(question, place).filter(([first]) => first === value).length),
  )
  const rest = people.map((all, at) => all - firsts.reduce((sum, row) => sum + (row[at] ?? 0), 0))
  const truth = [...firsts, rest].slice(0, rows.length)
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
  const known = knownCounts(
    rows.map((_, row) => tables.map(table => table?.rows[row]?.counts[0] ?? null)),
    people,
    truth.map(row => ({ low: sum(row), high: sum(row) })),
  )
  return truth.every((row, at) =>
    row.every((count, place) => {
      const { low, high } = known[at]?.[place] ?? { low: 0, high: Infinity }
      const enough = Math.min(PUBLIC_RULES.threshold - 1, people[place] ?? 0)
      return count >= PUBLIC_RULES.threshold || (low === 0 && high >= enough)
    }),
  )
}

// Pages show no more, and exports are to agree with them.
const oneDecimal = (value: number): number => Math.round(value * 10) / 10

function ordersOf({ key }: AskedQuestion, place: Place): (readonly string[])[] {
  return place.responses.flatMap(({ orders }) => {
    const order = orders[key] ?? []
    return order.length > 0 ? [order] : []
  })
}

function placed(orders: readonly (readonly string[])[], value: string): number[] {
  return orders.map(order => order.indexOf(value) + 1).filter(place => place > 0)
}

function mean(places: readonly number[]): number {
  return places.reduce((sum, place) => sum + place, 0) / places.length
}

function nothingIsRare(question: AskedQuestion, place: Place): boolean {
  const orders = ordersOf(question, place)
  return question.options.every(({ value }) => {
    const given = placed(orders, value)
    return question.options.every(
      (_, at) => given.filter(one => one === at + 1).length >= PUBLIC_RULES.threshold,
    )
  })
}

function rankingTable(question: AskedQuestion, place: Place, exact: boolean): CountTable {
  const orders = ordersOf(question, place)
  const ranked = question.options.map(option => ({ option, given: placed(orders, option.value) }))
  const never = ranked.filter(({ given }) => given.length === 0)
  const average = sayLater('Average place: 1 is first')
  return {
    ...frameOf(question, place),
    id: `${question.key}.places.${place.code ?? 'all'}`,
    title: `${question.text} – average place`,
    base: null,
    columns: exact ? ['Gave it a place', average] : [average],
    rows: [
      ...ranked
        .filter(({ given }) => given.length > 0)
        .map(({ option, given }) => {
          const measured = oneDecimal(mean(given))
          return countRow(option.text, 'beside', exact ? [given.length, measured] : [measured], null)
        }),
    ],
    notes: [
      sayLater('The average is of those who gave it a place.'),
      ...never.map(({ option }) => `Nobody gave “${option.text}” a place.`),
    ],
  }
}

function publicRanking(question: AskedQuestion, place: Place, may: boolean): CountTable {
  const table = rankingTable(question, place, false)
  if (may) return table
  return {
    ...table,
    rows: question.options.map(option => countRow(option.text, 'beside', [null], null)),
    notes: [sayLater('Average places are not shown here: they would tell too much about small numbers.')],
  }
}

function numberTable(question: AskedQuestion, place: Place): CountTable | null {
  const numbers = place.responses
    .flatMap(response => response.numbers[question.key] ?? [])
    .sort((a, b) => a - b)
  if (numbers.length === 0) return null
  // Between two numbers, in proportion to how near they are.
  const at = (share: number): number => {
    const place = share * (numbers.length - 1)
    const [below, above] = [numbers[Math.floor(place)] ?? 0, numbers[Math.ceil(place)] ?? 0]
    return oneDecimal(below + (above - below) * (place - Math.floor(place)))
  }
  const lines: readonly (readonly [string, number])[] = [
    ['Least', 0],
    ['Lower quartile', 0.25],
    ['Median', 0.5],
    ['Upper quartile', 0.75],
    ['Greatest', 1],
  ]
  return {
    ...frameOf(question, place),
    id: `${question.key}.numbers.${place.code ?? 'all'}`,
    title: `${question.text} – middle and ends`,
    base: null,
    rowsAre: 'Measure',
    columns: ['All'],
    rows: [
      ...lines.map(([label, share]) => countRow(label, 'beside', [at(share)], null)),
      countRow('Base: gave a number', 'base', [numbers.length], null),
    ],
    notes: ['Who gave no number is not in these.'],
  }
}
