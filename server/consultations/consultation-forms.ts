import { z } from 'zod'
import {
  emailAddress,
  optionalDate,
  optionalText,
  requiredDate,
  requiredText,
  timeOfDay,
  wholeNumber,
} from '../platform/forms.ts'

/** A new consultation. */
export const newConsultationForm = z.object({
  name: requiredText('Enter a name, such as “Children’s centres: what should change?”', 150),
  scenarioId: optionalText(100),
})

/** The version that somebody had before them, so that two people do not write over each other unseen. */
const version = { version: wholeNumber({ label: 'The version', min: 1 }) }

/** Name, scenario and texts. */
export const textsForm = newConsultationForm.extend({
  ...version,
  introduction: optionalText(5000),
  whatIsLost: optionalText(10_000),
  whatIsProposed: optionalText(10_000),
  reasons: optionalText(10_000),
})

const time = (label: string): z.ZodType<string> =>
  timeOfDay(label).refine(typed => typed !== '', `Enter a time for ${label.toLowerCase()}, such as 9am`)

/**
 * The day on which a consultation opens, in a year that somebody can mean.
 *
 * @returns a schema for `YYYY-MM-DD`
 */
export const openingDate = (): z.ZodType<string> =>
  requiredDate('The opening date').refine(
    date => date >= '2000' && date < '2200',
    'The opening date must have a year between 2000 and 2199, such as 2027',
  )

/**
 * The day on which a consultation closes; that it comes after the opening is asked where both are known.
 *
 * @returns a schema for `YYYY-MM-DD`
 */
export const closingDate = (): z.ZodType<string> =>
  requiredDate('The closing date').refine(
    date => date < '2200',
    'The closing date must have a year before 2200, such as 2027',
  )

/** When it opens, closes and is decided; London time. */
export const datesForm = z
  .object({
    ...version,
    opensOn: openingDate(),
    opensTime: time('Opening'),
    closesOn: closingDate(),
    closesTime: time('Closing'),
    graceMinutes: wholeNumber({ label: 'Minutes after closing', min: 0, max: 1440 }),
    decisionOn: optionalDate('The date of the decision'),
    decisionBy: optionalText(100),
  })
  .refine(form => `${form.closesOn}T${form.closesTime}` > `${form.opensOn}T${form.opensTime}`, {
    path: ['closesOn'],
    message: 'It must close later than it opens',
  })

/** How people reach the council. */
export const contactForm = z.object({
  ...version,
  contactEmail: optionalText(200).refine(
    typed => typed === '' || emailAddress().safeParse(typed).success,
    'Enter an email address, like name@example.com, or leave it empty',
  ),
  contactPhone: optionalText(100),
  contactPost: optionalText(300),
  otherWays: optionalText(3000),
  urgentHelp: optionalText(500),
  // Asked for after publication alone.
  reason: optionalText(500),
})

/** A district's page. */
export const districtForm = z.object({
  seen: optionalText(20),
  whatIsLost: optionalText(10_000),
  whatIsProposed: optionalText(10_000),
})

/** A proposal. */
export const proposalForm = z.object({
  title: requiredText('Enter a title, such as the name of the place that it is about', 150),
  whatIsLost: optionalText(5000),
  whatChanges: requiredText('Say what would change', 5000),
  siteId: optionalText(100),
  seen: optionalText(20),
})

/** A question with its answer. */
export const faqForm = z.object({
  question: requiredText('Enter the question', 300),
  answer: requiredText('Enter the answer', 5000),
  note: optionalText(300),
  /** Of the texts as they stood when the form was shown; '' for a new question. */
  mark: optionalText(64),
})
