import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

/** For each rule, the file that breaks it and what that file imports. */
const offences: Record<string, [file: string, imported: string]> = {
  'no-circles': ['server/model/one.ts', '../model/other.ts'],
  'model-is-pure': ['server/model/reads.ts', '../platform/log.ts'],
  'platform-knows-no-domain': ['server/platform/knows.ts', '../sites/index.ts'],
  'db-knows-no-room': ['server/db/knows.ts', '../sites/index.ts'],
  'migrations-are-frozen': ['server/db/migrations/0001-x.ts', '../../model/other.ts'],
  'rooms-through-the-front-door': ['server/scenarios/back-door.ts', '../sites/inside.ts'],
  'county-uses-only-earlier-rooms': ['server/county/later.ts', '../sites/index.ts'],
  'sql-only-in-repositories': ['server/sites/site-service.ts', 'kysely'],
  'http-only-in-routes': ['server/sites/site-forms.ts', 'express'],
  'joined-at-the-top': ['server/sites/joined.ts', '../app.ts'],
  'the-demonstration-knows-only-the-sums': ['data/demo/knows.ts', '../../server/sites/index.ts'],
  'browser-code-stays-in-the-browser': ['public/scripts/reads.ts', '../../server/sites/index.ts'],
}

/** Files that are imported and break nothing themselves. */
const innocent = [
  'server/platform/log.ts',
  'server/sites/index.ts',
  'server/sites/inside.ts',
  'server/app.ts',
]

let folder: string
let report: string

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-rules-'))
  const write = (file: string, text: string): void => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  for (const file of innocent) write(file, 'export const x = 1\n')
  write('server/model/other.ts', "import { x } from './one.ts'\nexport const y = x\n")
  for (const [file, imported] of Object.values(offences)) {
    write(file, `import * as other from '${imported}'\nexport const x = other\n`)
  }
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true } }\n',
  )
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  const cruiser = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const config = path.join(root, '.dependency-cruiser.cjs')
  const run = spawnSync(process.execPath, [cruiser, 'server', 'public', 'data', '--config', config], {
    cwd: folder,
  })
  report = run.stdout.toString() + run.stderr.toString()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an import rule', () => {
  it.each(Object.entries(offences))('%s bites when it is broken', (rule, [file]) => {
    const lines = report.split('\n').filter(line => line.includes(`error ${rule}:`))
    expect([lines.some(line => line.includes(file)), report]).toEqual([true, report])
  })
})
