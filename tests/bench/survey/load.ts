import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { fillForm, Respondent, type Answered, type FilledForm } from './respondent.ts'
import type { Usage } from './served.ts'

/** A survey that is served by a process of its own. */
export interface ServedSurvey {
  readonly port: number
  /** Address of the survey's first page. */
  readonly at: string
  /** What its process has used since this was last asked. */
  usage(): Promise<Usage>
  stop(): Promise<void>
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', answer => {
      resolve(answer as T)
    })
    child.once('exit', code => {
      reject(new Error(`The served survey ended with ${code}`))
    })
  })
}

/**
 * Serves an open survey.
 *
 * @param databaseUrl - an empty database; '' for a SQLite file in a temporary folder
 */
export async function serveSurvey(databaseUrl: string): Promise<ServedSurvey> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-survey-'))
  const url = databaseUrl === '' ? `sqlite:${path.join(folder, 'doorstep.sqlite')}` : databaseUrl
  const child = fork(new URL('./served.ts', import.meta.url), [url, folder], {
    execArgv: ['--import', 'tsx'],
  })
  const { port, at } = await message<{ port: number; at: string }>(child)
  return {
    port,
    at,
    usage: () => {
      const answer = message<Usage>(child)
      child.send('usage')
      return answer
    },
    stop: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.disconnect()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody who has answered every question and only has to send. */
export interface ReadyToSend {
  readonly respondent: Respondent
  readonly form: FilledForm
  /** Address of a page of questions in the middle. */
  readonly page: string
  readonly pageForm: FilledForm
}

const pagesAtMost = 80

/**
 * Walks a survey from its first page to the last one before sending, as a browser without JavaScript does.
 *
 * @param served - the survey
 * @param agent - connections
 * @param number - of the respondent; each has an address of their own
 */
export async function walkToSend(
  served: ServedSurvey,
  agent: http.Agent,
  number: number,
): Promise<ReadyToSend> {
  const respondent = new Respondent(served.port, agent, number)
  const start = await respondent.send('GET', served.at)
  const begin = fillForm(start.body, '/start')
  if (begin === null) throw new Error(`There is no way to start: ${start.status} ${start.body.slice(0, 500)}`)
  let next = (await respondent.send('POST', begin.action, begin.body)).location
  let middle: { page: string; pageForm: FilledForm } | null = null
  for (let seen = 0; seen < pagesAtMost; seen += 1) {
    const shown = await respondent.send('GET', next)
    if (next.endsWith('/check')) {
      const form = fillForm(shown.body, '/send')
      if (form === null || middle === null) throw new Error('There is nothing to send.')
      return { respondent, form, ...middle }
    }
    const form = fillForm(shown.body)
    if (form === null) throw new Error(`${next} has no form: ${shown.status}`)
    const saved = await respondent.send('POST', form.action, form.body)
    if (saved.status !== 303) throw new Error(`${form.action} answered ${saved.status}`)
    if (seen === 5) middle = { page: next, pageForm: form }
    next = saved.location
  }
  throw new Error('The survey has no end.')
}

/** What a number of requests came to. */
export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly cpuMilliseconds: number
  readonly statements: number
  readonly bytes: number
  readonly refused: number
}

/**
 * Sends requests over so many connections, each as soon as the one before is answered.
 *
 * @param served - the survey, for what it uses meanwhile
 * @param connections - requests at once
 * @param requests - each sends one, and says whether the answer is the right one
 */
export async function measure(
  served: ServedSurvey,
  connections: number,
  requests: readonly (() => Promise<Answered>)[],
  right: (answer: Answered) => boolean,
): Promise<Measured> {
  const times: number[] = []
  let bytes = 0
  let refused = 0
  let next = 0
  await served.usage()
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const request = requests[next++]
        if (request === undefined) return
        const answer = await request()
        times.push(answer.milliseconds)
        bytes += answer.bytes
        if (!right(answer)) refused += 1
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const used = await served.usage()
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN
  return {
    perSecond: requests.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMilliseconds: used.cpuMilliseconds / requests.length,
    statements: used.statements / requests.length,
    bytes: bytes / requests.length,
    refused,
  }
}
