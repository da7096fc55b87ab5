import { afterAll, beforeAll } from '@jest/globals'
import { testApplication, type Fields, type TestApplication, type Visitor } from '../support/application.ts'
import { aConsultation, type TestConsultation } from './support.ts'

/** Where the paper of the consultation in these tests is. */
export const at = '/paper/centres'

/** The application with an open consultation and two people who key its paper; to be read only while a test runs. */
export interface PaperOnPages {
  readonly app: TestApplication
  readonly consultation: TestConsultation
  readonly ann: Visitor
  readonly bob: Visitor
}

/** Opens the application before the tests of the block that this stands in, and closes it after them. */
export function paperOnPages(): PaperOnPages {
  const held: { -readonly [Name in keyof PaperOnPages]?: PaperOnPages[Name] } = {}
  beforeAll(async () => {
    const app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    Object.assign(held, {
      app,
      consultation: await aConsultation(app.db),
      ann: await app.agent('drop-in'),
      bob: await app.agent('drop-in'),
    })
  })
  afterAll(() => held.app?.close())
  return held as PaperOnPages
}

/** Prints forms of a district. */
export async function print(
  { ann }: PaperOnPages,
  copies = 2,
  district = 'city',
): Promise<{ issue: string; serials: string[]; html: string }> {
  const printed = await ann.post(`${at}/print`, { district, copies: String(copies), label: 'Library' })
  if (printed.status !== 303) throw new Error(`Printing answered ${printed.status}.`)
  const issue = printed.headers['location'] as string
  const { text } = await ann.get(issue)
  return { issue, serials: [...new Set(text.match(/[A-Z]{4}-\d{4}-[A-Z]/g))], html: text }
}

/** What is said of a batch that came by post on 22 September. */
export const byPost: Fields = {
  kind: 'post',
  'heldOn-day': '22',
  'heldOn-month': '9',
  'heldOn-year': '2026',
  countIn: '2',
}

/** Opens a batch; returns its address. */
export async function openBatch({ ann }: PaperOnPages, more: Fields = {}): Promise<string> {
  const opened = await ann.post(`${at}/batches`, { ...byPost, ...more })
  if (opened.status !== 303) throw new Error(`Opening a batch answered ${opened.status}: ${opened.text}`)
  return (opened.headers['location'] as string).replace('?next=1', '')
}

/** Enters the number of a form; returns the address at which it is keyed. */
export async function begin(who: Visitor, batch: string, serial = ''): Promise<string> {
  const begun = await who.post(`${batch}/start`, { serial })
  if (begun.status !== 303) throw new Error(`${serial} was answered with ${begun.status}.`)
  return begun.headers['location'] as string
}

/** What people who may not key paper are answered: planner, analyst, and somebody who has not signed in. */
export async function answersToOthers(
  { app }: PaperOnPages,
  ask: (who: Visitor) => Promise<{ status: number }>,
): Promise<number[]> {
  const others = [await app.agent('planner'), await app.agent('analyst'), await app.agent()]
  const statuses = []
  for (const other of others) statuses.push((await ask(other)).status)
  return statuses
}

/** What the audit says was done to a batch or a form, in the order of the actions' names. */
export async function traceOf(
  { app }: PaperOnPages,
  address: string,
): Promise<{ action: string; summary: string; by: string | null }[]> {
  const rows = await app.db
    .selectFrom('audit')
    .select(['action', 'summary', 'account_id'])
    .where('subject', '=', address.split('/').at(-1) ?? '')
    .execute()
  return rows
    .map(({ action, summary, account_id: by }) => ({ action, summary, by }))
    .sort((one, other) => (one.action < other.action ? -1 : 1))
}
