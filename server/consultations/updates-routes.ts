import type { Pages } from '../platform/pages.ts'
import { documentsRoutes } from './documents-routes.ts'
import { keepingWhatWasTyped } from './kept-form-routes.ts'
import { manageDocumentsRoutes } from './manage-documents-routes.ts'
import { manageQuestionsRoutes } from './manage-questions-routes.ts'
import { manageSessionsRoutes } from './manage-sessions-routes.ts'
import { opinionRoutes } from './opinion-routes.ts'
import { questionsRoutes } from './questions-routes.ts'
import { sessionsRoutes, type SessionsNeeds } from './sessions-routes.ts'

/**
 * Everything that may still grow after publication, for the public and for staff: documents, questions, drop-in
 * sessions, and whether pages were useful. To be declared before the consultations' own pages, where the next part of an
 * address is a district.
 *
 * @param pages - register of pages
 * @param needs - database, clock, kept files, the council's name and the product's address
 */
export function updatesRoutes(pages: Pages, needs: SessionsNeeds): void {
  documentsRoutes(pages, needs)
  questionsRoutes(pages, needs)
  sessionsRoutes(pages, needs)
  opinionRoutes(pages, needs)
  const staff = keepingWhatWasTyped(pages)
  manageDocumentsRoutes(staff, needs)
  manageQuestionsRoutes(staff, needs)
  manageSessionsRoutes(staff, needs)
}
