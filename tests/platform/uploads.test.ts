import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { openUploads } from '../../server/platform/uploads.ts'

describe('kept files', () => {
  it('are named by their content, so that the same file is kept once', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-uploads-'))
    const uploads = await openUploads(folder)
    const keep = async (name: string): Promise<string> => {
      const arrived = path.join(uploads.incoming, name)
      await writeFile(arrived, 'a floor plan')
      const { sha256, bytes } = await uploads.keep(arrived)
      expect(bytes).toBe(12)
      expect(existsSync(arrived)).toBe(false)
      return sha256
    }
    const first = await keep('one')
    expect(await keep('two')).toBe(first)
    expect(readFileSync(uploads.path(first), 'utf8')).toBe('a floor plan')
    await rm(folder, { recursive: true, force: true })
  })

  it('lie about half received for a day at most, but for what a job took', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-uploads-'))
    const { incoming } = await openUploads(folder)
    const long = new Date(Date.now() - 2 * 86_400_000)
    for (const name of ['old', 'old-taken', 'new']) await writeFile(path.join(incoming, name), 'an answer')
    for (const name of ['old', 'old-taken']) await utimes(path.join(incoming, name), long, long)
    await openUploads(folder)
    expect((await readdir(incoming)).sort()).toEqual(['new', 'old-taken'])
    await rm(folder, { recursive: true, force: true })
  })

  it('cannot be reached by a name that is not a hash', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-uploads-'))
    const uploads = await openUploads(folder)
    for (const name of ['../secret', '', 'a'.repeat(63), `${'a'.repeat(64)}/..`]) {
      expect(() => uploads.path(name)).toThrow('There is no such file.')
    }
    await rm(folder, { recursive: true, force: true })
  })
})
