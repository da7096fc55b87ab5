import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import type { Response } from 'supertest'
import type { County } from '../../server/county/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aCounty } from './builders.ts'

/** The application with two planners and an empty register; to be read only while a test runs. */
export interface SitesStaff {
  readonly app: TestApplication
  readonly planner: Visitor
  readonly quinn: Visitor
  readonly county: County
  /** Sends a form as the planner who has just read its page. */
  changed(path: string, fields: Record<string, string>): Promise<Response>
  /** What was written down of changes. */
  audit(): Promise<{ action: string; summary: string }[]>
}

/** Signs two planners in before the tests of the block that this stands in; each test has a county of its own. */
export function sitesStaff(): SitesStaff {
  const held: { -readonly [Name in keyof SitesStaff]?: SitesStaff[Name] } = {}
  beforeAll(async () => {
    const app = await testApplication({ clock: '2026-09-10T09:00:00Z' })
    const planner = await app.agent('planner')
    Object.assign(held, {
      app,
      planner,
      quinn: await app.agent('planner'),
      changed: async (path: string, fields: Record<string, string>) => {
        const page = await planner.get(path)
        return planner.post(path, { mark: fieldOf(page, 'mark'), ...fields })
      },
      audit: () => app.db.selectFrom('audit').select(['action', 'summary']).orderBy('id').execute(),
    })
  })
  afterAll(() => held.app?.close())
  beforeEach(async () => {
    if (held.app === undefined) throw new Error('The application is open only while a test runs.')
    // With the county goes all that belongs to it; the accounts stay signed in.
    await held.app.db.deleteFrom('county').execute()
    await held.app.db.deleteFrom('audit').execute()
    held.county = await aCounty(held.app.db)
  })
  return held as SitesStaff
}

/** The value of a field of a page; empty where it has none. */
export const fieldOf = (response: Response, field: string): string =>
  new RegExp(`name="${field}"[^>]*value="([^"]*)"`).exec(response.text)?.[1] ?? ''

/** A site's form as somebody fills it in who knows almost nothing of it. */
export const details = {
  siteName: 'Alder Centre',
  reference: '',
  siteKind: 'centre',
  providerKind: '',
  providerName: '',
  address: '',
  postcode: '',
  phone: '',
  note: '',
  positionWay: 'unknown',
  districtCode: '',
}

/** The smallest picture. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
