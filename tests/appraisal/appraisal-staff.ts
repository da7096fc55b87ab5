import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import type { Response } from 'supertest'
import type { County } from '../../server/county/index.ts'
import { testApplication, type Fields, type TestApplication, type Visitor } from '../support/application.ts'
import { aCounty, aSite } from '../sites/builders.ts'

/** The application with two people who may rate, and one site; to be read only while a test runs. */
export interface AppraisalStaff {
  readonly app: TestApplication
  readonly pat: Visitor
  readonly quinn: Visitor
  readonly county: County
  /** The site's id. */
  readonly id: string
  /** Takes a place as the site's assessor, or leaves it. */
  place(visitor: Visitor, which: 'first' | 'second', act?: string): Promise<Response>
  /** Sends the form of a rating of the site: of flexible access as it is, unless told otherwise. */
  rate(visitor: Visitor, fields: Fields, criterion?: number, state?: string): Promise<Response>
  /** What was written down of changes. */
  audit(): Promise<string[]>
}

/** Signs both in before the tests of the file that this stands in; each test has a county and a site of its own. */
export function appraisalStaff(): AppraisalStaff {
  const held: { -readonly [Name in keyof AppraisalStaff]?: AppraisalStaff[Name] } = {}
  beforeAll(async () => {
    const app = await testApplication({ clock: '2026-09-10T09:00:00Z' })
    const at = (): string => `/appraisal/sites/${held.id}`
    Object.assign(held, {
      app,
      pat: await app.agent('planner'),
      quinn: await app.agent('planner'),
      place: (visitor: Visitor, which: string, act = 'take') =>
        visitor.post(`${at()}/assessor`, { place: which, act }),
      rate: (visitor: Visitor, fields: Fields, criterion = 1, state = 'current') =>
        visitor.send(`${at()}/ratings/${state}/${criterion}`, fields, []),
      audit: async () =>
        (await app.db.selectFrom('audit').select('action').orderBy('at').orderBy('id').execute()).map(
          ({ action }) => action,
        ),
    })
  })
  afterAll(() => held.app?.close())
  beforeEach(async () => {
    if (held.app === undefined) throw new Error('The application is open only while a test runs.')
    // With the county goes all that belongs to it; the accounts stay signed in.
    await held.app.db.deleteFrom('county').execute()
    await held.app.db.deleteFrom('audit').execute()
    held.county = await aCounty(held.app.db)
    held.id = await aSite(held.app.db, held.county.id)
  })
  return held as AppraisalStaff
}
