import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readInstance } from '../../server/commands/siting-instances.ts'
import { layered } from '../../server/model/siting/county-plan-layers.ts'
import type { CountyPlanAnswer, CountyPlanProblem } from '../../server/model/siting/county-plan-problem.ts'
import { planProgramme } from '../../server/model/siting/county-plan-programme.ts'
import { roleRules } from '../../server/model/siting/county-plan-rules.ts'
import { bestCountyPlan } from '../../server/model/siting/county-plan.ts'
import { coverageBest } from '../../server/model/siting/coverage.ts'
import { ProgrammeBuilder, type IntegerProgramme } from '../../server/model/siting/integer-programme.ts'
import { leastWorst } from '../../server/model/siting/p-centre.ts'
import { fewestSites } from '../../server/model/siting/set-cover.ts'
import type { SitingAnswer, SitingInstance } from '../../server/model/siting/siting.ts'
import { integerProgrammeSolver } from '../../server/platform/integer-programmes.ts'
import { timed, type Benchmark, type BenchmarkRow } from './harness.ts'
import { benchFolder, cambridgeshireInstance, madeUpCounty } from './siting-instances.ts'

/** The most time for the general solver, in milliseconds. */
const mostForPeer = 60_000
const solve = await integerProgrammeSolver()

/** Where sites should be by other aims than the least total journey, and the county's own problem. */
export const benchmark: Benchmark = {
  name: 'siting-others',
  async run() {
    const county = madeUpCounty(4_000, 100, 1)
    return [
      await coverageRow('4,000 areas × 100 sites, made-up county 1', county, 10, 900),
      await fewestRow('4,000 areas × 100 sites, made-up county 1', county),
      ...(await cambridgeshireRows()),
      ...nodeRows(),
      await planRow('450 areas × 60 sites, made-up county 1', countyProblem(madeUpCounty(450, 60, 1), 2_400)),
    ]
  },
}

function said(answer: SitingAnswer): string {
  return `objective ${answer.objective ?? '–'}, bound ${answer.bound}, ${answer.proof}`
}

/** What HiGHS takes for a programme, and what it comes to. */
async function peer(
  programme: IntegerProgramme,
  inValue: (value: number) => number = value => value,
): Promise<{ milliseconds: number; said: string }> {
  const begun = performance.now()
  const solved = await solve(programme, { stop: () => performance.now() - begun > mostForPeer })
  const value = solved.columns?.reduce((sum, one, at) => sum + one * (programme.costs[at] as number), 0)
  return {
    milliseconds: performance.now() - begun,
    said: `the peer: ${solved.status}, ${value === undefined ? 'nothing' : inValue(value)}, bound ${inValue(solved.bound)}`,
  }
}

async function coverageRow(
  name: string,
  instance: SitingInstance,
  p: number,
  limit: number,
): Promise<BenchmarkRow> {
  const families = instance.weights.reduce((sum, one) => sum + one, 0)
  const other = await peer(coverProgramme(instance, limit, p), missed => families - missed)
  let answer = coverageBest(instance, p, limit)
  const runs = await timed(5, () => (answer = coverageBest(instance, p, limit)))
  return {
    work: `most families within a limit, ${name}, ${p} sites`,
    unit: 'ms',
    runs,
    against: { name: 'HiGHS in WebAssembly', kind: 'same run', value: other.milliseconds },
    target: null,
    better: 'less',
    note: `${said(answer)}; ${other.said}`,
  }
}

async function fewestRow(name: string, instance: SitingInstance): Promise<BenchmarkRow> {
  // The limit that everybody can just be served within, and a fifth more.
  const limit = 1.2 * (leastWorst(instance, instance.journeys.length).objective ?? NaN)
  const other = await peer(coverProgramme(instance, limit, null))
  let answer = fewestSites(instance, limit)
  const runs = await timed(5, () => (answer = fewestSites(instance, limit)))
  return {
    work: `fewest sites that serve all, ${name}`,
    unit: 'ms',
    runs,
    against: { name: 'HiGHS in WebAssembly', kind: 'same run', value: other.milliseconds },
    target: null,
    better: 'less',
    note: `${said(answer)}; ${other.said}`,
  }
}

/** With p the families that are out of reach are fewest; without it nobody may be, and the sites are fewest. */
function coverProgramme(instance: SitingInstance, limit: number, p: number | null): IntegerProgramme {
  const builder = new ProgrammeBuilder()
  const sites = instance.journeys.map(() => builder.column(p === null ? 1 : 0, 0, 1, true))
  if (p !== null) builder.row(p, p, sites)
  for (const [area, families] of instance.weights.entries()) {
    const near = sites.filter(site => (instance.journeys[site]?.[area] ?? NaN) <= limit)
    const beyond = p === null ? [] : [builder.column(families, 0, 1, false)]
    builder.row(1, Infinity, [...near, ...beyond])
  }
  return builder.done()
}

async function cambridgeshireRows(): Promise<BenchmarkRow[]> {
  const instance = cambridgeshireInstance()
  if (instance === null) return []
  const name = `Cambridgeshire, ${instance.weights.length} neighbourhoods × ${instance.journeys.length} venues`
  let worst = leastWorst(instance, 10)
  const runs = await timed(3, () => (worst = leastWorst(instance, 10)))
  return [
    await coverageRow(name, instance, 10, 2_500),
    {
      work: `least worst journey, ${name}, 10 sites`,
      unit: 'ms',
      runs,
      against: null,
      target: null,
      better: 'less',
      note: said(worst),
    },
    await planRow(name, countyProblem(instance, 2_000)),
  ]
}

/** The least worst journeys of all OR-Library files, each proven and checked against the known one. */
function nodeRows(): BenchmarkRow[] {
  if (benchFolder === null) return []
  const expected = JSON.parse(readFileSync(path.join(benchFolder, 'expected.json'), 'utf8')) as {
    orlib_pmed: Record<string, { pcenter_opt: number }>
  }
  let seconds = 0
  const wrong: string[] = []
  const names = Object.keys(expected.orlib_pmed)
  for (const name of names) {
    const { instance, number } = readInstance(
      readFileSync(path.join(benchFolder, 'pmed', `${name}.txt`), 'utf8'),
    )
    const begun = performance.now()
    const answer = leastWorst(instance, number as number)
    seconds += (performance.now() - begun) / 1_000
    const known = expected.orlib_pmed[name]?.pcenter_opt
    if (answer.objective !== known || answer.proof !== 'proven best') wrong.push(name)
  }
  return [
    {
      work: `least worst journey, all ${names.length} OR-Library files of 100 to 900 nodes`,
      unit: 's',
      runs: [seconds],
      against: null,
      target: null,
      better: 'less',
      note: wrong.length === 0 ? 'all proven best, as known' : `NOT AS KNOWN: ${wrong.join(', ')}`,
    },
  ]
}

/** Ten Centres and twelve Zones that count half, with rules of every kind. */
function countyProblem(instance: SitingInstance, worseBy: number): CountyPlanProblem {
  const { journeys, weights } = instance
  const today = new Float64Array(weights.length).fill(Infinity)
  for (const column of journeys.slice(0, 38)) {
    for (const [i, journey] of column.entries()) today[i] = Math.min(today[i] as number, journey)
  }
  return {
    journeys,
    weights,
    families: weights,
    sites: journeys.map((_, site) => ({
      district: site % 5,
      mostDeprived30: site % 3 === 0,
      mayBeCentre: site % 7 !== 1,
      mayBeZone: true,
      cost: { centre: 100_000 + ((site * 7919) % 50) * 1000, zone: 20_000, unused: site < 38 ? 5000 : 0 },
    })),
    districts: 5,
    aim: { kind: 'least-journey' },
    zoneWorth: 0.5,
    centres: 10,
    zones: 12,
    alwaysOpen: [],
    mustBeCentre: [],
    mustBeUsed: [],
    mustNotBeUsed: [],
    together: [[0, 1]],
    oneInEachDistrict: true,
    deprivedShare: 0.7,
    budget: 1_680_000,
    worse: { today, by: worseBy, families: 0.2 * weights.reduce((sum, one) => sum + one, 0) },
  }
}

async function planRow(name: string, problem: CountyPlanProblem): Promise<BenchmarkRow> {
  const plan = async (): Promise<CountyPlanAnswer> => {
    const begun = performance.now()
    return bestCountyPlan(problem, solve, { stop: () => performance.now() - begun > mostForPeer })
  }
  const answer = await plan()
  const runs = await timed(2, plan)
  const stated = planProgramme(layered(problem, Infinity), roleRules(problem), null, answer.objective ?? 1)
  const other = await peer(stated.programme, value => stated.offset + value * stated.scale)
  return {
    work: `the county's own plan, ${name}: 10 Centres, 12 Zones, seven rules`,
    unit: 'ms',
    runs,
    against: { name: 'HiGHS in WebAssembly, radius form', kind: 'same run', value: other.milliseconds },
    target: null,
    better: 'less',
    note: `${said(answer)}; ${other.said}`,
  }
}
