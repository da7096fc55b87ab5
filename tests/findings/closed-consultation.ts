import { afterAll, beforeAll } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

/** The rows of a table that was saved. */
export function csvOf(text: string): string[][] {
  return parse(text, { bom: true, relax_column_count: true })
}

/** The application with a consultation that has closed, and its thirteen responses; to be read only while a test runs. */
export interface ClosedConsultation {
  readonly app: TestApplication
  readonly consultation: TestConsultation
  readonly analyst: Visitor
  /** Somebody who has not signed in. */
  readonly nobody: Visitor
}

/** Where the findings of that consultation are. */
export const at = '/findings/centres'

/** Brings thirteen responses before the tests of the block that this stands in, one of them with words about its writer. */
export function closedConsultation(): ClosedConsultation {
  const held: { -readonly [Name in keyof ClosedConsultation]?: ClosedConsultation[Name] } = {}
  beforeAll(async () => {
    const app = await testApplication({ clock: '2026-10-05T10:00:00Z' })
    const consultation = await aConsultation(app.db)
    Object.assign(held, {
      app,
      consultation,
      analyst: await app.agent('analyst'),
      nobody: await app.agent(),
    })
    const twelve = Array.from({ length: 12 }, (_, index) => index)
    for (const index of twelve) {
      await aResponse(app.db, consultation, {
        channel: index < 3 ? 'paper' : 'online',
        choices: {
          role: ['parent'],
          overall: [index < 7 ? 'agree' : 'disagree'],
          impact: ['worse'],
          sex: ['female'],
        },
        ...(index < 4
          ? {
              texts: {
                missed: `=1+${index} The bus from Ely is late, so nobody can come before ten in the morning`,
              },
            }
          : {}),
      })
    }
    await aResponse(app.db, consultation, {
      district: 'D2',
      choices: { role: ['other'], overall: ['agree'], sex: ['male'] },
      texts: {
        role: 'Lamplighter',
        missed: '<b>Fen</b> people are forgotten',
        'gender-identity': 'Very private words',
      },
    })
  })
  afterAll(() => held.app?.close())
  return held as ClosedConsultation
}

/** What the audit says was done to findings. */
export async function findingsActions({ app }: ClosedConsultation): Promise<string[]> {
  const actions = await app.db
    .selectFrom('audit')
    .select('action')
    .distinct()
    .where('action', 'like', 'findings.%')
    .execute()
  return actions.map(row => row.action).sort()
}

/** What people who are no analysts are answered at a page: planner, drop-in worker, and somebody who has not signed in. */
export async function answersToOthers({ app, nobody }: ClosedConsultation, path: string): Promise<number[]> {
  const others = [await app.agent('planner'), await app.agent('drop-in'), nobody]
  const statuses = []
  for (const other of others) statuses.push((await other.get(path)).status, (await other.post(path)).status)
  return statuses
}
