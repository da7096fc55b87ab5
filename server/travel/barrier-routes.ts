import { recordAction } from '../accounts/index.ts'
import { districtBoundaries, readMapBackground, requireCounty } from '../county/index.ts'
import { inTransaction } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import type { Barrier, NewBarrier } from './barrier.ts'
import { readCourse, readGaps, writeCourse, writeGaps } from './barrier-lines.ts'
import { addBarrier, changeBarrier, listBarriers, removeBarriers } from './barrier-repository.ts'
import { settleCountyBases } from './bases-service.ts'
import { barriersMap } from './barriers-map.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { barrierForm } from './travel-forms.ts'

/**
 * Pages of barriers: lines that families cannot cross, with the gaps where they can.
 *
 * @param pages - register of pages
 * @param needs - what they need from around them
 */
export function barrierRoutes(pages: Pages, { db, clock }: TravelNeeds): void {
  const crumbs = [{ text: 'Journeys', href: '/journeys' }]
  const under = [...crumbs, { text: 'Barriers', href: '/journeys/barriers' }]

  const barrierOf = async (countyId: string, id: string): Promise<Barrier> => {
    const barrier = (await listBarriers(db, countyId)).find(one => one.id === id)
    if (!barrier) throw notFound('There is no such barrier.')
    return barrier
  }
  const showForm = (
    response: Parameters<typeof showPage>[0],
    barrier: Barrier | null,
    typed: Typed,
    errors: readonly FieldError[] = [],
  ): Promise<void> =>
    showPage(
      response,
      'journeys/barrier',
      {
        title: barrier === null ? 'Draw a barrier' : `Change ${barrier.name}`,
        breadcrumbs: under,
        barrier,
        scripts: ['map.js'],
        typed,
        errors,
      },
      errors.length > 0 ? 422 : 200,
    )
  const read = (
    body: unknown,
  ): { readonly barrier: NewBarrier } | { readonly errors: FieldError[]; readonly typed: Typed } => {
    const form = readForm(barrierForm, body)
    if (!form.ok) return { errors: form.errors, typed: form.typed }
    const course = readCourse(form.value.course)
    const gaps = readGaps(form.value.gaps)
    const errors: FieldError[] = []
    if (!course.ok) errors.push({ field: 'course', message: course.problem })
    if (!gaps.ok) errors.push({ field: 'gaps', message: gaps.problem })
    if (!course.ok || !gaps.ok) return { errors, typed: body as Typed }
    const { barrier: name, reason } = form.value
    return { barrier: { name, reason, course: course.read, gaps: gaps.read } }
  }

  pages.get('/journeys/barriers', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await showPage(response, 'journeys/barriers', {
      title: 'Barriers',
      breadcrumbs: crumbs,
      barriers: await listBarriers(db, county.id),
      scripts: ['map.js'],
    })
  })

  pages.get('/journeys/barriers/map.json', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    const background = await readMapBackground(db, county.id)
    const districts = await districtBoundaries(db, county.id)
    response.json(barriersMap(await listBarriers(db, county.id), districts, background))
  })

  pages.get('/journeys/barriers/new', 'plan', (_request, response) => showForm(response, null, {}))

  pages.post('/journeys/barriers/new', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const sent = read(request.body)
    if ('errors' in sent) {
      await showForm(response, null, sent.typed, sent.errors)
      return
    }
    const at = clock()
    await inTransaction(db, async tx => {
      const added = { by: visitor.name, at: at.toISOString() }
      const id = await addBarrier(tx, county.id, sent.barrier, added)
      await settleCountyBases(tx, county.id, at.toISOString())
      await recordAction(tx, visitor, {
        action: 'travel.barrier-added',
        subject: id,
        summary: `Added the barrier ${sent.barrier.name}`,
        at,
      })
    })
    redirectWithNotice(response, '/journeys/barriers', `${sent.barrier.name} is a barrier now`)
  })

  pages.get('/journeys/barriers/:id', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const barrier = await barrierOf(county.id, pathParameter(request, 'id'))
    await showForm(response, barrier, {
      barrier: barrier.name,
      reason: barrier.reason,
      course: writeCourse(barrier.course),
      gaps: writeGaps(barrier.gaps),
    })
  })

  pages.post('/journeys/barriers/:id', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const barrier = await barrierOf(county.id, pathParameter(request, 'id'))
    const sent = read(request.body)
    if ('errors' in sent) {
      await showForm(response, barrier, sent.typed, sent.errors)
      return
    }
    const at = clock()
    await inTransaction(db, async tx => {
      await changeBarrier(tx, county.id, barrier.id, sent.barrier)
      await settleCountyBases(tx, county.id, at.toISOString())
      await recordAction(tx, visitor, {
        action: 'travel.barrier-changed',
        subject: barrier.id,
        summary: `Changed the barrier ${sent.barrier.name}`,
        at,
      })
    })
    redirectWithNotice(response, '/journeys/barriers', 'Saved')
  })

  pages.post('/journeys/barriers/:id/remove', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const barrier = await barrierOf(county.id, pathParameter(request, 'id'))
    const at = clock()
    await inTransaction(db, async tx => {
      await removeBarriers(tx, county.id, { id: barrier.id }, at.toISOString())
      await settleCountyBases(tx, county.id, at.toISOString())
      await recordAction(tx, visitor, {
        action: 'travel.barrier-removed',
        subject: barrier.id,
        summary: `Took away the barrier ${barrier.name}`,
        at,
      })
    })
    redirectWithNotice(response, '/journeys/barriers', `${barrier.name} is no barrier any more`)
  })
}
