import http from 'node:http'
import { availableParallelism } from 'node:os'
import { ownPostgres } from '../support/own-postgres.ts'
import { median, type Benchmark, type BenchmarkRow } from './harness.ts'
import { surveyAddress } from '../trial/open-survey.ts'
import { Respondent } from '../trial/respondent.ts'
import { serveSurvey, type ServedSurvey } from '../trial/served-survey.ts'
import { fillWhole, manyToSend, type ReadyToSend } from '../trial/walk-to-send.ts'
import { diskAlone } from './survey/disk-alone.ts'
import { LightLines } from './survey/light-lines.ts'
import { measure, measurePace, type Measured } from './survey/load.ts'

const connectionCounts = [1, 16, 128] as const
const runs = 3
/** Responses of each run: enough for the slowest hundredth to be more than a handful. */
const sends = { 1: 200, 16: 1000, 128: 2000 } as const
/** Responses that are sent before anything is measured. */
const warmUp = 500
/** Whole surveys that are sent by one form; each has to be filled in first. */
const wholes = 400
/** Requests that fall due in a second, over at most 128 connections: what was promised to be carried. */
const pace = 500
/** For how long they do, in each of so many runs: a moment in which the machine stands still spoils one of them. */
const paceSeconds = 4
const paceRuns = 5
const phpPages = { name: 'a PHP survey system', kind: 'measured elsewhere' as const }
const nodeServer = { name: 'a Node and PostgreSQL field-survey server', kind: 'measured elsewhere' as const }

const nothingMeasured: Measured = {
  perSecond: NaN,
  p50: NaN,
  p95: NaN,
  p99: NaN,
  cpuMilliseconds: NaN,
  statements: NaN,
  bytes: NaN,
  refused: 0,
}

const inWords = (one: Measured): string =>
  `p50 ${one.p50.toFixed(1)}, p95 ${one.p95.toFixed(1)}, p99 ${one.p99.toFixed(1)} ms; ` +
  `${one.cpuMilliseconds.toFixed(2)} ms CPU, ${one.statements.toFixed(1)} statements each` +
  (one.refused === 0 ? '' : `; ${one.refused} WRONG ANSWERS`)

function rowsOf(
  database: string,
  connections: number,
  work: string,
  measured: readonly Measured[],
  more: Partial<BenchmarkRow>,
): BenchmarkRow[] {
  const last = measured.at(-1)
  const shared = { target: null, against: null, better: 'more' as const, ...more }
  return [
    {
      work: `${database}, ${connections} at once: ${work}`,
      unit: 'a second',
      runs: measured.map(one => one.perSecond),
      ...shared,
      note: last ? inWords(last) : '',
    },
    ...(connections === 128
      ? [
          {
            work: `${database}, 128 at once: ${work}, slowest hundredth`,
            unit: 'ms',
            runs: measured.map(one => one.p99),
            against: null,
            target: 100,
            better: 'less' as const,
            note: '',
          },
        ]
      : []),
  ]
}

const responsesOf = (served: ServedSurvey): Promise<number> =>
  served.looking(async db => {
    const counted = db.selectFrom('response').select(of => of.fn.countAll<number>().as('count'))
    return (await counted.executeTakeFirstOrThrow()).count
  })

/** How many processes answer, as `npm start` has it. */
const processes = Math.min(4, availableParallelism())

async function onDatabase(database: string, url: string): Promise<BenchmarkRow[]> {
  const served = await serveSurvey(url, processes, 'compiled')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 128 })
  const lines = new LightLines(served, 128)
  const rows: BenchmarkRow[] = []
  let number = 0
  const prepare = (count: number): Promise<ReadyToSend[]> => {
    const first = number
    number += count
    return manyToSend(served, agent, first, count)
  }
  try {
    // A process that has just begun has compiled nothing yet.
    const early = await prepare(warmUp)
    for (const one of early) await lines.send(one.respondent, 'POST', one.form.action, one.form.body)
    let pages: Measured[] = []
    for (const connections of connectionCounts) {
      pages = []
      const saves: Measured[] = []
      const sent: Measured[] = []
      for (let run = 0; run < runs; run += 1) {
        const ready = await prepare(sends[connections])
        const asked = ready.map(one => () => lines.send(one.respondent, 'GET', one.page))
        pages.push(await measure(served, connections, asked, answer => answer.status === 200))
        const saving = ready.map(
          one => () => lines.send(one.respondent, 'POST', one.pageForm.action, one.pageForm.body),
        )
        saves.push(await measure(served, connections, saving, answer => answer.status === 303))
        const before = await responsesOf(served)
        const sending = ready.map(
          one => () => lines.send(one.respondent, 'POST', one.form.action, one.form.body),
        )
        const one = await measure(served, connections, sending, answer =>
          answer.location.endsWith('/equality'),
        )
        const stored = (await responsesOf(served)) - before
        sent.push({ ...one, refused: one.refused + Math.abs(ready.length - stored) })
      }
      rows.push(
        ...rowsOf(database, connections, 'a page of questions', pages, {}),
        ...rowsOf(database, connections, 'a page saved, durably', saves, {}),
        ...rowsOf(database, connections, 'a response accepted, durably', sent, {
          target: connections === 1 ? null : 500,
          against: { ...nodeServer, value: 48 },
        }),
      )
    }
    const each = { target: null, better: 'less' as const, note: '' }
    rows.push(
      {
        ...each,
        work: `${database}: statements of a page`,
        unit: 'statements',
        runs: pages.map(one => one.statements),
        against: { ...phpPages, value: 440 },
        target: 3,
      },
      {
        ...each,
        work: `${database}: processor time of a page`,
        unit: 'ms',
        runs: pages.map(one => one.cpuMilliseconds),
        against: { ...phpPages, value: 256 },
        target: 5,
      },
      ...(await bytesOf(database, surveyAddress, new Respondent(served, agent, 0))),
    )
    rows.push(
      ...(await atOnce(database, served, agent, lines)),
      ...(await atAPace(database, served, prepare, lines)),
    )
    return rows
  } finally {
    agent.destroy()
    lines.close()
    await served.stop()
  }
}

/** Whole surveys that are sent by one form, as those are that were answered without a line. */
async function atOnce(
  database: string,
  served: ServedSurvey,
  agent: http.Agent,
  lines: LightLines,
): Promise<BenchmarkRow[]> {
  const sent: Measured[] = []
  let number = 1_000_000
  for (let run = 0; run < runs; run += 1) {
    const filled = await Promise.all(Array.from({ length: wholes }, () => fillWhole(served, agent, number++)))
    const before = await responsesOf(served)
    const sending = filled.map(
      one => () => lines.send(one.respondent, 'POST', one.form.action, one.form.body),
    )
    const one = await measure(served, 128, sending, answer => answer.status === 303)
    const stored = (await responsesOf(served)) - before
    sent.push({ ...one, refused: one.refused + Math.abs(filled.length - stored) })
  }
  return [
    {
      work: `${database}, 128 at once: a whole survey accepted by one form, durably`,
      unit: 'a second',
      runs: sent.map(one => one.perSecond),
      target: null,
      better: 'more',
      against: { ...nodeServer, value: 48 },
      note: inWords(sent.at(-1) ?? nothingMeasured),
    },
  ]
}

/** How long people wait while 500 requests a second arrive, instead of as many as can be. */
async function atAPace(
  database: string,
  served: ServedSurvey,
  prepare: (count: number) => Promise<ReadyToSend[]>,
  lines: LightLines,
): Promise<BenchmarkRow[]> {
  const pages: Measured[] = []
  const sent: Measured[] = []
  const disk: number[] = []
  for (let run = 0; run < paceRuns; run += 1) {
    const ready = await prepare(pace * paceSeconds)
    const asking = ready.map(one => () => lines.send(one.respondent, 'GET', one.page))
    pages.push(await measurePace(served, pace, asking, answer => answer.status === 200))
    const sending = ready.map(one => () => lines.send(one.respondent, 'POST', one.form.action, one.form.body))
    sent.push(await measurePace(served, pace, sending, answer => answer.location.endsWith('/equality')))
    disk.push(await diskAlone(pace, paceSeconds))
  }
  const row = (
    work: string,
    measured: readonly Measured[],
    against: BenchmarkRow['against'],
  ): BenchmarkRow => ({
    work: `${database}, ${pace} arriving a second over at most 128 connections: ${work}, slowest hundredth`,
    unit: 'ms',
    runs: measured.map(one => one.p99),
    against,
    target: 100,
    better: 'less',
    note: `${(measured.at(-1)?.perSecond ?? NaN).toFixed(0)} a second answered; ${inWords(measured.at(-1) ?? nothingMeasured)}`,
  })
  const diskAt = disk.map(one => one.toFixed(1)).join(', ')
  const alone = { name: `the disk alone (${diskAt})`, kind: 'same run' as const, value: median(disk) }
  return [row('a page of questions', pages, null), row('a response accepted, durably', sent, alone)]
}

/** The first page of questions with everything that it loads, compressed, as somebody's first visit. */
async function bytesOf(
  database: string,
  at: string,
  respondent: { send(method: 'GET', path: string): Promise<{ body: string; bytes: number }> },
): Promise<BenchmarkRow[]> {
  const page = await respondent.send('GET', at)
  const assets = new Set(
    [...page.body.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(found => found[1] ?? ''),
  )
  let bytes = page.bytes
  for (const asset of assets) bytes += (await respondent.send('GET', asset)).bytes
  return [
    {
      work: `${database}: a first page with its styles and scripts, compressed`,
      unit: 'KB',
      runs: [bytes / 1000],
      against: { ...phpPages, value: 297 },
      target: 30,
      better: 'less',
      note: `${assets.size} files beside the page`,
    },
  ]
}

/** How many pages and answers a survey's server manages, and how soon. */
export const benchmark: Benchmark = {
  name: 'The survey under load, on loopback, with durable writes',
  run: async () => {
    const rows = await onDatabase('SQLite', '')
    const postgres = await ownPostgres()
    try {
      rows.push(...(await onDatabase('PostgreSQL', postgres.url)))
    } finally {
      await postgres.remove()
    }
    return rows
  },
}
