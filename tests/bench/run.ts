import { readdir } from 'node:fs/promises'
import os from 'node:os'
import { median, type Benchmark, type BenchmarkRow } from './harness.ts'

// npm run bench [-- NAME…] [--json]: every file NAME.bench.ts beside this one exports a benchmark.
const words = process.argv.slice(2)
const asJson = words.includes('--json')
const wanted = words.filter(word => !word.startsWith('--'))
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)))

function described(row: BenchmarkRow): Record<string, unknown> {
  const middle = median(row.runs)
  const ratio = row.against === null ? null : middle / row.against.value
  const met = row.target === null ? null : row.better === 'less' ? middle <= row.target : middle >= row.target
  return {
    ...row,
    median: middle,
    least: Math.min(...row.runs),
    most: Math.max(...row.runs),
    ratio,
    met,
  }
}

function printed(row: BenchmarkRow): string[] {
  const middle = median(row.runs)
  const { against, target } = row
  return [
    row.work,
    `${short(middle)} ${row.unit}`,
    `${short(Math.min(...row.runs))}–${short(Math.max(...row.runs))} (${row.runs.length})`,
    against === null ? '–' : `${short(against.value)} ${row.unit}: ${against.name} (${against.kind})`,
    against === null ? '–' : short(middle / against.value),
    target === null ? '–' : `${short(target)} ${row.unit}`,
    row.note,
  ]
}

const here = new URL('.', import.meta.url)
const names = (await readdir(here))
  .filter(name => name.endsWith('.bench.ts'))
  .map(name => name.slice(0, -'.bench.ts'.length))
  .filter(name => wanted.length === 0 || wanted.includes(name))
  .sort()
if (names.length === 0) {
  say(`There is no benchmark of that name. Name one of those in tests/bench, or none for all of them.`)
  process.exit(1)
}
if (!asJson) {
  const [cpu] = os.cpus()
  say(`${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}, Node ${process.version}`)
  say('Times on shared machines are noisy: read the medians, and the ratios more than the times.')
}
for (const name of names) {
  const loaded = (await import(new URL(`${name}.bench.ts`, here).href)) as { benchmark: Benchmark }
  const rows = await loaded.benchmark.run()
  if (asJson) {
    for (const row of rows) say(JSON.stringify({ benchmark: name, ...described(row) }))
    continue
  }
  say(`\n## ${loaded.benchmark.name}\n`)
  const table = [
    ['work', 'median', 'spread (runs)', 'against', 'ratio', 'target', 'note'],
    ...rows.map(printed),
  ]
  const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map(row => (row[at] ?? '').length)))
  for (const row of table) say(`| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`)
}
