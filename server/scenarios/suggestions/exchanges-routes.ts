import type { Request } from 'express'
import { z } from 'zod'
import { requireCounty, type County } from '../../county/index.ts'
import { format as f } from '../../platform/format.ts'
import { readForm, requiredText } from '../../platform/forms.ts'
import { AppError } from '../../platform/errors.ts'
import { queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { siteKindNames, siteKinds } from '../../sites/index.ts'
import { planningInputs } from '../planning-inputs-service.ts'
import { scenarioOf } from '../scenario-routes.ts'
import { openScenario } from '../scenario-service.ts'
import { venueKinds } from './ask-page.ts'
import { modesToAsk, type SuggestionNeeds } from './candidates-service.ts'
import { exchangesIn, makeExchange } from './exchanges-service.ts'
import { journeyInWords } from './journey-words.ts'

const exchangeForm = z.object({
  closes: requiredText('Select an exchange', 60),
  opens: requiredText('Select an exchange', 60),
})

const kindInWords = (kind: string): string =>
  siteKindNames[siteKinds.find(one => one === kind) ?? 'other'].toLowerCase()

/**
 * The page on which a planner improves a scenario by one exchange at a time.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys
 */
export function exchangesRoutes(pages: Pages, needs: SuggestionNeeds): void {
  const { db, clock } = needs

  const asked = async (
    county: County,
    request: Request,
  ): Promise<{
    mode: string
    unit: 'metres' | 'seconds'
    modes: Awaited<ReturnType<typeof modesToAsk>>
    kinds: string[]
    withZones: boolean
  }> => {
    const modes = await modesToAsk(needs, county)
    const mode = modes.find(one => one.value === queryText(request, 'mode')) ?? modes[0]
    const venues = queryText(request, 'venues') || 'usual'
    return {
      mode: mode?.value ?? '',
      unit: mode?.unit ?? 'metres',
      modes,
      kinds: venues === 'all' ? [...venueKinds] : venues === 'none' ? [] : ['library', 'community-building'],
      withZones: queryText(request, 'places') !== 'centres',
    }
  }

  pages.get('/scenarios/:id/exchanges', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const summary = await scenarioOf(db, clock, county, request)
    const { scenario, inputs } = await openScenario(db, county, summary)
    const { mode, unit, modes, kinds, withZones } = await asked(county, request)
    const found = await exchangesIn(needs, county, scenario, {
      mode,
      venueKinds: kinds,
      withZones,
      tolerance: unit === 'seconds' ? inputs.settings.toleranceMinutes * 60 : inputs.settings.toleranceMetres,
    })
    const districtOf = new Map(inputs.districts.map(({ code, name }) => [code, name]))
    await showPage(response, 'scenarios/suggestions/exchanges', {
      title: `Exchanges in ${scenario.name}`,
      wide: true,
      breadcrumbs: [
        { text: 'Scenarios', href: '/scenarios' },
        { text: scenario.name, href: `/scenarios/${scenario.id}` },
      ],
      scenario,
      editable: !scenario.statusQuo && scenario.publishedAt === null,
      modeItems: modes.map(({ value, text }) => ({ value, text })),
      mode,
      venues: queryText(request, 'venues') || 'usual',
      places: withZones ? 'both' : 'centres',
      mean: journeyInWords(found.mean, found.unit),
      method: found.method,
      held: found.held.map(site => site.name),
      exchangeRows: found.exchanges.map(one => ({
        closes: one.closes.id,
        opens: one.opens.id,
        closing: one.closes.name,
        closingDistrict: districtOf.get(one.closes.districtCode ?? '') ?? '',
        opening: one.opens.name,
        openingDistrict: districtOf.get(one.opens.districtCode ?? '') ?? '',
        openingKind: one.opens.existing ? 'a centre today' : kindInWords(one.opens.kind),
        mean: journeyInWords(one.mean, found.unit),
        closer: f.number(Math.round(one.closer)),
        further: f.number(Math.round(one.further)),
        money:
          one.pounds === null
            ? 'not priced'
            : one.pounds === 0
              ? 'the same'
              : `${f.pounds(Math.abs(one.pounds))} ${one.pounds > 0 ? 'more' : 'less'}`,
      })),
    })
  })

  pages.post('/scenarios/:id/exchanges', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const scenario = await scenarioOf(db, clock, county, request)
    const form = readForm(exchangeForm, request.body)
    const { sites } = await planningInputs(db, county)
    const named = (id: string) => sites.find(site => site.id === id && !site.beyondCounty)
    const closes = form.ok ? named(form.value.closes) : undefined
    const opens = form.ok ? named(form.value.opens) : undefined
    if (closes === undefined || opens === undefined)
      throw new AppError('no-such-exchange', 422, 'Go back and choose one of the exchanges that are shown.')
    await makeExchange(needs, scenario, closes, opens, visitor)
    redirectWithNotice(
      response,
      `/scenarios/${scenario.id}/exchanges`,
      `${opens.name} is now a Centre, and ${closes.name} is not one any more`,
    )
  })
}
