import { z } from 'zod'
import { optionalText, requiredDate, requiredText, timeOfDay } from '../platform/forms.ts'

const time = (label: string): z.ZodType<string> =>
  timeOfDay(label).refine(typed => typed !== '', `Enter a time for ${label.toLowerCase()}, such as 9am`)

// A line of its own in a calendar, on a sign or in a list: no line breaks.
const oneLine = (schema: z.ZodType<string>): z.ZodType<string> =>
  schema.transform(typed => typed.replace(/\s+/g, ' '))

/** A drop-in session; London time. */
export const sessionForm = z
  .object({
    districtCode: optionalText(20),
    date: requiredDate('The date'),
    starts: time('The start'),
    ends: time('The end'),
    siteId: optionalText(100),
    venue: oneLine(requiredText('Enter the venue', 150)),
    address: oneLine(requiredText('Enter the address', 300)),
    postcode: optionalText(10),
    access: oneLine(optionalText(300)),
    languages: oneLine(optionalText(200)),
    note: optionalText(300),
    /** Mark of the session as somebody had it before them; '' for a new one. */
    seen: optionalText(20),
  })
  .refine(form => form.ends > form.starts, { path: ['ends'], message: 'It must end later than it starts' })

/** What the form of a session holds. */
export type SessionForm = z.infer<typeof sessionForm>

/** Why a session is cancelled. */
export const cancelForm = z.object({
  because: requiredText('Say why it is cancelled: the public is told', 300),
})
