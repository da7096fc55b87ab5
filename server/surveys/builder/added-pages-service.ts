import { z } from 'zod'
import type { Actor } from '../../accounts/index.ts'
import type { Db } from '../../db/index.ts'
import { AppError } from '../../platform/errors.ts'
import { planFromJson } from '../plan-json.ts'
import { readPlan, storePlan } from '../survey-plan-repository.ts'
import { addPage } from './plan-edits.ts'

const addedPages = z.array(
  z.object({
    /** Key of the page that they follow. */
    after: z.string(),
    /** A survey in the format `doorstep-survey/1`, of which only the pages are taken. */
    survey: z.unknown(),
  }),
)

/**
 * Adds pages from a file to the questions of a consultation that is loaded, before it is published.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param file - what the file holds: pages in the format `doorstep-survey/1`, and the key of the page that they follow
 * @param by - who loads it
 * @param at - the moment
 * @throws {AppError} 422 when the file holds something else
 */
export async function addPagesFromFile(
  tx: Db,
  consultationId: string,
  file: unknown,
  by: Actor,
  at: Date,
): Promise<void> {
  const read = addedPages.safeParse(file)
  if (!read.success)
    throw new AppError('not-questions', 422, `The questions cannot be read: ${read.error.message}`)
  const { plan, version } = await readPlan(tx, consultationId)
  let grown = plan
  for (const { after, survey } of read.data) {
    const added = planFromJson(JSON.stringify(survey))
    if (!added.ok) {
      const [first] = added.refused
      throw new AppError(
        'not-questions',
        422,
        `The questions cannot be read: ${first?.where ?? ''} ${first?.why ?? ''}`,
      )
    }
    const before = grown.pages.find(page => page.key === after)
    if (!before)
      throw new AppError(
        'not-questions',
        422,
        `There is no page “${after}” after which questions could follow.`,
      )
    for (const page of [...added.plan.pages].reverse()) grown = addPage(grown, 'pages', page, before.id)
  }
  await storePlan(tx, consultationId, grown, version, {
    at,
    by: by.name,
    accountId: by.accountId,
    summary: 'Added pages from a file',
  })
}
