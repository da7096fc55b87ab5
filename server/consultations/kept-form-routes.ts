import { AppError } from '../platform/errors.ts'
import { shownName } from '../platform/form-shown.ts'
import { typedFields } from '../platform/forms.ts'
import { showPage, type Pages } from '../platform/pages.ts'

/** A field that somebody filled in, on the page that says why it was not stored. */
export interface TypedField {
  readonly label: string
  readonly typed: string
}

const unsaid = new Set(['_csrf', 'version', 'mark', 'seen', shownName])

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  title: 'Title',
  introduction: 'Introduction',
  whatIsLost: 'What would be lost',
  whatIsProposed: 'What is proposed',
  whatChanges: 'What would change',
  reasons: 'Why',
  why: 'Why',
  whyNot: 'Why it is not proposed',
  whatItWas: 'What it was',
  replacedBy: 'What would take its place',
  reason: 'Why',
  because: 'What has to be changed',
  question: 'Question',
  answer: 'Answer',
  description: 'Description',
  venue: 'Venue',
  address: 'Address',
  note: 'What was changed, and why',
  evidence: 'Evidence',
  committee: 'Who meets',
  what: 'What they decide or look at',
  decision: 'What was decided',
  whatChanged: 'What changed because of what people said',
  decidedBy: 'Who decided',
  happened: 'What happened',
  otherWays: 'Other ways to answer',
  urgentHelp: 'Urgent help',
}

/**
 * What somebody typed, to be read and copied.
 *
 * @param body - the parsed form
 * @returns every field with letters in it, the form's own fields left out
 */
export function typedToCopy(body: unknown): TypedField[] {
  return Object.entries(typedFields(body)).flatMap(([field, value]) => {
    const typed = [value].flat().join('\n').trim()
    return unsaid.has(field) || !/\p{L}/u.test(typed) ? [] : [{ label: labels[field] ?? 'Text', typed }]
  })
}

/**
 * Pages whose forms lose nothing: where a form comes too late, because what it changes was published, moved on or was
 * taken out meanwhile, the answer says so and shows everything that was typed. A page that is not for this stage says so too, with
 * the way back.
 *
 * @param pages - register of pages
 * @returns the same register, for forms of the staff
 */
export function keepingWhatWasTyped(pages: Pages): Pages {
  return {
    ...pages,
    get(path, permission, handler) {
      pages.get(path, permission, async (request, response, visitor) => {
        try {
          await handler(request, response, visitor)
        } catch (thrown) {
          if (!(thrown instanceof AppError) || thrown.status !== 409) throw thrown
          const { message: sentence } = thrown
          const backLink = consultationOf(request.path)
          await showPage(
            response,
            'manage/not-saved',
            { title: 'Not now', sentence, backLink, fields: [] },
            409,
          )
        }
      })
    },
    post(path, permission, handler, options) {
      pages.post(
        path,
        permission,
        async (request, response, visitor) => {
          try {
            await handler(request, response, visitor)
          } catch (thrown) {
            if (!(thrown instanceof AppError)) throw thrown
            const fields = typedToCopy(request.body)
            // Somebody else may have taken out what a form changes while it was written.
            const gone = (thrown.status === 404 || thrown.status === 410) && fields.length > 0
            if (thrown.status !== 409 && !gone) throw thrown
            const backLink = consultationOf(request.path)
            await showPage(
              response,
              'manage/not-saved',
              { title: 'This was not saved', sentence: thrown.message, backLink, fields },
              thrown.status,
            )
          }
        },
        options,
      )
    },
  }
}

/** The page of the consultation that an address is about. */
function consultationOf(path: string): { href: string; text: string } {
  const href = /^\/manage\/consultations\/[^/]+/.exec(path)?.[0] ?? '/manage/consultations'
  return { href, text: 'Back to the consultation' }
}
