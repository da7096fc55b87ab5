import { describe, expect, it } from '@jest/globals'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isThere, networkFiles, removeUnfinished, writeWhole } from '../../server/travel/network-files.ts'
import { scratch } from '../platform/tables/packed.ts'

describe('files of networks', () => {
  it('are whole or not there, and what was left unfinished long ago is removed', async () => {
    const folder = await scratch()
    const { graph, prepared } = networkFiles(folder.folder, 'a'.repeat(64))
    expect(await isThere(graph)).toBe(false)
    await writeWhole(graph, Buffer.from('a network'))
    expect(await isThere(graph)).toBe(true)
    expect(await isThere(prepared)).toBe(false)
    expect(await readFile(graph, 'utf8')).toBe('a network')
    const left = `${prepared}.0b0e7a52-3f7e-4c55-9a3e-0123456789ab`
    await writeFile(left, 'half')
    const now = new Date()
    await removeUnfinished(folder.folder, now)
    expect(await isThere(left)).toBe(true)
    await utimes(left, now, new Date(now.getTime() - 7_200_000))
    await removeUnfinished(folder.folder, now)
    expect(await readdir(path.dirname(graph))).toEqual([path.basename(graph)])
    await folder.remove()
    await removeUnfinished(folder.folder, now)
  })
})
