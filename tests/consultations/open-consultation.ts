import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals'
import type { Settings } from '../../server/platform/config.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

/** The application with a published consultation that is open; to be read only while a test runs. */
export interface OpenConsultation {
  readonly app: TestApplication
  readonly consultationId: string
  readonly slug: string
  /** The address of its public pages. */
  readonly home: string
  /** The address of the survey of its first district. */
  readonly survey: string
  /** The address of its staff's pages. */
  readonly manage: string
  /** Somebody who has not signed in. */
  readonly visitor: Visitor
}

/**
 * Opens a consultation before the tests of the block that this stands in, and closes the application after them.
 *
 * @param made - once for all tests of the block, or anew for each of them
 * @param clock - the moment at which the clock stands
 * @param settings - other than tests have
 */
export function openConsultation(
  made: 'for all tests' | 'for each test',
  clock: string = whileOpen,
  settings: Partial<Settings> = {},
): OpenConsultation {
  const held: { -readonly [Name in keyof OpenConsultation]?: OpenConsultation[Name] } = {}
  const [before, after] = made === 'for all tests' ? [beforeAll, afterAll] : [beforeEach, afterEach]
  before(async () => {
    const app = await testApplication({ clock, settings })
    const { consultationId, slug } = await aPublishedConsultation(app.db)
    const home = `/consultations/${slug}`
    const manage = `/manage/consultations/${consultationId}`
    const visitor = await app.agent()
    Object.assign(held, { app, consultationId, slug, home, survey: `${home}/fen/survey`, manage, visitor })
  })
  after(() => held.app?.close())
  return held as OpenConsultation
}
