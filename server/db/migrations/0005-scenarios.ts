import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('scenario')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('county_id', 'text', column => column.notNull().references('county.id').onDelete('cascade'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('status_quo', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('published_at', 'text')
    .addColumn('hash', 'text')
    .addColumn('based_on', 'text')
    .addColumn('version', 'integer', column => column.notNull().defaultTo(1))
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('updated_at', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('scenario_by_county').on('scenario').column('county_id').execute()
  await db.schema
    .createTable('scenario_fate')
    .addColumn('scenario_id', 'text', column =>
      column.notNull().references('scenario.id').onDelete('cascade'),
    )
    .addColumn('site_id', 'text', column => column.notNull().references('site.id').onDelete('cascade'))
    .addColumn('fate', 'text', column => column.notNull())
    .addColumn('lead_site_id', 'text', column => column.references('site.id').onDelete('set null'))
    .addColumn('note', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('scenario_fate_key', ['scenario_id', 'site_id'])
    .execute()
  await db.schema.createIndex('scenario_fate_by_site').on('scenario_fate').column('site_id').execute()
  await db.schema
    .createTable('scenario_outreach')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('scenario_id', 'text', column =>
      column.notNull().references('scenario.id').onDelete('cascade'),
    )
    .addColumn('site_id', 'text', column => column.notNull().references('site.id').onDelete('cascade'))
    .addColumn('weekday', 'integer', column => column.notNull())
    .addColumn('starts', 'text', column => column.notNull())
    .addColumn('ends', 'text', column => column.notNull())
    .addColumn('from_on', 'text')
    .addColumn('to_on', 'text')
    .addColumn('activity', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('scenario_outreach_by_scenario')
    .on('scenario_outreach')
    .column('scenario_id')
    .execute()
  await db.schema
    .createTable('scenario_ledger')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('scenario_id', 'text', column =>
      column.notNull().references('scenario.id').onDelete('cascade'),
    )
    .addColumn('site_id', 'text', column => column.references('site.id').onDelete('set null'))
    .addColumn('line', 'text', column => column.notNull())
    .addColumn('pounds', 'double precision', column => column.notNull())
    .addColumn('one_off', 'integer', column => column.notNull())
    .addColumn('note', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('scenario_ledger_by_scenario')
    .on('scenario_ledger')
    .column('scenario_id')
    .execute()
  await db.schema
    .createTable('scenario_publication')
    .addColumn('scenario_id', 'text', column =>
      column.primaryKey().references('scenario.id').onDelete('cascade'),
    )
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('document', 'text', column => column.notNull())
    .addColumn('figures', 'text', column => column.notNull())
    .addColumn('published_at', 'text', column => column.notNull())
    .addColumn('published_by', 'text', column => column.notNull())
    .execute()
}
