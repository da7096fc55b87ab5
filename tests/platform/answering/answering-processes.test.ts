import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import {
  answeringProcesses,
  type AnsweringProcesses,
} from '../../../server/platform/answering/answering-processes.ts'
import type { Program } from '../../../server/platform/answering/program.ts'

// What processes that end mean for the whole product is tried in `tests/main.test.ts`.
const source = `
process.on('message', ({ tell }) => {
  if (tell === 'say') process.send({ heard: 'here' })
  if (tell === 'stop') process.exit(0)
})
process.on('SIGUSR2', () => { for (;;) {} })
process.once('disconnect', () => process.exit(0))
process.send({ heard: 'awake' })
`
let folder = ''
let processes: AnsweringProcesses | null = null
let said: string[] = []
let program: { -readonly [Key in keyof Program]: Program[Key] }
const hearError = (_why: unknown, sentence: string): void => void said.push(sentence)

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'answering-'))
  const module = path.join(folder, 'answers.mjs')
  await writeFile(module, source)
  said = []
  program = { execPath: process.execPath, execArgv: [], module, args: [] }
})

afterEach(async () => {
  await processes?.stop()
  processes = null
  await rm(folder, { recursive: true, force: true })
})

/** Ids of the processes that run this test's program. */
async function living(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args='])
  return stdout
    .split('\n')
    .filter(line => line.includes(`${folder}/answers.mjs`))
    .map(line => parseInt(line, 10))
}

async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise(resolve => setTimeout(resolve, 20))
}

describe('the processes that answer', () => {
  it('are followed by another when one is stuck, and left alone when they reply', async () => {
    processes = answeringProcesses(2, program, '/nowhere', hearError, { every: 200, missed: 10 })
    await processes.begin()
    const [stuck = 0, well = 0] = await living()
    process.kill(stuck, 'SIGUSR2')
    await until(async () => {
      const now = await living()
      return now.length === 2 && !now.includes(stuck)
    })
    expect(await living()).toContain(well)
    expect(said).toEqual([
      'a process that answers is stuck, and is ended',
      'a process that answers ended; another follows',
    ])
  })

  it('are followed by another as soon as the system lets one begin', async () => {
    processes = answeringProcesses(1, program, '/nowhere', hearError)
    await processes.begin()
    const [first = 0] = await living()
    program.execPath = path.join(folder, 'gone')
    process.kill(first, 'SIGKILL')
    // It has ended, and one that should follow could not begin.
    await until(() => said.length >= 2)
    program.execPath = process.execPath
    await until(async () => (await living()).length === 1)
    expect(await living()).not.toContain(first)
  })
})
