import { expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { migrate, NewerDatabase } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { openTestDatabase } from '../support/open-database.ts'

eachDatabase('migrating', ({ name }) => {
  it('refuses a database that a later release has used, and names what it does not know', async () => {
    const { db, close } = await openTestDatabase(name)
    try {
      // A copy in memory was laid out without being migrated.
      await migrate(db).catch(() => undefined)
      await sql`create table if not exists kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(
        db,
      )
      await sql`insert into kysely_migration (name, timestamp) values ('9001-later', '2027-01-01T00:00:00.000Z')`.execute(
        db,
      )
      const refused = await migrate(db).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(NewerDatabase)
      expect(refused).toHaveProperty('migration', '9001-later')
    } finally {
      await close()
    }
  })
})
