import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readInstance } from '../../server/commands/siting-instances.ts'
import { leastCost } from '../../server/model/siting/facility-location.ts'
import { ProgrammeBuilder } from '../../server/model/siting/integer-programme.ts'
import { bestExchanges } from '../../server/model/siting/interchange.ts'
import { leastTotalJourney, leastTotalOfColumns } from '../../server/model/siting/p-median.ts'
import { recost } from '../../server/model/siting/recost.ts'
import { noRules, type SitingAnswer, type SitingInstance } from '../../server/model/siting/siting.ts'
import { integerProgrammeSolver } from '../../server/platform/integer-programmes.ts'
import { timed, type Benchmark, type BenchmarkRow } from './harness.ts'
import { plainPMedian } from './plain-p-median.ts'
import { benchFolder, cambridgeshireInstance, englandColumns, madeUpCounty } from './siting-instances.ts'

const counties = [
  { areas: 450, sites: 60, target: 100 },
  { areas: 1_500, sites: 80, target: 300 },
  { areas: 4_000, sites: 100, target: 600 },
]
const seeds = [1, 2, 3]

/** Where sites should be: least total journey with its proof, from a county to England. */
export const benchmark: Benchmark = {
  name: 'siting',
  async run() {
    const rows: BenchmarkRow[] = []
    for (const county of counties) for (const seed of seeds) rows.push(await countyRow(county, seed))
    rows.push(await generalSolverRow())
    rows.push(...(await cambridgeshireRows()))
    if (benchFolder !== null) rows.push(knownRow(benchFolder), await fixedCostRow(benchFolder))
    rows.push(...(await exchangeRows()))
    rows.push(...englandRows())
    return rows
  },
}

function said(answer: SitingAnswer): string {
  return `objective ${answer.objective ?? '–'}, bound ${answer.bound}, ${answer.proof}`
}

async function countyRow(
  { areas, sites, target }: (typeof counties)[number],
  seed: number,
): Promise<BenchmarkRow> {
  const instance = madeUpCounty(areas, sites, seed)
  let answer = leastTotalJourney(instance, 10, noRules)
  const runs = await timed(7, () => (answer = leastTotalJourney(instance, 10, noRules)))
  let plain = { total: 0, parts: 0 }
  const [other = NaN] = await timed(1, () => (plain = plainPMedian(instance, 10)))
  const agrees = plain.total === answer.objective ? 'the peer agrees' : `THE PEER SAYS ${plain.total}`
  return {
    work: `p-median ${areas} areas × ${sites} sites, p=10, made-up county ${seed}`,
    unit: 'ms',
    runs,
    against: { name: 'a plain Lagrangian branch and bound', kind: 'same run', value: other },
    target,
    better: 'less',
    note: `${said(answer)}; ${agrees}`,
  }
}

/** The smallest county by the radius form (Cornuéjols, Nemhauser & Wolsey 1980; Elloumi 2010) and HiGHS. */
async function generalSolverRow(): Promise<BenchmarkRow> {
  const instance = madeUpCounty(450, 60, 1)
  const solve = await integerProgrammeSolver()
  const begun = performance.now()
  const solved = await solve(radiusForm(instance, 10), { stop: () => performance.now() - begun > 60_000 })
  const milliseconds = performance.now() - begun
  let answer = leastTotalJourney(instance, 10, noRules)
  const runs = await timed(7, () => (answer = leastTotalJourney(instance, 10, noRules)))
  return {
    work: 'p-median 450 areas × 60 sites, p=10, made-up county 1',
    unit: 'ms',
    runs,
    against: { name: 'HiGHS in WebAssembly, radius form', kind: 'same run', value: milliseconds },
    target: 100,
    better: 'less',
    note: `${said(answer)}; the peer: ${solved.status}, bound ${solved.bound}`,
  }
}

function radiusForm(instance: SitingInstance, p: number): ReturnType<ProgrammeBuilder['done']> {
  const programme = new ProgrammeBuilder()
  const sites = instance.journeys.map(() => programme.column(0, 0, 1, true))
  programme.row(p, p, sites)
  for (const [area, families] of instance.weights.entries()) {
    const far = (site: number): number => (instance.journeys[site]?.[area] ?? NaN) * families
    const near = [...sites].sort((a, b) => far(a) - far(b))
    // Whether the area has no site as near as this; 1 to begin with, and less by each open site passed.
    let without = programme.column(far(near[0] as number), 1, 1, false)
    for (let at = 0; at + 1 < near.length; at++) {
      const step = far(near[at + 1] as number) - far(near[at] as number)
      const next = programme.column(step, 0, 1, false)
      programme.row(0, Infinity, [next, near[at] as number, without], [1, 1, -1])
      without = next
    }
  }
  return programme.done()
}

async function cambridgeshireRows(): Promise<BenchmarkRow[]> {
  const instance = cambridgeshireInstance()
  if (instance === null) return []
  const rows: BenchmarkRow[] = []
  for (const p of [10, 22]) {
    let answer = leastTotalJourney(instance, p, noRules)
    const runs = await timed(7, () => (answer = leastTotalJourney(instance, p, noRules)))
    const { areas, sites } = { areas: instance.weights.length, sites: instance.journeys.length }
    rows.push({
      work: `p-median Cambridgeshire, ${areas} neighbourhoods × ${sites} venues, ${p} sites`,
      unit: 'ms',
      runs,
      against: null,
      target: 300,
      better: 'less',
      note: `${said(answer)}; children × metres, straight line × 1.3`,
    })
  }
  return rows
}

/** Every OR-Library p-median file, one after another. */
function knownRow(folder: string): BenchmarkRow {
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as {
    orlib_pmed: Record<string, { pmedian_opt: number }>
  }
  const names = readdirSync(path.join(folder, 'pmed')).map(file => path.parse(file).name)
  let seconds = 0
  let slowest = { name: '', seconds: 0 }
  const wrong: string[] = []
  for (const name of names) {
    const { instance, number } = readInstance(readFileSync(path.join(folder, 'pmed', `${name}.txt`), 'utf8'))
    const begun = performance.now()
    const answer = leastTotalJourney(instance, number as number, noRules)
    const took = (performance.now() - begun) / 1_000
    seconds += took
    if (took > slowest.seconds) slowest = { name, seconds: took }
    const best = expected.orlib_pmed[name]?.pmedian_opt
    const again = recost(instance, answer.open).totalJourney
    if (answer.proof !== 'proven best' || answer.objective !== best || again !== best) wrong.push(name)
  }
  return {
    work: `all ${names.length} OR-Library p-median files`,
    unit: 's',
    runs: [seconds],
    against: null,
    target: 120,
    better: 'less',
    note: `${wrong.length === 0 ? 'every optimum right and proven' : `NOT RIGHT: ${wrong.join(' ')}`}; slowest ${slowest.name}, ${slowest.seconds.toFixed(2)} s`,
  }
}

async function fixedCostRow(folder: string): Promise<BenchmarkRow> {
  const { instance, fixed } = readInstance(readFileSync(path.join(folder, 'uflp', 'capa.txt'), 'utf8'))
  let answer = leastCost(instance, fixed as Float64Array, noRules)
  const runs = await timed(5, () => (answer = leastCost(instance, fixed as Float64Array, noRules)))
  return {
    work: 'facility location, 1,000 customers × 100 warehouses (OR-Library capa)',
    unit: 'ms',
    runs,
    against: null,
    target: null,
    better: 'less',
    note: said(answer),
  }
}

async function exchangeRows(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = []
  for (const [areas, sites, open] of [
    [375, 400, 22],
    [17_000, 140, 40],
  ] as const) {
    const instance = madeUpCounty(areas, sites, 1)
    const plan = Array.from({ length: open }, (_, at) => at * 3)
    const runs = await timed(9, () => bestExchanges(instance, plan, noRules, 10))
    rows.push({
      work: `the best exchanges in a plan of ${open} among ${sites} sites, ${areas.toLocaleString('en-GB')} areas`,
      unit: 'ms',
      runs,
      against: null,
      target: 100,
      better: 'less',
      note: `all ${open * (sites - open)} exchanges weighed`,
    })
  }
  return rows
}

function englandRows(): BenchmarkRow[] {
  const columns = englandColumns(3_000, 1)
  if (columns === null) return []
  const begun = performance.now()
  const seconds = (): number => (performance.now() - begun) / 1_000
  const weights = new Float64Array(columns.areas).fill(1)
  let within = Infinity
  const answer = leastTotalOfColumns(columns, weights, 300, noRules, {
    stop: () => seconds() > 120,
    progress: ({ objective, bound }) => {
      if (objective !== null && objective - bound <= 0.01 * objective) within = Math.min(within, seconds())
    },
  })
  const took = seconds()
  const row = {
    work: 'p-median England and Wales, 35,672 × 3,000, p=300',
    against: null,
    better: 'less',
    note: `${said(answer)}; metres in a straight line`,
  } as const
  return [
    { ...row, work: `${row.work}: to within 1% of the bound`, unit: 's', runs: [within], target: 60 },
    { ...row, work: `${row.work}: to the end, gap ${(100 * (answer.gap ?? NaN)).toFixed(3)}%`, unit: 's', runs: [took], target: null }, // prettier-ignore
    {
      ...row,
      unit: 'MB',
      runs: [process.resourceUsage().maxRSS / 1_000],
      target: 2_000,
      note: 'the most that the process has held',
    },
  ]
}
