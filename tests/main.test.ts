import { afterEach, describe, expect, it } from '@jest/globals'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.resolve(import.meta.dirname, '..')
const started: ChildProcess[] = []
const folders: string[] = []

interface Run {
  readonly child: ChildProcess
  output(): string
  errors(): string
  readonly ended: Promise<number | null>
}

/** Starts the process from its sources, as `npm run dev` does. */
function start(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], DEMONSTRATION: 'no', LOG_LEVEL: 'error', PORT: '0', ...environment },
  })
  started.push(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  return { child, output: () => output, errors: () => errors, ended }
}

async function untilReady(run: Run): Promise<string> {
  for (;;) {
    const url = /Doorstep is ready on (\S+)/.exec(run.output())?.[1]
    if (url !== undefined) return url
    if (run.child.exitCode !== null) throw new Error(`It ended: ${run.errors()}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** Ids of the processes of the same program that a process has begun. */
async function childrenOf(id: number | undefined): Promise<number[]> {
  const asked = promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(id)])
  const { stdout } = await asked.catch(() => ({ stdout: '' }))
  return stdout
    .split('\n')
    .filter(line => line.includes('server/main.ts'))
    .map(line => parseInt(line, 10))
}

function lives(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}

async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise(resolve => setTimeout(resolve, 50))
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(os.tmpdir(), 'doorstep-main-'))
  folders.push(made)
  return made
}

afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
})

describe('starting', () => {
  it('prints four one-time links once, serves, stops cleanly, and keeps everything for the second start', async () => {
    const DATA_DIR = await folder()
    const first = start({ DATA_DIR })
    const url = await untilReady(first)
    const links = first.output().match(/http:\/\/localhost:\d+\/sign-in\/link\/[\w-]{43}/g) ?? []
    expect(new Set(links).size).toBe(4)
    expect((await fetch(`${url.replace('localhost', '127.0.0.1')}/health`)).status).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(existsSync(path.join(DATA_DIR, 'doorstep.sqlite'))).toBe(true)

    const second = start({ DATA_DIR })
    const again = await untilReady(second)
    expect(second.output()).not.toContain('/sign-in/link/')
    const used = links[0]?.replace(/^http:\/\/localhost:\d+/, again.replace('localhost', '127.0.0.1')) ?? ''
    expect((await fetch(used)).status).toBe(200)
  })

  it('says in one sentence that the port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>(resolve => {
      other.listen(0, '127.0.0.1', () => {
        resolve((other.address() as { port: number }).port)
      })
    })
    const run = start({ DATA_DIR: await folder(), PORT: String(port) })
    expect(await run.ended).toBe(1)
    expect(run.errors().trim()).toBe(
      `Doorstep did not start. Port ${port} is taken by another program. Stop it, or set PORT to a free port.`,
    )
    other.close()
  })

  it('says in one sentence that the data folder cannot be written', async () => {
    const file = path.join(await folder(), 'file')
    await writeFile(file, '')
    const run = start({ DATA_DIR: path.join(file, 'data') })
    expect(await run.ended).toBe(1)
    expect(run.errors().trim()).toMatch(
      /^Doorstep did not start\. The data folder .* cannot be written\. Set DATA_DIR .*$/,
    )
  })

  it('names every bad setting', async () => {
    const run = start({ DATA_DIR: await folder(), PORT: 'eighty', SESSION_HOURS: 'long' })
    expect(await run.ended).toBe(1)
    expect(run.errors().trim()).toMatch(/^Doorstep did not start\. These settings .*PORT .*SESSION_HOURS .*$/)
  })

  it('says in one sentence that the database cannot be reached', async () => {
    const DATABASE_URL = 'postgres://doorstep:secret@127.0.0.1:9/doorstep'
    const run = start({ DATA_DIR: await folder(), DATABASE_URL })
    expect(await run.ended).toBe(1)
    expect(run.errors()).toContain('cannot be used')
    expect(run.errors()).not.toContain('secret')
  })

  it('answers by several processes, goes on when one is killed, and leaves none behind', async () => {
    const run = start({ DATA_DIR: await folder(), ANSWERING_PROCESSES: '2' })
    const url = (await untilReady(run)).replace('localhost', '127.0.0.1')
    const pages = async (): Promise<number[]> => {
      const paths = ['/health', '/', '/consultations/none/none/survey', '/assets/none.css']
      return Promise.all(paths.map(async at => (await fetch(url + at)).status))
    }
    expect(await pages()).toEqual([200, 200, 404, 404])
    const first = await childrenOf(run.child.pid)
    expect(first).toHaveLength(2)
    process.kill(first[0] ?? 0, 'SIGKILL')
    await until(async () => (await childrenOf(run.child.pid)).filter(id => !first.includes(id)).length === 1)
    expect(await pages()).toEqual([200, 200, 404, 404])
    await until(() => Promise.resolve(`${run.output()}${run.errors()}`.includes('another follows')))

    const last = await childrenOf(run.child.pid)
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(last.filter(lives)).toEqual([])
  })

  it('ends its other processes when it is killed itself', async () => {
    const run = start({ DATA_DIR: await folder(), ANSWERING_PROCESSES: '2' })
    await untilReady(run)
    const children = await childrenOf(run.child.pid)
    expect(children).toHaveLength(2)
    run.child.kill('SIGKILL')
    await until(() => Promise.resolve(!children.some(lives)))
  })

  it('goes on when somebody tidies away the socket between its processes, and leaves none behind', async () => {
    const TMPDIR = await folder()
    const places = async (): Promise<string[]> =>
      (await readdir(TMPDIR)).filter(name => name.startsWith('doorstep-'))
    const run = start({ DATA_DIR: await folder(), ANSWERING_PROCESSES: '2', TMPDIR })
    const url = (await untilReady(run)).replace('localhost', '127.0.0.1')
    const [first = 'none'] = await places()
    await rm(path.join(TMPDIR, first), { recursive: true })
    await until(async () => (await places()).length === 1)
    expect(await places()).not.toEqual([first])
    await until(async () => (await fetch(`${url}/health`)).status === 200)
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(await places()).toEqual([])
  })

  it('says in one sentence that its processes cannot reach each other', async () => {
    const TMPDIR = path.join(await folder(), 'x'.repeat(100))
    await mkdir(TMPDIR)
    const run = start({ DATA_DIR: await folder(), ANSWERING_PROCESSES: '2', TMPDIR })
    expect(await run.ended).toBe(1)
    expect(run.errors().trim()).toMatch(/^Doorstep did not start\. The path .* too long .* Set TMPDIR .*$/)
  })

  it('does not write down what a defect carries that ends it', async () => {
    const file = path.join(await folder(), 'defect.mjs')
    await writeFile(
      file,
      `process.on('SIGUSR2', () => { throw Object.assign(new Error('broken'), { detail: 'somebody@example.com' }) })`,
    )
    const NODE_OPTIONS = `--import ${file}`
    const run = start({ DATA_DIR: await folder(), ANSWERING_PROCESSES: '1', NODE_OPTIONS })
    await untilReady(run)
    run.child.kill('SIGUSR2')
    expect(await run.ended).toBe(1)
    expect(run.errors()).toContain('broken')
    expect(run.errors()).not.toContain('somebody')
  })
})
