import { afterAll, afterEach, beforeAll, describe } from '@jest/globals'
import { clearDatabase, openTestDatabase, type OpenDatabase, type TestDatabase } from './open-database.ts'

export type { TestDatabase }

/** Describes a behaviour twice, once on each database; rows are cleared after every test. */
export function eachDatabase(subject: string, define: (database: TestDatabase) => void): void {
  for (const name of ['SQLite', 'PostgreSQL'] as const) {
    describe(`${subject} on ${name}`, () => {
      let open: OpenDatabase | null = null
      const database: TestDatabase = {
        name,
        get db() {
          if (open === null) throw new Error('The database is open only while a test runs.')
          return open.db
        },
      }
      beforeAll(async () => {
        open = await openTestDatabase(name)
      })
      afterEach(() => clearDatabase(database))
      afterAll(() => open?.close())
      define(database)
    })
  }
}
