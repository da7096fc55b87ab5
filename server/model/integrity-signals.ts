import { optionsOf, type SurveyPage } from './survey.ts'

/** How fast somebody may read who skims: words a minute. Most people read 200 to 300. */
export const FASTEST_WORDS_A_MINUTE = 1_200

/** No form is filled in by hand in less, in seconds. */
export const SHORTEST_SECONDS = 4

const wordsIn = (text: string | undefined): number => text?.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

/**
 * The words that somebody sees who answers some pages.
 *
 * @param pages - the pages that were asked
 * @returns how many words titles, introductions, questions, hints and answers to choose from have together
 */
export function wordsOf(pages: readonly SurveyPage[]): number {
  return pages.reduce((sum, page) => sum + wordsOfPage(page), 0)
}

// A published survey never changes, and every sent response asks for the same sums.
const counted = new WeakMap<SurveyPage, number>()

function wordsOfPage(page: SurveyPage): number {
  const known = counted.get(page)
  if (known !== undefined) return known
  const texts = [
    page.title,
    page.introduction,
    ...page.questions.flatMap(question => [
      question.text,
      question.hint,
      ...(question.items ?? []).map(item => item.text),
      ...optionsOf(question).map(option => option.text),
    ]),
  ]
  const words = texts.reduce((sum, text) => sum + wordsIn(text), 0)
  counted.set(page, words)
  return words
}

/** How the time that answering took compares with reading. */
export interface ReadingTime {
  readonly words: number
  /** The least time in which the words can be skimmed, in seconds. */
  readonly leastSeconds: number
  /** Whether the answers were sent before that. */
  readonly tooFast: boolean
}

/**
 * Compares the time that answering took with the time that reading takes.
 *
 * @param pages - the pages that were asked
 * @param seconds - from the first page, as the server gave it out, to sending; null when that is not known
 * @returns the comparison; an unknown time is never too fast
 */
export function readingTime(pages: readonly SurveyPage[], seconds: number | null): ReadingTime {
  const words = wordsOf(pages)
  const leastSeconds = Math.max(SHORTEST_SECONDS, Math.round((words / FASTEST_WORDS_A_MINUTE) * 60))
  return { words, leastSeconds, tooFast: seconds !== null && seconds >= 0 && seconds < leastSeconds }
}

/** Many arrivals in little time. */
export interface Burst {
  /** Milliseconds since 1970 began in UTC: the first and the last arrival of the burst. */
  readonly fromMs: number
  readonly toMs: number
  /** Positions of its arrivals in the list that was given, in order of time. */
  readonly members: readonly number[]
  /** Arrivals that the same time has on an ordinary occasion. */
  readonly usual: number
}

/** What counts as a burst. */
export interface BurstRule {
  /** Length of the stretches of time that are compared, in milliseconds. */
  readonly windowMs: number
  /** Fewer arrivals are never a burst: a family, a class, a library. */
  readonly fewest: number
  /** How unlikely so many arrivals must be by chance, such as 0.000001. */
  readonly chance: number
}

/** Ten minutes; as many as a drop-in session sends are nothing special. */
export const USUAL_BURST_RULE: BurstRule = { windowMs: 600_000, fewest: 12, chance: 1e-6 }

/**
 * The chance that at least so many arrive when arrivals have nothing to do with each other.
 *
 * @param count - arrivals, a whole number
 * @param usual - arrivals that are usual in the same time, above 0
 * @returns upper tail of the Poisson distribution, from 0 to 1
 */
export function chanceOfAtLeast(count: number, usual: number): number {
  if (count <= 0) return 1
  if (count > usual) {
    // Far out the terms shrink at once, so they are summed from the first; nothing is lost by cancelling.
    let term = Math.exp(count * Math.log(usual) - usual - logFactorial(count))
    let sum = 0
    for (let k = count; term > sum * 1e-15 && term > 0; k += 1) {
      sum += term
      term *= usual / (k + 1)
    }
    return Math.min(1, sum)
  }
  let below = 0
  for (let k = 0; k < count; k += 1) below += Math.exp(k * Math.log(usual) - usual - logFactorial(k))
  return Math.min(1, Math.max(0, 1 - below))
}

function logFactorial(whole: number): number {
  let sum = 0
  for (let k = 2; k <= whole; k += 1) sum += Math.log(k)
  return sum
}

/**
 * Finds times at which far more arrived than usual. What is usual is the median of the stretches of time in which
 * anything arrived at all, so neither quiet nights nor the bursts themselves move it much.
 *
 * @param arrivalsMs - moments of arrival, in milliseconds since 1970 began in UTC, in any order
 * @param rule - what counts as a burst
 * @returns the bursts in order of time; stretches that touch are one burst
 */
export function findBursts(arrivalsMs: readonly number[], rule: BurstRule = USUAL_BURST_RULE): Burst[] {
  const windows = new Map<number, number[]>()
  arrivalsMs.forEach((at, position) => {
    const window = Math.floor(at / rule.windowMs)
    windows.set(window, [...(windows.get(window) ?? []), position])
  })
  const counts = [...windows.values()].map(members => members.length).sort((a, b) => a - b)
  const usual = Math.max(1, counts[Math.floor((counts.length - 1) / 2)] ?? 1)
  const busy = [...windows]
    .filter(
      ([, members]) => members.length >= rule.fewest && chanceOfAtLeast(members.length, usual) < rule.chance,
    )
    .sort(([a], [b]) => a - b)
  const joined: { last: number; members: number[] }[] = []
  for (const [window, members] of busy) {
    const before = joined.at(-1)
    if (before?.last === window - 1) {
      before.last = window
      before.members.push(...members)
    } else joined.push({ last: window, members: [...members] })
  }
  const when = (position: number | undefined): number => arrivalsMs[position ?? 0] ?? 0
  return joined.map(({ members }) => {
    const inOrder = [...members].sort((a, b) => when(a) - when(b) || a - b)
    return { fromMs: when(inOrder[0]), toMs: when(inOrder.at(-1)), members: inOrder, usual }
  })
}

/** Something that came more than once, with the moment at which each came. */
export interface TimedItem {
  readonly id: string
  /** Items of the same kind have the same key. */
  readonly key: string
  /** Milliseconds since 1970 began in UTC. */
  readonly atMs: number
}

/**
 * Groups items of the same kind that follow each other closely.
 *
 * @param items - the items, in any order
 * @param withinMs - the longest time between one and the next of a group, in milliseconds
 * @returns ids of each group of two and more, the first to come first; groups in the order of their first
 */
export function closeRepeats(items: readonly TimedItem[], withinMs: number): string[][] {
  const inOrder = [...items].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const latest = new Map<string, { atMs: number; ids: string[] }>()
  const groups: string[][] = []
  for (const { id, key, atMs } of inOrder) {
    const open = latest.get(key)
    if (open && atMs - open.atMs <= withinMs) {
      open.ids.push(id)
      open.atMs = atMs
      continue
    }
    const ids = [id]
    groups.push(ids)
    latest.set(key, { atMs, ids })
  }
  return groups.filter(ids => ids.length > 1)
}
