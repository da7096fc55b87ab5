import { PUBLIC_RULES } from '../model/suppression.ts'
import type { AskedQuestion, FindingsDistrict } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'
import type { Audience, CountTable } from './findings.ts'
import { countRow, frameOf, placesOf, type Place } from './question-tables.ts'

/**
 * What is measured of answers and not counted: the average place of what was put in order, and for staff the middle
 * and the ends of numbers. Anybody may see average places only where no place of anything was given by few, in all
 * districts together or, for the districts, in each of them.
 *
 * @param question - the question; most have none
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @param audience - who will see it
 * @returns tables, all districts first; places where nobody answered have none
 */
export function measureTables(
  question: AskedQuestion,
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  audience: Audience,
): CountTable[] {
  if (question.kind !== 'ranking' && question.kind !== 'number') return []
  const places = placesOf(question, responses, districts)
  if (question.kind === 'number') {
    return audience === 'staff' ? places.flatMap(place => numberTable(question, place) ?? []) : []
  }
  const answered = places.filter(place => ordersOf(question, place).length > 0)
  if (audience === 'staff') return answered.map(place => rankingTable(question, place, true))
  const all = answered.filter(place => place.code === null)
  const own = answered.filter(place => place.code !== null)
  const many = (these: readonly Place[]): boolean => these.every(place => nothingIsRare(question, place))
  return [
    ...all.map(place => publicRanking(question, place, many([place]))),
    ...own.map(place => publicRanking(question, place, many(own))),
  ]
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
  const average = 'Average place: 1 is first'
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
      'The average is of those who gave it a place.',
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
    notes: ['Average places are shown where enough people gave every place to everything.'],
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
