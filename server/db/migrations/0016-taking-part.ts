import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('letter')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('purpose', 'text', column => column.notNull())
    .addColumn('recipient', 'text', column => column.notNull())
    .addColumn('subject', 'text', column => column.notNull())
    // Erased as soon as the letter is sent: it may hold a link that is its reader's alone.
    .addColumn('body_text', 'text')
    .addColumn('body_html', 'text')
    .addColumn('unsubscribe_url', 'text')
    // Names what must be sent once only; null for letters that may be sent again.
    .addColumn('once', 'text', column => column.unique())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('queued_at', 'text', column => column.notNull())
    .addColumn('next_at', 'text', column => column.notNull())
    .addColumn('attempts', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('sender', 'text')
    .addColumn('sender_until', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('problem', 'text')
    .execute()
  await db.schema.createIndex('letter_by_state').on('letter').columns(['state', 'next_at']).execute()
  await db.schema
    .createIndex('letter_by_recipient')
    .on('letter')
    .columns(['recipient', 'queued_at'])
    .execute()
  await db.schema.createIndex('letter_by_time').on('letter').column('queued_at').execute()
}
