import type { Request } from 'express'
import { requireCounty, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { queryText, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import type { JourneyColumns } from '../travel/index.ts'
import { comparisonGroups } from './comparison-page.ts'
import { placeChoiceNames, placeChoices, type PlaceChoice } from './distances-page.ts'
import { mainModeOf } from './figure-basis.ts'
import { figuresFor, type FiguredScenario } from './figures-service.ts'
import { mapShows, type MapShow } from './map-page.ts'
import { fallbackNotice, modeAsked, modeQuery, modeTabs } from './mode-page.ts'
import { wordsFor } from './journey-words.ts'
import { inputsSourceLine } from './planning-inputs.ts'
import { statusQuoScenario, storedScenarios } from './scenarios-repository.ts'
import type { ScenarioSummary } from './scenario.ts'

/** The places of the address that name the scenarios of the columns. */
const columnNames = ['a', 'b', 'c', 'd'] as const

const showNames: Readonly<Record<MapShow, string>> = {
  then: 'Distance',
  change: 'Change from today',
  now: 'Today',
}

/**
 * Scenarios side by side.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys
 */
export function comparisonRoutes(
  pages: Pages,
  { db, clock, columns }: { db: Db; clock: Clock; columns: JourneyColumns },
): void {
  // Columns are compared in one unit: where one scenario has no figures by the way of travelling that is asked for,
  // such as one that was published before it was measured, all are compared by the estimate.
  const comparable = async (
    county: County,
    shown: readonly ScenarioSummary[],
    request: Request,
  ): Promise<FiguredScenario[]> => {
    const mode = modeAsked(queryText(request, 'mode'))
    const figured = await figuresFor(db, county, shown, columns, { mode })
    const units = new Set(figured.map(({ figures }) => figures.prepared.basis.mode))
    return units.size < 2 ? figured : figuresFor(db, county, shown, columns, { mode: 'straight-line' })
  }

  const compared = async (
    county: County,
    request: Request,
  ): Promise<{ all: ScenarioSummary[]; figured: FiguredScenario[] }> => {
    await statusQuoScenario(db, county.id, clock().toISOString())
    const all = await storedScenarios(db, county.id)
    const asked = columnNames.map(column => queryText(request, column)).filter(id => id !== '')
    const chosen = asked.flatMap(id => all.find(one => one.id === id) ?? [])
    // Nothing asked for: the status quo beside whatever was changed last.
    const latest = all.filter(one => !one.statusQuo).sort((x, y) => (x.updatedAt < y.updatedAt ? 1 : -1))
    const shown =
      chosen.length > 0 ? [...new Set(chosen)] : [...all.filter(one => one.statusQuo), ...latest.slice(0, 1)]
    return { all, figured: await comparable(county, shown, request) }
  }

  pages.get('/scenarios/compare', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { all, figured } = await compared(county, request)
    const places = placeChoices.find(one => one === queryText(request, 'places')) ?? 'centres-and-zones'
    const show = mapShows.find(one => one !== 'now' && one === queryText(request, 'map')) ?? 'then'
    const ids = figured.map(({ scenario }) => scenario.id)
    const query = ids.map((id, at) => `${columnNames[at] ?? 'd'}=${encodeURIComponent(id)}`).join('&')
    const mode = modeAsked(queryText(request, 'mode'))
    const address = (to: { places?: PlaceChoice; map?: MapShow }): string =>
      `/scenarios/compare?${query}&places=${to.places ?? places}&map=${to.map ?? show}${modeQuery(mode)}#maps`
    const first = figured[0]
    const asked = mode ?? (first ? mainModeOf(first.inputs) : null)
    const shownMode = first?.figures.prepared.basis.mode ?? null
    const differently = figured.filter(({ inputs }) => dataOf(inputs) !== (first ? dataOf(first.inputs) : ''))
    await showPage(response, 'scenarios/compare', {
      title: 'Compare scenarios',
      wide: true,
      scripts: ['map.js'],
      breadcrumbs: [{ text: 'Scenarios', href: '/scenarios' }],
      compared: figured.map(({ scenario }) => ({
        scenarioId: scenario.id,
        scenario: scenario.name,
        statusQuo: scenario.statusQuo,
      })),
      groups: comparisonGroups(figured.map(({ figures }) => figures)),
      pickers: columnNames.map((field, at) => ({
        field,
        place: ['First', 'Second', 'Third', 'Fourth'][at],
        chosen: ids[at] ?? '',
      })),
      scenarioOptions: [{ value: '', text: 'None' }, ...all.map(one => ({ value: one.id, text: one.name }))],
      otherData: differently.map(({ scenario }) => scenario.name),
      tolerance: first
        ? wordsFor(first.figures.prepared.basis.unit).say(first.figures.prepared.figureInputs.tolerance)
        : '',
      modeTabs: first
        ? modeTabs(
            first.inputs,
            first.figures.prepared,
            to => `/scenarios/compare?${query}&places=${places}&map=${show}${modeQuery(to)}`,
          )
        : [],
      fallback: first ? fallbackNotice(first.figures.prepared) : null,
      notInAll: shownMode !== asked && first?.figures.prepared.fallback === null,
      csvLink: `/scenarios/compare.csv?${query}${modeQuery(mode)}`,
      maps: figured.map(({ scenario }) => ({
        scenarioId: scenario.id,
        scenario: scenario.name,
        source: `/scenarios/${scenario.id}/map.json?map=${show}&places=${places}&with=${ids.join(',')}${modeQuery(shownMode)}`,
      })),
      showTabs: (['then', 'change'] as const).map(one => ({
        label: showNames[one],
        href: address({ map: one }),
        current: one === show,
      })),
      placeTabs: placeChoices.map(one => ({
        label: placeChoiceNames[one],
        href: address({ places: one }),
        current: one === places,
      })),
      sources: first ? inputsSourceLine(first.inputs, first.figures.prepared.basis) : '',
    })
  })

  pages.get('/scenarios/compare.csv', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { figured } = await compared(county, request)
    const groups = comparisonGroups(figured.map(({ figures }) => figures))
    const first = figured[0]
    const source = first ? inputsSourceLine(first.inputs, first.figures.prepared.basis) : ''
    sendCsv(response, 'scenarios-compared.csv', [
      ['Group', 'Measure', ...figured.map(({ scenario }) => scenario.name), 'Best', 'Source'],
      ...groups.flatMap(({ heading, rows }) =>
        rows.map(({ measure, cells }) => [
          heading,
          measure,
          ...cells.map(cell => cell.text),
          cells.flatMap((cell, at) => (cell.best ? (figured[at]?.scenario.name ?? []) : [])).join('; '),
          source,
        ]),
      ),
    ])
  })
}

function dataOf(inputs: FiguredScenario['inputs']): string {
  const datasets = inputs.datasets.map(dataset => dataset.sha256).sort()
  // Which figures come first is no difference between the data.
  const settings = { ...inputs.settings, mainMode: null }
  const bases = inputs.journeys?.bases.map(basis => basis.hash) ?? []
  return JSON.stringify([inputs.travel.key, bases, settings, datasets])
}
