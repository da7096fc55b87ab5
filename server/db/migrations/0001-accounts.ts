import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('email', 'text', column => column.notNull().unique())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('password_hash', 'text')
    .addColumn('failed_attempts', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('locked_until', 'text')
    .addColumn('disabled_at', 'text')
    .addColumn('created_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createTable('account_role')
    .addColumn('account_id', 'text', column => column.notNull().references('account.id').onDelete('cascade'))
    .addColumn('role', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('account_role_key', ['account_id', 'role'])
    .execute()
  await db.schema
    .createTable('one_time_link')
    .addColumn('token_hash', 'text', column => column.primaryKey())
    .addColumn('account_id', 'text', column => column.notNull().references('account.id').onDelete('cascade'))
    .addColumn('purpose', 'text', column => column.notNull())
    .addColumn('expires_at', 'text', column => column.notNull())
    .addColumn('used_at', 'text')
    .addColumn('created_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createTable('session')
    .addColumn('id_hash', 'text', column => column.primaryKey())
    .addColumn('account_id', 'text', column => column.references('account.id').onDelete('cascade'))
    .addColumn('data', 'text', column => column.notNull())
    .addColumn('expires_at', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('session_by_account').on('session').column('account_id').execute()
  await db.schema
    .createTable('audit')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('account_id', 'text')
    .addColumn('account_name', 'text', column => column.notNull())
    .addColumn('action', 'text', column => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('summary', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('audit_by_time').on('audit').column('at').execute()
}
