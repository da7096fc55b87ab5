import { createHash, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'

interface DocumentBefore {
  id: string
  consultation_id: string
  body: string | null
  sha256: string | null
  original_name: string | null
  media_type: string | null
  bytes: number | null
  added_at: string
}

/** The tables that rows are moved between here, as they are at this point of the product's life. */
interface Moved {
  consultation_document: DocumentBefore
  document_variant: Omit<DocumentBefore, 'id'> & {
    id: string
    document_id: string
    kind: string
    language: string
    version: number
    link: string | null
    hash: string
    reason: string
    superseded_at: string | null
  }
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document_variant')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('document_id', 'text', column =>
      column.notNull().references('consultation_document.id').onDelete('cascade'),
    )
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('body', 'text')
    .addColumn('link', 'text')
    .addColumn('sha256', 'text')
    .addColumn('original_name', 'text')
    .addColumn('media_type', 'text')
    .addColumn('bytes', 'integer')
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('added_at', 'text', column => column.notNull())
    .addColumn('superseded_at', 'text')
    .addUniqueConstraint('document_variant_version', ['document_id', 'kind', 'language', 'version'])
    .execute()
  await db.schema
    .createIndex('document_variant_by_consultation')
    .on('document_variant')
    .column('consultation_id')
    .execute()
  await moveDocuments(db)
  for (const name of ['body', 'sha256', 'original_name', 'media_type', 'bytes']) {
    await db.schema.alterTable('consultation_document').dropColumn(name).execute()
  }

  await db.schema
    .createTable('resident_question')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('form_id', 'text', column => column.notNull().unique())
    .addColumn('district_code', 'text')
    .addColumn('question', 'text', column => column.notNull())
    .addColumn('asked_at', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('faq_id', 'text', column => column.references('faq.id').onDelete('set null'))
    .addColumn('shown_question', 'text', column => column.notNull())
    .addColumn('shown_answer', 'text', column => column.notNull())
    .addColumn('declined_because', 'text')
    .addColumn('settled_at', 'text')
    .addColumn('settled_by', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('resident_question_by_consultation')
    .on('resident_question')
    .columns(['consultation_id', 'state'])
    .execute()
  await db.schema
    .createTable('resident_question_reply')
    .addColumn('question_id', 'text', column =>
      column.primaryKey().references('resident_question.id').onDelete('cascade'),
    )
    .addColumn('email', 'text', column => column.notNull())
    .execute()

  for (const name of ['site_id', 'postcode', 'changed_at', 'cancelled_at']) {
    await db.schema.alterTable('drop_in_session').addColumn(name, 'text').execute()
  }
  for (const name of ['lon', 'lat']) {
    await db.schema.alterTable('drop_in_session').addColumn(name, 'double precision').execute()
  }
  await db.schema
    .alterTable('drop_in_session')
    .addColumn('sequence', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('drop_in_session')
    .addColumn('changes', 'text', column => column.notNull().defaultTo('[]'))
    .execute()

  await db.schema
    .createTable('page_opinion')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('page', 'text', column => column.notNull())
    .addColumn('useful', 'integer', column => column.notNull())
    .addColumn('comment', 'text', column => column.notNull())
    .addColumn('given_on', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('page_opinion_by_consultation')
    .on('page_opinion')
    .columns(['consultation_id', 'page'])
    .execute()
}

/** What a document held becomes its full version. */
async function moveDocuments(db: Kysely<Moved>): Promise<void> {
  const documents = await db
    .selectFrom('consultation_document')
    .select(['id', 'consultation_id', 'body', 'sha256', 'original_name', 'media_type', 'bytes', 'added_at'])
    .execute()
  for (const { id, ...document } of documents) {
    // The same parts in the same order as the hash of a new version.
    const hashed = JSON.stringify([document.body, document.sha256, null])
    await db
      .insertInto('document_variant')
      .values({
        ...document,
        id: randomUUID(),
        document_id: id,
        kind: 'full',
        language: 'en',
        version: 1,
        link: null,
        hash: document.body === null && document.sha256 !== null ? document.sha256 : sha256(hashed),
        reason: '',
        superseded_at: null,
      })
      .execute()
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
