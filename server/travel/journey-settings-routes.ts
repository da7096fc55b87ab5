import { recordAction } from '../accounts/index.ts'
import { requireCounty } from '../county/index.ts'
import { inTransaction } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { settleCountyBases } from './bases-service.ts'
import { travelModeNames } from './basis.ts'
import type { TravelNeeds } from './journeys-run.ts'
import {
  defaultJourneySettings,
  readJourneySettings,
  roadModes,
  writeJourneySettings,
  type JourneySettings,
  type RoadMode,
} from './journey-settings.ts'
import { profileGroups, readProfile } from './profile-fields.ts'
import { journeySettingsForm } from './travel-forms.ts'

/**
 * Pages of how journeys are measured: when and how far families go, and every speed and rule of each way of travelling.
 *
 * @param pages - register of pages
 * @param needs - what they need from around them
 */
export function journeySettingsRoutes(pages: Pages, { db, clock }: TravelNeeds): void {
  const crumbs = [{ text: 'Journeys', href: '/journeys' }]

  const save = async (
    countyId: string,
    settings: JourneySettings,
    actor: { accountId: string | null; name: string },
    what: string,
  ): Promise<void> => {
    const at = clock()
    await inTransaction(db, async tx => {
      await writeJourneySettings(tx, countyId, settings)
      await settleCountyBases(tx, countyId, at.toISOString())
      await recordAction(tx, actor, { action: 'travel.settings', subject: countyId, summary: what, at })
    })
  }
  const show = async (
    response: Parameters<typeof showPage>[0],
    settings: JourneySettings,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    await showPage(
      response,
      'journeys/settings',
      {
        title: 'How journeys are measured',
        breadcrumbs: crumbs,
        settings,
        modes: roadModes.map(mode => ({
          name: travelModeNames[mode],
          href: `/journeys/settings/${mode}`,
          pace: mode === 'driving' ? null : settings.profiles[mode].offNetworkKmh,
          own:
            JSON.stringify(settings.profiles[mode]) !== JSON.stringify(defaultJourneySettings.profiles[mode]),
        })),
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/journeys/settings', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await show(response, await readJourneySettings(db, county.id))
  })

  pages.post('/journeys/settings', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const before = await readJourneySettings(db, county.id)
    const form = readForm(journeySettingsForm, request.body)
    if (!form.ok) {
      await show(response, before, form.errors, form.typed)
      return
    }
    const { snapLimitMetres, ...publicTransport } = form.value
    const { from, to, date } = publicTransport
    const summary = `Changed how journeys are measured: at most ${snapLimitMetres} m to a road; public transport from ${from} to ${to} on ${date ?? 'an ordinary day'}`
    await save(county.id, { ...before, snapLimitMetres, publicTransport }, visitor, summary)
    redirectWithNotice(response, '/journeys', 'Saved. Work the journeys out again')
  })

  const modeOf = (name: string): RoadMode => {
    const mode = roadModes.find(one => one === name)
    if (mode === undefined) throw notFound('There is no such way of travelling.')
    return mode
  }
  const showProfile = async (
    response: Parameters<typeof showPage>[0],
    mode: RoadMode,
    settings: JourneySettings,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    await showPage(
      response,
      'journeys/profile',
      {
        title: `${travelModeNames[mode]}: speeds and rules`,
        breadcrumbs: [...crumbs, { text: 'How journeys are measured', href: '/journeys/settings' }],
        mode,
        modeName: travelModeNames[mode],
        groups: profileGroups(settings.profiles[mode]),
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/journeys/settings/:mode', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const mode = modeOf(pathParameter(request, 'mode'))
    await showProfile(response, mode, await readJourneySettings(db, county.id))
  })

  pages.post('/journeys/settings/:mode', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const mode = modeOf(pathParameter(request, 'mode'))
    const settings = await readJourneySettings(db, county.id)
    const typed = typedFields(request.body)
    const read =
      typed['act'] === 'defaults'
        ? ({ ok: true, profile: defaultJourneySettings.profiles[mode] } as const)
        : readProfile(settings.profiles[mode], typed)
    if (!read.ok) {
      await showProfile(response, mode, settings, read.errors, typed)
      return
    }
    const profiles = { ...settings.profiles, [mode]: read.profile }
    const summary = `Changed speeds and rules of journeys: ${travelModeNames[mode]}`
    await save(county.id, { ...settings, profiles }, visitor, summary)
    redirectWithNotice(response, '/journeys', 'Saved. Work the journeys out again')
  })
}
