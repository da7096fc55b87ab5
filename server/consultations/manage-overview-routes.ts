import { showPage, type Pages } from '../platform/pages.ts'
import { answersKept } from './answers-kept-service.ts'
import { checklistOf } from './checklist-service.ts'
import { readCorrection } from './correction-repository.ts'
import { readDecisions } from './decision-repository.ts'
import { listConsultationDistricts, listProposals } from './district-repository.ts'
import { consultationsCrumb, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { openingWords } from './opening-words-page.ts'
import { overviewPage } from './overview-page.ts'
import { draftRecord } from './record-service.ts'
import { readinessOf } from './readiness.ts'
import { readUpdates } from './updates-repository.ts'

/**
 * The staff's first page about a consultation: what comes next, and every task by stage.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and for how many months answers are kept after the decision
 * @param managed - reads the consultation that an address names
 */
export function manageOverviewRoutes(
  pages: Pages,
  { db, clock, answerMonths }: ManageNeeds & { readonly answerMonths: number },
  managed: FindManaged,
): void {
  pages.get('/manage/consultations/:id', 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const now = clock()
    const decisions = await readDecisions(db, consultation.id)
    const record = consultation.publishedAt === null ? await draftRecord(db, consultation) : null
    await showPage(response, 'manage/overview', {
      title: consultation.name,
      breadcrumbs: [consultationsCrumb],
      consultation,
      words: openingWords(consultation, now),
      page: overviewPage({
        consultation,
        now,
        accountId: visitor.accountId,
        administrator: visitor.may('administer'),
        analyst: visitor.may('analyse'),
        districts: await listConsultationDistricts(db, consultation.id),
        proposals: await listProposals(db, consultation.id),
        updates: await readUpdates(db, consultation.id),
        missing: record === null ? [] : readinessOf(consultation, record).missing,
        unanswered: record === null ? 0 : (await checklistOf(db, consultation, record)).open.length,
        correction: consultation.publishedAt === null ? null : await readCorrection(db, consultation.id),
        decisions,
        kept: await answersKept(db, consultation, { months: answerMonths, now, decisions }),
      }),
    })
  })
}
