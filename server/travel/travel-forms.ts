import { z } from 'zod'
import {
  oneOf,
  optionalDate,
  optionalText,
  requiredNumber,
  requiredText,
  timeOfDay,
  wholeNumber,
} from '../platform/forms.ts'
import { roadModes } from './journey-settings.ts'
import { travelFileKinds } from './travel-file.ts'

/** What is said of a file that is loaded. */
export const travelFileForm = z.object({
  kind: oneOf(travelFileKinds, 'Select what the file is'),
  publisher: optionalText(200),
  licence: optionalText(200),
  period: optionalText(100),
})

/** A barrier as it is typed or drawn. */
export const barrierForm = z.object({
  barrier: requiredText('Enter the barrier’s name', 100),
  reason: requiredText('Enter why families cannot cross it', 300),
  course: requiredText('Enter the points of the line', 200_000),
  gaps: optionalText(20_000),
})

const walkLimits = { min: 1, max: 60 }

/** How journeys are measured, apart from the rules of each mode. */
export const journeySettingsForm = z
  .object({
    snapLimitMetres: requiredNumber({ label: 'The furthest from a road', min: 10, max: 10_000 }),
    from: timeOfDay('The first moment of leaving'),
    to: timeOfDay('The last moment of leaving'),
    date: optionalDate('The day'),
    mostChanges: wholeNumber({ label: 'The most changes', min: 0, max: 4 }),
    longestMinutes: requiredNumber({ label: 'The longest journey', min: 10, max: 600 }),
    walkMinutes: requiredNumber({ label: 'The longest walk to a stop', ...walkLimits }),
    changeMinutes: requiredNumber({ label: 'The time for changing', min: 0, max: 30 }),
  })
  .superRefine(({ from, to }, context) => {
    if (from === '')
      context.addIssue({ code: 'custom', path: ['from'], message: 'Enter the first moment of leaving' })
    if (to <= from)
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: 'The last moment of leaving must be after the first',
      })
  })

/** Asking for the way from a home to a site. */
export const routeForm = z.object({
  postcode: optionalText(10),
  neighbourhood: optionalText(20),
  mode: oneOf(roadModes, 'Select a way of travelling'),
  to: requiredText('Select where the way leads', 60),
})
