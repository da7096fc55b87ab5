import { z } from 'zod'
import { FATES, type Fate } from '../model/fates.ts'
import { COST_LINES, type CostLine } from '../model/ledger.ts'
import { optionalNumber, requiredNumber, wholeNumber } from '../platform/forms.ts'
import type { ScenarioSettings } from './scenario-settings.ts'

/** How many thresholds the form has room for. */
export const thresholdFields = [1, 2, 3, 4, 5] as const

const threshold = optionalNumber({ label: 'A distance', min: 100, max: 100_000 })

const base = z.object({
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
    const fields = form as Record<string, number | null>
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
 * The field that holds the share of a cost which goes on.
 *
 * @param fate - what a site becomes
 * @param line - the line of its costs
 * @returns the field's name
 */
export function shareField(fate: Fate, line: CostLine): string {
  return `share-${fate}-${line}`
}
