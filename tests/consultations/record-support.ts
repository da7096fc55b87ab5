import type { Db } from '../../server/db/index.ts'
import { answerCheck, checkItems } from '../../server/consultations/index.ts'
import type { Visitor } from '../support/application.ts'

/** Answers every point of the checklist. */
export async function answerChecklist(db: Db, consultationId: string): Promise<void> {
  for (const { key } of checkItems) {
    await answerCheck(
      db,
      consultationId,
      {
        item: key,
        answer: `We have looked at ${key} and recorded what we found in the minutes.`,
        evidence: 'Minutes of 12 March 2026, item 4',
        by: 'Test planner',
      },
      new Date('2026-05-01T09:00:00.000Z'),
    )
  }
}

/** The value of a hidden field of a page. */
export function hiddenOn(html: string, name: string): string {
  const value = new RegExp(`name="${name}"(?: id="${name}")? value="([^"]*)"`).exec(html)?.[1]
  if (value === undefined) throw new Error(`The page has no field ${name}.`)
  return value
}

/** Publishes as a person does: reads the page, confirms, sends. */
export async function publishAs(
  visitor: Visitor,
  consultationId: string,
): Promise<Awaited<ReturnType<Visitor['post']>>> {
  const at = `/manage/consultations/${consultationId}/publish`
  const page = await visitor.get(at)
  const mark = /name="mark" value="([^"]*)"/.exec(page.text)?.[1] ?? ''
  return visitor.post(at, { sure: 'yes', mark })
}

/** Words that would run as markup or turn a line round. */
export const hostile = '<script>alert(1)</script> \u202eevil\u202c & "quotes" {{count}}'

/** The three boxes of a day in a form. */
export const day = (name: string, iso: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = iso.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** Sends a form, and sends it again. */
export async function twice<Answer>(send: () => PromiseLike<Answer>): Promise<Answer[]> {
  return [await send(), await send()]
}
