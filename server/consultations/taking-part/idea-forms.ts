import { z } from 'zod'
import { cleanText } from '../../model/survey.ts'
import { londonTime } from '../../platform/clock.ts'
import {
  oneOf,
  optionalText,
  requiredDate,
  requiredText,
  severalOf,
  timeOfDay,
} from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { declineReasonNames } from './idea.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The id that a form carries from before its first sending, so that sending it twice is one.
 *
 * @returns a schema; a new id where the form has none that could be ours
 */
export const sentId = z
  .unknown()
  .transform(typed => (typeof typed === 'string' && uuid.test(typed) ? typed : newId()))

/** What a postcode, a telephone number, an email address or the number of a house look like. */
const tooPrivate = /\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b|@|\d{5,}|^\s*\d/i

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ')

/** A resident's idea. */
export const ideaForm = z.object({
  id: sentId,
  title: requiredText('Enter your idea in a few words', 120).transform(oneLine),
  body: requiredText('Say more about your idea', 2000).transform(cleanText),
  neighbourhood: optionalText(60)
    .transform(oneLine)
    .refine(
      typed => !tooPrivate.test(typed),
      'Enter a village, a town or a part of one, not a postcode or an address',
    ),
})

/** Agreeing with an idea, or no longer. */
export const agreementForm = z.object({ agree: oneOf(['yes', 'no'], 'Choose whether you agree') })

/** Staff's board. */
export const boardForm = z
  .object({
    question: requiredText('Enter the question that people answer with ideas', 200).transform(oneLine),
    introduction: optionalText(3000).transform(cleanText),
    districtCode: optionalText(20),
    opensOn: requiredDate('The opening date'),
    opensTime: timeOfDay('The opening time').refine(typed => typed !== '', 'Enter the opening time'),
    closesOn: requiredDate('The closing date'),
    closesTime: timeOfDay('The closing time').refine(typed => typed !== '', 'Enter the closing time'),
    /** Mark of the board as somebody had it before them; '' for a new one. */
    seen: optionalText(20),
  })
  .refine(form => `${form.closesOn}T${form.closesTime}` > `${form.opensOn}T${form.opensTime}`, {
    path: ['closesOn'],
    message: 'It must close later than it opens',
  })
  .transform(form => ({
    question: form.question,
    introduction: form.introduction,
    districtCode: form.districtCode === '' ? null : form.districtCode,
    opensAt: londonTime(form.opensOn, form.opensTime),
    closesAt: londonTime(form.closesOn, form.closesTime),
    seen: form.seen,
  }))

/** What staff decide about an idea. */
export const moderationForm = z
  .object({
    decision: oneOf(['show', 'decline'], 'Choose whether to show the idea'),
    reason: severalOf(declineReasonNames).transform(([reason]) => reason ?? null),
  })
  .refine(form => form.decision === 'show' || form.reason !== null, {
    path: ['reason'],
    message: 'Select why it is not shown',
  })
  .transform(form => (form.decision === 'show' ? null : form.reason))

/** Words to take out, one phrase on each line. */
export const redactionForm = z.object({
  words: requiredText('Enter the words to take out', 2000).transform(typed =>
    typed
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== ''),
  ),
})

/** Staff's answer to an idea; empty takes it back. */
export const replyForm = z.object({ reply: optionalText(3000).transform(cleanText) })
