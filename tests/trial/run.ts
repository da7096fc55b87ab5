// npm run trial [-- --rounds N] [--json]: the trial by fault at length. Every round prepares respondents, lets a fault
// strike while they send, and looks whether anything that was acknowledged is missing or counted twice.
import http from 'node:http'
import { ownPostgres } from '../support/own-postgres.ts'
import { serveSurvey } from './served-survey.ts'
import { afterGrace, round, withinGrace, type Fault, type Verdict } from './trial.ts'

const words = process.argv.slice(2)
const asked = words.indexOf('--rounds')
const rounds = asked < 0 ? 2 : Number(words[asked + 1])
const respondentsOfRound = 24
/** More statements than it takes to read and accept what a round sends together. */
const steps = 80
const say = (line: string): void => void process.stdout.write(`${line}\n`)

interface Named {
  readonly database: string
  readonly verdict: Verdict
}
const verdicts: Named[] = []
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
let number = 0
const respondents = (): { first: number; count: number } => {
  const first = number
  number += respondentsOfRound
  return { first, count: respondentsOfRound }
}

async function tried(database: string, url: string, more: readonly Fault[]): Promise<void> {
  const served = await serveSurvey(url)
  try {
    for (let turn = 0; turn < rounds; turn += 1) {
      const kills = Array.from(
        { length: steps },
        (_, at) => ({ kind: 'killed', afterStatements: at + 1 }) as const,
      )
      const faults: Fault[] = [
        ...kills,
        { kind: 'sent twice' },
        ...[0, 1, 3, 10, 30].map(after => ({ kind: 'line broken', afterMilliseconds: after }) as const),
        ...more,
      ]
      for (const fault of faults) {
        const verdict = await round(served, agent, respondents(), fault)
        verdicts.push({ database, verdict })
        if (words.includes('--json')) say(JSON.stringify({ database, ...fault, ...verdict }))
      }
    }
    for (const minutesAfter of [withinGrace, afterGrace]) {
      verdicts.push({
        database,
        verdict: await round(served, agent, respondents(), { kind: 'closing', minutesAfter }),
      })
    }
  } finally {
    await served.stop()
  }
}

/** The same with two processes that answer, of which one dies at each step. */
async function triedWithSeveral(database: string, url: string): Promise<void> {
  const served = await serveSurvey(url, 2)
  try {
    for (let turn = 0; turn < rounds; turn += 1) {
      for (let afterStatements = 1; afterStatements <= steps / 2; afterStatements += 1) {
        const fault: Fault = { kind: 'one of several killed', afterStatements }
        const verdict = await round(served, agent, respondents(), fault)
        verdicts.push({ database: `${database}, two processes`, verdict })
        if (words.includes('--json')) say(JSON.stringify({ database, processes: 2, ...fault, ...verdict }))
      }
    }
  } finally {
    await served.stop()
  }
}

await tried('SQLite', '', [
  { kind: 'disk full' },
  { kind: 'database locked', milliseconds: 500 },
  { kind: 'database locked', milliseconds: 6000 },
])
await triedWithSeveral('SQLite', '')
const another = await ownPostgres()
try {
  await triedWithSeveral('PostgreSQL', another.url)
} finally {
  await another.remove()
}
const postgres = await ownPostgres()
try {
  const restart = async (): Promise<void> => {
    await postgres.stop()
    await postgres.start()
  }
  await tried('PostgreSQL', postgres.url, [{ kind: 'database restarted', restart }])
} finally {
  await postgres.remove()
  agent.destroy()
}

const sum = (of: readonly Named[], figure: (verdict: Verdict) => number): number =>
  of.reduce((total, { verdict }) => total + figure(verdict), 0)
say(
  '| database | fault | rounds | respondents | acknowledged | too late | failed tries | lost | twice | untruthful |',
)
for (const key of new Set(verdicts.map(({ database, verdict }) => `${database}|${verdict.fault}`))) {
  const own = verdicts.filter(({ database, verdict }) => `${database}|${verdict.fault}` === key)
  const [database = '', fault = ''] = key.split('|')
  const figures = [
    own.length,
    sum(own, one => one.respondents),
    sum(own, one => one.acknowledged),
    sum(own, one => one.tooLate),
    sum(own, one => one.failedTries),
    sum(own, one => one.lost + one.storedTooLate),
    sum(own, one => one.twice),
    sum(own, one => one.untruthful.length),
  ]
  say(`| ${[database, fault, ...figures].join(' | ')} |`)
}
for (const { verdict } of verdicts)
  for (const untruth of verdict.untruthful) say(`! ${verdict.fault}: ${untruth}`)
const bad = sum(verdicts, one => one.lost + one.twice + one.storedTooLate + one.untruthful.length)
process.exit(bad === 0 ? 0 : 1)
