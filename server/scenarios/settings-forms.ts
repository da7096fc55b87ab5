import { z } from 'zod'
import { FATES, type Fate } from '../model/fates.ts'
import { COST_LINES, type CostLine } from '../model/ledger.ts'
import { optionalNumber, requiredNumber, wholeNumber } from '../platform/forms.ts'
import { oneOf } from '../platform/forms.ts'
import { timedModes, type ScenarioSettings, type TimedMode } from './scenario-settings.ts'

/** How many thresholds the form has room for. */
export const thresholdFields = [1, 2, 3, 4, 5] as const

const threshold = optionalNumber({ label: 'A distance', min: 100, max: 100_000 })

/** What the form sends for "the best that is measured". */
export const bestMode = 'best'

const minutesList = z
  .string({ error: 'Enter the times as minutes, such as 15, 30, 38' })
  .transform((text, context) => {
    const parts = text.split(/[,;\s]+/).filter(Boolean)
    const minutes = [...new Set(parts.map(Number))].sort((a, b) => a - b)
    if (minutes.length >= 1 && minutes.length <= 6 && minutes.every(one => one >= 1 && one <= 600))
      return minutes
    context.addIssue({
      code: 'custom',
      message: 'Enter one to six times in minutes from 1 to 600, such as 15, 30, 38',
    })
    return z.NEVER
  })

const base = z.object({
  mainMode: oneOf([bestMode, ...timedModes, 'straight-line'], 'Select the way of travelling'),
  ...Object.fromEntries(timedModes.map(mode => [minutesField(mode), minutesList])),
  toleranceMinutes: requiredNumber({ label: 'The smallest change of a time that counts', min: 0, max: 60 }),
  ...Object.fromEntries(thresholdFields.map(at => [`threshold-${at}`, threshold])),
  toleranceMetres: requiredNumber({ label: 'The smallest change that counts', min: 0, max: 5000 }),
  centres: wholeNumber({ label: 'The most Centres', min: 0, max: 1000 }),
  zones: wholeNumber({ label: 'The most Zones', min: 0, max: 1000 }),
  savingSought: requiredNumber({ label: 'The saving sought', min: 0, max: 1_000_000_000 }),
  detourFactor: requiredNumber({ label: 'The detour factor', min: 1, max: 5 }),
})

const sharesByField = Object.fromEntries(
  FATES.flatMap(fate =>
    COST_LINES.map(line => [
      shareField(fate, line),
      requiredNumber({ label: 'Each share of cost', min: 0, max: 200 }),
    ]),
  ),
)

/** What the council measures scenarios against, and how distances are estimated. */
export interface SettingsForm {
  readonly scenarios: ScenarioSettings
  readonly detourFactor: number
}

/** Choosing what scenarios are measured against. */
export const settingsForm: z.ZodType<SettingsForm> = z
  .object({ ...base.shape, ...sharesByField })
  .transform((form, context) => {
    const fields = form as unknown as Record<string, number | null>
    const lists = form as unknown as Record<string, number[]>
    const thresholds = [...new Set(thresholdFields.flatMap(at => fields[`threshold-${at}`] ?? []))].sort(
      (a, b) => a - b,
    )
    if (thresholds.length === 0) {
      context.addIssue({ code: 'custom', path: ['threshold-1'], message: 'Enter at least one distance' })
      return z.NEVER
    }
    return {
      scenarios: {
        thresholds,
        toleranceMetres: form.toleranceMetres,
        mainMode: form.mainMode === bestMode ? null : form.mainMode,
        minutes: Object.fromEntries(
          timedModes.map(mode => [mode, lists[minutesField(mode)] ?? []]),
        ) as unknown as ScenarioSettings['minutes'],
        toleranceMinutes: form.toleranceMinutes,
        limits: { centres: form.centres, zones: form.zones },
        savingSought: form.savingSought,
        keptShares: Object.fromEntries(
          FATES.map(fate => [
            fate,
            Object.fromEntries(COST_LINES.map(line => [line, (fields[shareField(fate, line)] ?? 0) / 100])),
          ]),
        ) as ScenarioSettings['keptShares'],
      },
      detourFactor: form.detourFactor,
    }
  })

/**
 * The field that holds the times within which shares are shown.
 *
 * @param mode - the way of travelling
 * @returns the field's name
 */
export function minutesField(mode: TimedMode): string {
  return `minutes-${mode}`
}

/**
 * The field that holds the share of a cost which goes on.
 *
 * @param fate - what a site becomes
 * @param line - the line of its costs
 * @returns the field's name
 */
export function shareField(fate: Fate, line: CostLine): string {
  return `share-${fate}-${line}`
}
