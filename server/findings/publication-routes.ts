import { recordAction } from '../accounts/index.ts'
import { logChange } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { english } from '../platform/speaker.ts'
import { buildFindings } from './build-findings.ts'
import { codingProgress } from './comment-repository.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import { readFindingsInput } from './findings-service.ts'
import { publicFindingsPage } from './public-findings-page.ts'
import { changedByFew, publicationReadiness } from './publication-service.ts'
import {
  findingsHash,
  listPublications,
  publishFindings,
  readLastFindings,
  withdrawFindings,
} from './publication-repository.ts'

/**
 * Publishing findings, and taking them back.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function publicationRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  pages.get('/findings/:consultation/publish', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const [input, publications, readiness, progress, last] = await Promise.all([
      readFindingsInput(db, consultation),
      listPublications(db, consultation.id),
      publicationReadiness(db, consultation, clock()),
      codingProgress(db, consultation.id),
      readLastFindings(db, consultation.id),
    ])
    const findings = buildFindings(input, 'public')
    const changed = changedByFew(last, findings)
    await showPage(response, 'findings/publish', {
      title: 'Publish the findings',
      ...findingsFrame(consultation, input.districts, `/findings/${consultation.slug}/publish`),
      publications,
      readiness: { ...readiness, lines: [...readiness.lines, ...(changed === null ? [] : [changed])] },
      progress,
      preview: publicFindingsPage(findings, null, english),
    })
  })

  pages.post('/findings/:consultation/publish', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    if (consultation.answersDeletedAt !== null)
      throw new AppError(
        'answers-deleted',
        409,
        'The answers were deleted, so findings can’t be made from them any more.',
      )
    const { closed } = await publicationReadiness(db, consultation, clock())
    if (!closed)
      throw new AppError('still-open', 409, 'Findings can be published once the consultation has closed.')
    const findings = buildFindings(await readFindingsInput(db, consultation), 'public')
    const published = await inTransaction(db, async tx => {
      // A second click, or a second person: what is public already stays the version that it is.
      const [newest] = await listPublications(tx, consultation.id)
      if (newest?.withdrawnAt === null && newest.hash === findingsHash(findings)) return null
      const done = await publishFindings(tx, consultation.id, findings, visitor.name, clock())
      await recordAction(tx, visitor, {
        action: 'findings.published',
        consultation: consultation.id,
        summary: `Published version ${done.version} of the findings of “${consultation.name}” (${done.hash.slice(0, 12)})`,
        at: clock(),
      })
      return done
    })
    redirectWithNotice(
      response,
      `/findings/${consultation.slug}/publish`,
      published === null
        ? 'Nothing has changed: what is public already is the same'
        : `Version ${published.version} is public`,
    )
  })

  pages.post('/findings/:consultation/withdraw', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    await inTransaction(db, async tx => {
      if (!(await withdrawFindings(tx, consultation.id, clock()))) return
      await logChange(tx, consultation.id, {
        kind: 'findings',
        summary: 'What people said was taken back and can’t be read for now.',
        at: clock(),
      })
      await recordAction(tx, visitor, {
        action: 'findings.withdrawn',
        consultation: consultation.id,
        summary: `Took the published findings of “${consultation.name}” back`,
        at: clock(),
      })
    })
    redirectWithNotice(
      response,
      `/findings/${consultation.slug}/publish`,
      'The findings are not public any more',
    )
  })
}
