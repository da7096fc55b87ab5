import { recordAction } from '../accounts/index.ts'
import { requireCounty } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { FATE_NAMES, FATES } from '../model/fates.ts'
import { COST_LINE_NAMES, COST_LINES, KEPT_SHARES_ASSUMPTION } from '../model/ledger.ts'
import type { Clock } from '../platform/clock.ts'
import { readForm } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import {
  listJourneyBases,
  readTravelSettings,
  settleCountyBases,
  travelModeNames,
  writeTravelSettings,
} from '../travel/index.ts'
import { readScenarioSettings, timedModes, writeScenarioSettings } from './scenario-settings.ts'
import { bestMode, minutesField, settingsForm, shareField, thresholdFields } from './settings-forms.ts'

/**
 * What scenarios are measured against: distances, limits, the saving sought, and what is assumed of costs and travel.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function settingsRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const locals = async (countyId: string): Promise<Record<string, unknown> & { title: string }> => {
    const settings = await readScenarioSettings(db, countyId)
    const { detourFactor } = await readTravelSettings(db, countyId)
    const measured = new Set<string>((await listJourneyBases(db, countyId)).map(basis => basis.mode))
    const named = (mode: (typeof timedModes)[number]): string =>
      `${travelModeNames[mode]}${measured.has(mode) ? '' : ' (not measured yet)'}`
    return {
      title: 'Settings for scenarios',
      breadcrumbs: [{ text: 'Scenarios', href: '/scenarios' }],
      settings,
      detourFactor,
      mainModes: [
        { value: bestMode, text: 'The best that is measured: walking with a buggy first' },
        ...timedModes.map(mode => ({ value: mode, text: named(mode) })),
        { value: 'straight-line', text: 'Straight line, as an estimate' },
      ],
      mainMode: settings.mainMode ?? bestMode,
      minuteInputs: timedModes.map(mode => ({
        field: minutesField(mode),
        label: named(mode),
        minutes: settings.minutes[mode].join(', '),
      })),
      thresholdInputs: thresholdFields.map((field, at) => ({
        field: `threshold-${field}`,
        metres: settings.thresholds[at] ?? '',
        place: ['First', 'Second', 'Third', 'Fourth', 'Fifth'][at],
      })),
      costLines: COST_LINES.map(line => COST_LINE_NAMES[line]),
      shareRows: FATES.map(fate => ({
        fate: FATE_NAMES[fate],
        cells: COST_LINES.map(line => ({
          field: shareField(fate, line),
          line: COST_LINE_NAMES[line],
          percent: String(Math.round(settings.keptShares[fate][line] * 1000) / 10),
        })),
      })),
      assumption: KEPT_SHARES_ASSUMPTION,
    }
  }

  pages.get('/scenarios/settings', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await showPage(response, 'scenarios/settings', await locals(county.id))
  })

  pages.post('/scenarios/settings', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(settingsForm, request.body)
    if (!form.ok) {
      const { errors, typed } = form
      await showPage(response, 'scenarios/settings', { ...(await locals(county.id)), errors, typed }, 422)
      return
    }
    const { scenarios, detourFactor } = form.value
    await inTransaction(db, async tx => {
      await writeScenarioSettings(tx, county.id, scenarios)
      await writeTravelSettings(tx, county.id, { detourFactor })
      await settleCountyBases(tx, county.id, clock().toISOString())
      await recordAction(tx, visitor, {
        action: 'scenario.settings',
        subject: county.id,
        summary: `Changed what scenarios are measured against: ${scenarios.mainMode ?? 'best measured mode'}; ${timedModes.map(mode => `${mode} ${scenarios.minutes[mode].join(', ')} minutes`).join('; ')}; ${scenarios.thresholds.join(', ')} m; ${scenarios.limits.centres} Centres, ${scenarios.limits.zones} Zones; £${scenarios.savingSought}; detour factor ${detourFactor}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, '/scenarios', 'Settings saved')
  })
}
