import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

interface Replacing {
  removeReplaced(
    folder: string,
    before: Record<string, string>,
    now: Record<string, string>,
    at: Date,
  ): Promise<void>
}

describe('styles and scripts that a newer release has replaced', () => {
  const day = (of: number): Date => new Date(Date.UTC(2026, 8, of))
  let folder: string
  let removeReplaced: Replacing['removeReplaced']
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-assets-'))
    const file = '../../public/replaced-assets.mjs'
    ;({ removeReplaced } = (await import(file)) as Replacing)
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** Builds as one day's release; returns what is served then. */
  const release = async (of: number, before: Record<string, string>, now: Record<string, string>) => {
    for (const name of ['manifest.json', ...Object.values(now).flatMap(one => [one, `${one}.br`])]) {
      const file = path.join(folder, name)
      await writeFile(file, name)
      await utimes(file, day(of), day(of))
    }
    await removeReplaced(folder, before, now, day(of))
    return (await readdir(folder)).sort()
  }

  it('are served on for two days after it, however old they were', async () => {
    const [first, second, third] = ['A', 'B', 'C'].map(hash => ({
      'page.js': `page-${hash}.js`,
      'a.svg': 'a-1.svg',
    })) as unknown as [Record<string, string>, Record<string, string>, Record<string, string>]
    const always = ['a-1.svg', 'a-1.svg.br', 'manifest.json']
    const [a, b, c] = ['A', 'B', 'C'].map(hash => [`page-${hash}.js`, `page-${hash}.js.br`]) as [
      string[],
      string[],
      string[],
    ]
    expect(await release(1, {}, first)).toEqual([...always, ...a])
    // Open pages and a server that runs still ask for what is a fortnight old.
    expect(await release(15, first, second)).toEqual([...always, ...a, ...b])
    expect(await release(16, second, second)).toEqual([...always, ...a, ...b])
    expect(await release(18, second, third)).toEqual([...always, ...b, ...c])
  })
})
