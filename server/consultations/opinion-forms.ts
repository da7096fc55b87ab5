import { z } from 'zod'
import { oneOf, optionalText, requiredText } from '../platform/forms.ts'

/** Most characters of what somebody writes about a page. */
export const longestComment = 1000

// A path and nothing else: no query, no other site, nothing that a person typed but a page's own address.
const pagePath = /^\/consultations\/([a-z0-9-]{1,80})(?:\/[a-z0-9-]{1,80}){0,4}$/

/** Whether a page was useful. */
export const opinionForm = z.object({
  page: optionalText(400).transform((page, context) => {
    const slug = pagePath.exec(page)?.[1]
    if (slug !== undefined) return { path: page, slug }
    context.addIssue({ code: 'custom', message: 'This page cannot be told from the form.' })
    return z.NEVER
  }),
  useful: oneOf(['yes', 'no'], 'Choose yes or no'),
})

/** What was wrong with a page. */
export const opinionCommentForm = z.object({
  comment: requiredText('Write what was wrong, or leave this page', longestComment),
})
