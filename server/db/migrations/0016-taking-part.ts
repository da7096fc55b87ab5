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
    // What the letter belongs to, and is erased with.
    .addColumn('about', 'text')
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
  await db.schema.createIndex('letter_by_about').on('letter').column('about').execute()
  await db.schema.createIndex('letter_by_time').on('letter').column('queued_at').execute()

  // Addresses stand here alone: nothing in this table, or that points to it, leads to an answer.
  await db.schema
    .createTable('subscription')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('email', 'text', column => column.notNull())
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('asked_at', 'text', column => column.notNull())
    .addColumn('confirmed_at', 'text')
    .addUniqueConstraint('subscription_address', ['consultation_id', 'email'])
    .execute()
  await db.schema
    .createIndex('subscription_by_state')
    .on('subscription')
    .columns(['confirmed_at', 'asked_at'])
    .execute()
  await db.schema
    .createTable('subscription_link')
    .addColumn('token_hash', 'text', column => column.primaryKey())
    .addColumn('subscription_id', 'text', column =>
      column.notNull().references('subscription.id').onDelete('cascade'),
    )
    .addColumn('purpose', 'text', column => column.notNull())
    .addColumn('made_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('subscription_link_by_subscription')
    .on('subscription_link')
    .column('subscription_id')
    .execute()
  await db.schema
    .createTable('bulletin')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    .addColumn('written_at', 'text', column => column.notNull())
    .addColumn('published_at', 'text')
    .addColumn('letters', 'integer')
    .execute()
  await db.schema
    .createIndex('bulletin_by_consultation')
    .on('bulletin')
    .columns(['consultation_id', 'published_at'])
    .execute()

  await db.schema
    .createTable('idea_board')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text')
    .addColumn('question', 'text', column => column.notNull())
    .addColumn('introduction', 'text', column => column.notNull())
    .addColumn('opens_at', 'text', column => column.notNull())
    .addColumn('closes_at', 'text', column => column.notNull())
    .addColumn('created_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('idea_board_by_consultation')
    .on('idea_board')
    .column('consultation_id')
    .execute()
  await db.schema
    .createTable('idea')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('board_id', 'text', column => column.notNull().references('idea_board.id').onDelete('cascade'))
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    .addColumn('neighbourhood', 'text', column => column.notNull())
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('posted_at', 'text', column => column.notNull())
    .addColumn('moderated_at', 'text')
    .addColumn('redacted', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('reply', 'text')
    .addColumn('replied_at', 'text')
    .execute()
  await db.schema
    .createIndex('idea_by_board')
    .on('idea')
    .columns(['board_id', 'state', 'posted_at'])
    .execute()
  // Which browser, as a hash that is different on every board: who it was cannot be told, nor what else they wrote.
  await db.schema
    .createTable('idea_agreement')
    .addColumn('idea_id', 'text', column => column.notNull().references('idea.id').onDelete('cascade'))
    .addColumn('browser', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('idea_agreement_key', ['idea_id', 'browser'])
    .execute()

  await db.schema
    .createTable('pledge_version')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    // What is different from the version before, in a sentence for the public.
    .addColumn('note', 'text', column => column.notNull())
    .addColumn('published_at', 'text', column => column.notNull())
    .addUniqueConstraint('pledge_version_number', ['consultation_id', 'version'])
    .execute()
  await db.schema
    .createTable('pledge_signature')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('pledge_version_id', 'text', column =>
      column.notNull().references('pledge_version.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('organisation', 'text', column => column.notNull())
    .addColumn('may_be_named', 'integer', column => column.notNull())
    // Whether staff have seen that the name may be shown.
    .addColumn('checked_at', 'text')
    .addColumn('signed_at', 'text', column => column.notNull())
    .addColumn('withdrawn_at', 'text')
    .addColumn('token_hash', 'text', column => column.notNull().unique())
    .execute()
  await db.schema
    .createIndex('pledge_signature_by_version')
    .on('pledge_signature')
    .column('pledge_version_id')
    .execute()
}
