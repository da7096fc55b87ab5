import { publicCounty, shownContact } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { showPage, type Pages } from '../platform/pages.ts'

/** What the statements depend on. */
export interface StatementNeeds {
  readonly db: Db
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
  /** Where people reach the product: over https cookies have other names. */
  readonly publicUrl: string
  readonly sessionHours: number
  /** How long unfinished answers are kept. */
  readonly draftDays: number
}

/**
 * The accessibility statement, the privacy notice and the cookies page: what the product does, with its settings.
 *
 * @param pages - register of pages
 * @param needs - database and settings
 */
export function statementsRoutes(
  pages: Pages,
  { db, councilName, publicUrl, sessionHours, draftDays }: StatementNeeds,
): void {
  const secure = publicUrl.startsWith('https://')
  const statements = [
    { path: '/accessibility', view: 'statements/accessibility', title: 'Accessibility statement' },
    { path: '/privacy', view: 'statements/privacy', title: 'How we use what you tell us' },
    { path: '/cookies', view: 'statements/cookies', title: 'Cookies' },
  ]
  for (const { path, view, title } of statements) {
    pages.get(path, 'public', async (_request, response) => {
      const county = await publicCounty(db)
      const council = councilName || (county?.name ?? '')
      const [newest] = county?.consultations ?? []
      await showPage(response, view, {
        title,
        layout: 'public',
        councilName: council,
        demonstration: county?.demonstration ?? false,
        council: council === '' ? 'The council' : council,
        contact: newest ? shownContact(newest) : null,
        days: draftDays,
        sessionHours,
        publicUrl,
        cookies: {
          form: secure ? '__Host-form' : 'form',
          session: secure ? '__Host-doorstep' : 'doorstep',
        },
      })
    })
  }
}
