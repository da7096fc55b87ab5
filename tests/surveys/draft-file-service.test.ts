import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Db } from '../../server/db/index.ts'
import { openUploads, type Uploads } from '../../server/platform/uploads.ts'
import type { Draft, SavedPage } from '../../server/surveys/draft.ts'
import { filesToKeep, keepDraftFile } from '../../server/surveys/draft-file-service.ts'
import { newDraftKey } from '../../server/surveys/draft-seal.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at } from './drafts.ts'
import { everyKind, png } from './every-kind.ts'

let folder: string
let uploads: Uploads
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-draft-files-'))
  uploads = await openUploads(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function arrived(content: Buffer, name: string, mediaType = 'image/png') {
  const file = path.join(folder, 'arrived')
  await writeFile(file, content)
  const known = { field: 'file', originalName: name, mediaType, bytes: content.length, sha256: '' }
  return { ...known, name, path: file }
}

/** A draft of the survey with a question of every kind, with its key. */
async function begun(db: Db): Promise<Draft & { readonly key: Buffer }> {
  const { draft } = await aDraft(db)
  if (draft.key === null) throw new Error('The draft has no key.')
  return { ...draft, key: draft.key }
}

eachDatabase('the file of a draft', database => {
  it('is sealed until it is sent, and then what it was, with the name and the kind that were checked', async () => {
    const { db } = database
    const draft = await begun(db)
    const name = 'way "home"\n{"x":1}.png'
    await keepDraftFile(db, draft, 'photo', await arrived(png, name), at)
    const rows = JSON.stringify(await db.selectFrom('draft_file').selectAll().execute())
    expect(rows).not.toMatch(/home|iVBOR|IHDR/)
    const [file, ...others] = await filesToKeep({ db, uploads }, draft, everyKind)
    expect(others).toEqual([])
    expect(file).toMatchObject({ questionKey: 'photo', originalName: name, mediaType: 'image/png' })
    expect(file?.bytes).toBe(png.length)
    expect(readFileSync(uploads.path(file?.sha256 ?? ''))).toEqual(png)
    // Nothing is left lying about open.
    expect(await readdir(uploads.incoming)).toEqual([])
  })

  it('may be empty of lines, or nothing but lines', async () => {
    const { db } = database
    const draft = await begun(db)
    for (const content of [Buffer.from('\n\n\n'), Buffer.from([0]), Buffer.alloc(300_000, 10)]) {
      await keepDraftFile(db, draft, 'photo', await arrived(content, 'a.pdf', 'application/pdf'), at)
      const [file] = await filesToKeep({ db, uploads }, draft, everyKind)
      expect(readFileSync(uploads.path(file?.sha256 ?? ''))).toEqual(content)
    }
  })

  it('opens with its own draft’s key alone, and as the answer to its own question', async () => {
    const { db } = database
    const draft = await begun(db)
    await keepDraftFile(db, draft, 'photo', await arrived(png, 'a.png'), at)
    await expect(filesToKeep({ db, uploads }, { ...draft, key: newDraftKey() }, everyKind)).rejects.toThrow()
    expect(await filesToKeep({ db, uploads }, { ...draft, key: null }, everyKind)).toEqual([])
    const [page] = everyKind.pages.filter(({ key }) => key === 'photo')
    if (!page) throw new Error('There is no such page.')
    const moved = page.questions.map(question => ({ ...question, key: 'other' }))
    const other = { ...everyKind, pages: [{ ...page, questions: moved }] }
    await db.updateTable('draft_file').set({ question_key: 'other' }).execute()
    await expect(filesToKeep({ db, uploads }, draft, other)).rejects.toThrow()
  })

  it('is left out where its question is not asked any more', async () => {
    const { db } = database
    const draft = await begun(db)
    await keepDraftFile(db, draft, 'photo', await arrived(png, 'a.png'), at)
    const pages = everyKind.pages.map(one =>
      one.key === 'photo'
        ? { ...one, condition: { questionKey: 'who', has: 'any of' as const, values: ['worker'] } }
        : one,
    )
    const only = { ...everyKind, pages }
    const as = (who: string): Draft => {
      const saved: SavedPage = { answers: [{ questionKey: 'who', choices: [who], text: null }], place: null }
      return { ...draft, pages: new Map([['who', saved]]) }
    }
    expect(await filesToKeep({ db, uploads }, as('parent'), only)).toEqual([])
    expect(await filesToKeep({ db, uploads }, as('worker'), only)).toHaveLength(1)
    const without = everyKind.pages.filter(({ key }) => key !== 'photo')
    expect(await filesToKeep({ db, uploads }, draft, { ...everyKind, pages: without })).toEqual([])
  })
})
