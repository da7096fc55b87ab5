import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import cluster from 'node:cluster'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {
  startAnswering,
  type AnsweringProcesses,
} from '../../../server/platform/answering/answering-processes.ts'

// What processes that end mean for the whole product is tried in `tests/main.test.ts`.
const program = `
process.on('message', ({ tell }) => {
  if (tell === 'listen') process.send({ heard: 'listening' })
  if (tell === 'say') process.send({ heard: 'here' })
  if (tell === 'stop') process.exit(0)
})
process.on('SIGUSR2', () => { for (;;) {} })
process.send({ heard: 'awake' })
`
const where = { host: '127.0.0.1', port: 1, office: '/nowhere' }
let folder = ''
let processes: AnsweringProcesses | null = null
let said: string[] = []
const log = { error: (...heard: unknown[]) => said.push(String(heard[1])) } as unknown as Parameters<
  typeof startAnswering
>[2]

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'answering-'))
  const exec = path.join(folder, 'answers.mjs')
  await writeFile(exec, program)
  said = []
  cluster.setupPrimary({ exec, cwd: folder, execArgv: [], args: [] })
})

afterEach(async () => {
  await processes?.stop()
  processes = null
  await rm(folder, { recursive: true, force: true })
})

function living(): number[] {
  return Object.values(cluster.workers ?? {}).flatMap(worker =>
    worker?.isConnected() === true && worker.process.pid !== undefined ? [worker.process.pid] : [],
  )
}

async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise(resolve => setTimeout(resolve, 20))
}

describe('the processes that answer', () => {
  it('are followed by another when one is stuck, and left alone when they reply', async () => {
    processes = await startAnswering(2, where, log, { every: 200, missed: 10 })
    const [stuck = 0, well = 0] = living()
    process.kill(stuck, 'SIGUSR2')
    await until(() => living().length === 2 && !living().includes(stuck))
    expect(living()).toContain(well)
    expect(said).toEqual([
      'a process that answers is stuck, and is ended',
      'a process that answers ended; another follows',
    ])
  })

  it('are followed by another as soon as the system lets one begin', async () => {
    processes = await startAnswering(1, where, log)
    const [first = 0] = living()
    cluster.setupPrimary({ cwd: path.join(folder, 'gone') })
    process.kill(first, 'SIGKILL')
    // It has ended, and one that should follow could not begin.
    await until(() => said.length >= 2)
    cluster.setupPrimary({ cwd: folder })
    await until(() => living().length === 1)
    expect(living()).not.toContain(first)
  })
})
