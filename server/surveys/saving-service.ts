import { togetherOneByOne, type Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { asideKey, pageMark, saysNothing, type Draft, type SavedPage } from './draft.ts'
import { readPage } from './draft-reading-repository.ts'
import { savePage } from './draft-repository.ts'

/** What became of a page that was sent: `kept aside` when another device or tab saved other answers meanwhile. */
export type Saved = 'saved' | 'kept aside'

/** Most other versions of a page that are kept for choosing. */
const mostAsides = 20

/**
 * Saves a page so that nothing is lost: when other answers were saved since the form was shown, both are kept, and the
 * person chooses. The same answers twice are no conflict, and neither is a page that says nothing.
 *
 * @param db - the database
 * @param draft - the draft as it was read
 * @param pageKey - the page
 * @param page - what was sent
 * @param sent - the mark of the answers that the form was shown with ('' when it carried none), and the moment
 * @returns what became of it
 */
export function saveWithoutLoss(
  db: Db,
  draft: Draft,
  pageKey: string,
  page: SavedPage,
  sent: { readonly seen: string; readonly at: Date },
): Promise<Saved> {
  return saveTogether(db, { draft, pageKey, page, sent })
}

interface Saving {
  readonly draft: Draft
  readonly pageKey: string
  readonly page: SavedPage
  readonly sent: { readonly seen: string; readonly at: Date }
}

// Each of its statements is whole by itself: one that comes alone needs no transaction.
const saveTogether = togetherOneByOne<Saving, Saved>(save, save)

async function save(db: Db, { draft, pageKey, page, sent }: Saving): Promise<Saved> {
  let there = { page: draft.pages.get(pageKey), stored: draft.stored.get(pageKey) ?? null }
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const mark = pageMark(there.page)
    const changed = sent.seen !== '' && mark !== sent.seen && mark !== pageMark(page)
    if (changed && !saysNothing(there.page)) {
      // An empty form that was opened before the other answers came takes nothing away from them.
      if (saysNothing(page) && sent.seen === 'none') return 'saved'
      if ((draft.asides.get(pageKey)?.length ?? 0) < mostAsides) {
        await savePage(db, draft, asideKey(pageKey, newId()), page, sent.at)
        return 'kept aside'
      }
    }
    if (await savePage(db, draft, pageKey, page, sent.at, there.stored)) return 'saved'
    there = await readPage(db, draft, pageKey)
  }
  await savePage(db, draft, pageKey, page, sent.at)
  return 'saved'
}
