import { afterEach, beforeEach } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

/** The application with everybody who has to do with a consultation's record; to be read only while a test runs. */
export interface RecordStaff {
  readonly app: TestApplication
  readonly planner: Visitor
  readonly analyst: Visitor
  readonly administrator: Visitor
  /** Somebody who has not signed in. */
  readonly visitor: Visitor
  /** Sets the clock; the planner signs in again. */
  jump(iso: string): Promise<void>
  /** Adds a published consultation: its id, and the addresses of its staff's and its public pages. */
  published(): Promise<{ id: string; at: string; open: string }>
}

/** Signs everybody in before each test of the block that this stands in. */
export function recordStaff(): RecordStaff {
  const held: { -readonly [Name in keyof RecordStaff]?: RecordStaff[Name] } = {}
  beforeEach(async () => {
    const app = await testApplication({ clock: whileOpen })
    Object.assign(held, {
      app,
      planner: await app.agent('planner'),
      analyst: await app.agent('analyst'),
      administrator: await app.agent('administrator'),
      visitor: await app.agent(),
      jump: async (iso: string) => {
        app.setClock(iso)
        held.planner = await app.agent('planner')
      },
      published: async () => {
        const { consultationId, slug } = await aPublishedConsultation(app.db)
        return {
          id: consultationId,
          at: `/manage/consultations/${consultationId}`,
          open: `/consultations/${slug}`,
        }
      },
    })
  })
  afterEach(() => held.app?.close())
  return held as RecordStaff
}
