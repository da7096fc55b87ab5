import { letterDays } from '../accounts/index.ts'
import {
  ideasCookie,
  publicCounty,
  replyAddressDays,
  shownContact,
  unconfirmedDays,
} from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { languages } from '../platform/languages.ts'
import { showPage, type Pages } from '../platform/pages.ts'
import { speakerOf, type Speaker } from '../platform/speaker.ts'
import { choiceCookies } from '../platform/visitor-choices.ts'
import { deviceStorageFacts } from './device-storage.ts'

/** What the statements depend on. */
export interface StatementNeeds {
  readonly db: Db
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
  /** Where people reach the product: over https cookies have other names. */
  readonly publicUrl: string
  readonly sessionHours: number
  /** Days for which unfinished answers are kept. */
  readonly draftDays: number
  /** Whether letters leave the machine. */
  readonly sendsMail: boolean
  /** For how many months answers are kept after the decision. */
  readonly answerMonths: number
  /** Who answers questions about personal data; '' for the contact of the consultation. */
  readonly dataProtectionOfficer: string
  /** The day on which the council last read its accessibility statement over, `YYYY-MM-DD`; null when it did not say. */
  readonly accessibilityReviewedOn: string | null
}

/**
 * The day on which the accessibility statement was prepared, `YYYY-MM-DD`: the state of the product that it describes.
 * It changes with every release whose statement says something else.
 *
 * Source: the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.
 */
export const statementPreparedOn = '2026-11-22'

const statements = [
  { path: '/accessibility', view: 'statements/accessibility', title: 'Accessibility statement' },
  { path: '/privacy', view: 'statements/privacy', title: 'How we use what you tell us' },
  { path: '/cookies', view: 'statements/cookies', title: 'Cookies' },
] as const

/**
 * Says the title of a statement; written out, so that it is found for translators.
 *
 * @param speaker - who speaks
 * @param title - one of the titles
 * @returns the title in the visitor's language
 */
function sayTitle({ plain }: Speaker, title: (typeof statements)[number]['title']): string {
  if (title === 'Cookies') return plain('Cookies')
  return title === 'Accessibility statement'
    ? plain('Accessibility statement')
    : plain('How we use what you tell us')
}

/**
 * The names of all cookies that the product sets.
 *
 * @param secure - whether it is reached over https
 * @returns name by purpose
 */
export function cookieNames(secure: boolean): Readonly<Record<string, string>> {
  return {
    form: secure ? '__Host-form' : 'form',
    session: secure ? '__Host-doorstep' : 'doorstep',
    drafts: 'drafts',
    easyRead: 'view',
    notice: 'notice',
    ideas: ideasCookie.name,
    ...choiceCookies,
  }
}

/** The languages of the pages, as a visitor's language calls them. */
function languagesIn(code: string): string {
  const names = new Intl.DisplayNames([code], { type: 'language' })
  return new Intl.ListFormat(code, { type: 'conjunction' }).format(
    languages.map(language => names.of(language.code) ?? language.englishName),
  )
}

/**
 * The accessibility statement, the privacy notice and the cookies page: what the product does, with its settings.
 *
 * @param pages - register of pages
 * @param needs - database and settings
 */
export function statementsRoutes(pages: Pages, needs: StatementNeeds): void {
  const { db, councilName, publicUrl, sessionHours, draftDays, sendsMail } = needs
  const secure = publicUrl.startsWith('https://')
  for (const { path, view, title } of statements) {
    pages.get(path, 'public', async (_request, response) => {
      const speaker = speakerOf(response)
      const county = await publicCounty(db)
      const council = councilName || (county?.name ?? '')
      const [newest] = county?.consultations ?? []
      await showPage(response, view, {
        title: sayTitle(speaker, title),
        layout: 'public',
        councilName: council,
        demonstration: county?.demonstration ?? false,
        council: council === '' ? speaker.plain('The council') : council,
        contact: newest ? shownContact(newest) : null,
        days: draftDays,
        sessionHours,
        publicUrl,
        languagesSpoken: languagesIn(speaker.language),
        sendsMail,
        answerMonths: needs.answerMonths,
        dataProtectionOfficer: needs.dataProtectionOfficer,
        preparedOn: speaker.format.date(statementPreparedOn),
        reviewedOn:
          needs.accessibilityReviewedOn === null ? null : speaker.format.date(needs.accessibilityReviewedOn),
        letterDays,
        unconfirmedDays,
        replyAddressDays,
        ideaDays: ideasCookie.days,
        device: { ...deviceStorageFacts, used: secure || /^http:\/\/(?:localhost|127\.)/.test(publicUrl) },
        cookies: cookieNames(secure),
      })
    })
  }
}
