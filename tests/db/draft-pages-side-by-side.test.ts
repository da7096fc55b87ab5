import { expect, it } from '@jest/globals'
import { sql, SqliteAdapter, type Kysely } from 'kysely'
import { up } from '../../server/db/migrations/0035-draft-pages-side-by-side.ts'
import { readDraft } from '../../server/surveys/draft-reading-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, pepper, said } from '../surveys/drafts.ts'

eachDatabase('pages of drafts that were there before they lay side by side', database => {
  it('are all kept, and go with their draft', async () => {
    const { db } = database
    const anything = db as unknown as Kysely<unknown>
    const { token, draft } = await aDraft(db)
    const before = await db.selectFrom('draft_page').selectAll().execute()
    expect(before).toHaveLength(1)
    if (db.getExecutor().adapter instanceof SqliteAdapter) {
      // As the table was at first.
      await sql`alter table draft_page rename to old`.execute(db)
      await sql`create table draft_page (draft_id text not null references draft (id) on delete cascade,
        page_key text not null, saved text not null, saved_at text not null,
        constraint draft_page_key primary key (draft_id, page_key))`.execute(db)
      await sql`insert into draft_page select draft_id, page_key, saved, saved_at from old`.execute(db)
      await sql`drop table old`.execute(db)
    }
    await up(anything)
    expect(await db.selectFrom('draft_page').selectAll().execute()).toEqual(before)
    expect((await readDraft(db, pepper, token))?.pages.get('role')).toEqual(said('parent'))
    await db.deleteFrom('draft').where('id', '=', draft.id).execute()
    expect(await db.selectFrom('draft_page').selectAll().execute()).toEqual([])
  })
})
