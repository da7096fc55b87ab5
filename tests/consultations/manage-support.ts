import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import type { DatabaseName } from '../support/open-database.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

/** An application with one consultation, and its staff. */
export async function staffAndPublic(
  published = true,
  database: DatabaseName = 'SQLite',
): Promise<{
  app: TestApplication
  planner: Visitor
  visitor: Visitor
  id: string
  slug: string
  close(): Promise<void>
}> {
  const app = await testApplication({ clock: whileOpen, database })
  const { consultationId, slug } = published
    ? await aPublishedConsultation(app.db)
    : await aDraftConsultation(app.db)
  return {
    app,
    planner: await app.agent('planner'),
    visitor: await app.agent(),
    id: consultationId,
    slug,
    close: () => app.close(),
  }
}
