import { z } from 'zod'
import { cleanText } from '../../model/survey.ts'
import { emailAddress, requiredText } from '../../platform/forms.ts'

/** Asking for updates. */
export const subscribeForm = z.object({ email: emailAddress() })

/** Writing an update. */
export const updateForm = z.object({
  title: requiredText('Enter a title', 150).transform(title => cleanText(title).replace(/\s+/g, ' ')),
  body: requiredText('Enter the text of the update', 10_000).transform(cleanText),
})
