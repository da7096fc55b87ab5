import { recordAction } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { DEFAULT_NEED_WEIGHTS, doubleCounting, NEED_PART_NAMES, NEED_PARTS } from '../model/need.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { queryText, redirectWithNotice, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { requireCounty } from './county-repository.ts'
import { sourceLine } from './dataset.ts'
import { readMapBackground } from './map-background-service.ts'
import { needCsv, needMap, needColumns, needQuery, needRows, needShades, needWords } from './need-page.ts'
import { needWeightsForm } from './need-forms.ts'
import { readNeed, readNeedWeights, writeNeedWeights } from './need-service.ts'
import { districtBoundaries, neighbourhoodBoundaries } from './place-repository.ts'

/** What else the product can weigh beside need, so that nothing is counted twice without a word. */
const elsewhere = { distance: true } as const

/**
 * Pages of need: the table, the map and the weights.
 *
 * @param pages - register of pages
 * @param needs - the database, and what tells the time
 * @param needs.db - the database
 * @param needs.clock - tells the time
 */
export function needRoutes(pages: Pages, { db, clock }: { readonly db: Db; readonly clock: Clock }): void {
  pages.get('/need', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const query = needQuery(name => queryText(request, name))
    const need = await readNeed(db, county)
    const { shown, total } = needRows(need, query)
    await showPage(response, 'need/need', {
      title: 'Need',
      wide: true,
      scripts: ['map.js'],
      county,
      query,
      shown,
      total,
      columns: Object.entries(needColumns).map(([key, { text }]) => ({ key, text })),
      shades: Object.entries(needShades).map(([key, text]) => ({ key, text })),
      districts: need.districts,
      words: needWords(need),
      warnings: doubleCounting({ weights: need.weights, ...elsewhere }),
      sources: need.sources.map(
        ({ what, source }) => `${what}: ${sourceLine(source).replace(/^Source: /, '')}`,
      ),
    })
  })

  pages.get('/need/map.json', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { shade } = needQuery(name => queryText(request, name))
    const map = needMap(
      await readNeed(db, county),
      shade,
      await neighbourhoodBoundaries(db, county.id),
      await districtBoundaries(db, county.id),
      await readMapBackground(db, county.id),
    )
    if (map === null) throw notFound('There are no boundaries to draw yet.')
    response.json(map)
  })

  pages.get('/need.csv', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    sendCsv(
      response,
      `need-${county.name.toLowerCase().replace(/[^a-z]+/g, '-')}.csv`,
      needCsv(await readNeed(db, county)),
    )
  })

  const showWeights = async (
    response: Parameters<typeof showPage>[0],
    typed: Typed,
    errors: readonly FieldError[] = [],
  ): Promise<void> => {
    await showPage(
      response,
      'need/weights',
      {
        title: 'Weights of need',
        backLink: '/need',
        parts: NEED_PARTS.map(part => ({
          key: part,
          name: NEED_PART_NAMES[part],
          proposed: DEFAULT_NEED_WEIGHTS[part],
        })),
        typed,
        errors,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/need/weights', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    const weights = await readNeedWeights(db, county.id)
    await showWeights(response, Object.fromEntries(NEED_PARTS.map(part => [part, String(weights[part])])))
  })

  pages.post('/need/weights', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(needWeightsForm, request.body)
    if (!form.ok) {
      await showWeights(response, form.typed, form.errors)
      return
    }
    await writeNeedWeights(db, county.id, form.value)
    const words = NEED_PARTS.map(part => `${NEED_PART_NAMES[part]} ${form.value[part]}`).join(', ')
    await recordAction(db, visitor, {
      action: 'need.weights-changed',
      subject: county.id,
      summary: `Changed the weights of need: ${words}`,
      at: clock(),
    })
    redirectWithNotice(response, '/need', 'The weights are saved, and need is worked out anew')
  })
}
