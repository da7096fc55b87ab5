import type { Request } from 'express'
import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { partMark, savePart } from './edit-service.ts'
import {
  readCostsForm,
  readFinancialYear,
  readHoursForm,
  readRoomsForm,
  readServicesForm,
  type CostsForm,
  type HoursForm,
  type RowsResult,
} from './parts-forms.ts'
import {
  costLinesOf,
  hoursLines,
  lineDifferences,
  roomLines,
  rowsToShow,
  serviceLines,
  typedCosts,
  typedHours,
  typedRooms,
  typedServices,
  type Lines,
} from './parts-page.ts'
import { readCosts, writeCosts } from './site-cost-repository.ts'
import { readHours, writeHours, writeOpeningYear } from './site-hours-repository.ts'
import { readRooms, readServices, writeRooms, writeServices } from './site-parts-repository.ts'
import { findSite } from './site-repository.ts'
import {
  costLineNames,
  costLines,
  roomUseNames,
  roomUses,
  seasonNames,
  seasons,
  weekdayNames,
  type PartnerService,
  type Room,
  type Site,
} from './site.ts'

/** One part of a site: how it is shown, read, compared and written. */
interface Part<Value> {
  /** Last part of the address, and the template's name. */
  readonly path: 'hours' | 'rooms' | 'services' | 'costs'
  readonly title: string
  readonly saved: string
  readonly summary: string
  read(db: Db, site: Site, asked: string): Promise<Value>
  fields(value: Value): Typed
  form(body: unknown): RowsResult<Value>
  lines(value: Value): Lines
  write(tx: Db, site: Site, value: Value): Promise<void>
}

const hoursPart: Part<HoursForm> = {
  path: 'hours',
  title: 'Opening hours',
  saved: 'Opening hours saved',
  summary: 'Changed the opening hours of',
  read: async (db, site) => ({
    hours: await readHours(db, site.id),
    weeksClosed: site.weeksClosed,
    hoursPublished: site.hoursPublished,
  }),
  fields: typedHours,
  form: readHoursForm,
  lines: hoursLines,
  write: async (tx, site, value) => {
    await writeHours(tx, site.id, value.hours)
    await writeOpeningYear(tx, site.id, value)
  },
}

const roomsPart: Part<readonly Room[]> = {
  path: 'rooms',
  title: 'Rooms',
  saved: 'Rooms saved',
  summary: 'Changed the rooms of',
  read: (db, site) => readRooms(db, site.id),
  fields: typedRooms,
  form: readRoomsForm,
  lines: roomLines,
  write: (tx, site, rooms) => writeRooms(tx, site.id, rooms),
}

const servicesPart: Part<readonly PartnerService[]> = {
  path: 'services',
  title: 'Partners’ services',
  saved: 'Partners’ services saved',
  summary: 'Changed the partners’ services of',
  read: (db, site) => readServices(db, site.id),
  fields: typedServices,
  form: readServicesForm,
  lines: serviceLines,
  write: (tx, site, services) => writeServices(tx, site.id, services),
}

const costsPart: Part<CostsForm> = {
  path: 'costs',
  title: 'Yearly costs',
  saved: 'Yearly costs saved',
  summary: 'Changed the yearly costs of',
  read: async (db, site, financialYear) => ({
    financialYear,
    costs: (await readCosts(db, site.id))
      .filter(cost => cost.financialYear === financialYear)
      .map(({ line, poundsPerYear, note }) => ({ line, poundsPerYear, note }))
      .sort((a, b) => costLines.indexOf(a.line) - costLines.indexOf(b.line)),
  }),
  fields: typedCosts,
  form: readCostsForm,
  lines: costLinesOf,
  write: (tx, site, form) => writeCosts(tx, site.id, form.financialYear, form.costs),
}

/**
 * Pages for changing what a site has: hours, rooms, partners' services and yearly costs.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param needs.db - the database
 * @param needs.clock - tells the time
 */
export function sitePartsRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const known = async (request: Request): Promise<{ site: Site; countyId: string }> => {
    const county = await requireCounty(db)
    const site = await findSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    return { site, countyId: county.id }
  }
  // Costs are of one financial year at a time; the other parts have no such choice.
  const thisYear = (): string => financialYearOf(londonDate(clock()))

  const add = <Value>(part: Part<Value>): void => {
    const locals = (site: Site, shown: Record<string, unknown> & { typed: Typed }) => ({
      title: `${part.title}: ${site.name}`,
      breadcrumbs: [
        { text: 'Sites', href: '/sites' },
        { text: site.name, href: `/sites/${site.id}` },
      ],
      site,
      errors: [] as readonly FieldError[],
      overtaken: null,
      rowCount: rowsToShow(filledRows(shown.typed)),
      choices,
      ...shown,
    })

    pages.get(`/sites/:id/${part.path}`, 'plan', async (request, response) => {
      const { site } = await known(request)
      const asked = readFinancialYear(queryText(request, 'year')) ?? thisYear()
      const typed = part.fields(await part.read(db, site, asked))
      await showPage(
        response,
        `sites/${part.path}`,
        locals(site, { typed, mark: partMark(typed), years: await costYears(site.id, asked) }),
      )
    })

    pages.post(`/sites/:id/${part.path}`, 'plan', async (request, response, visitor) => {
      const { site, countyId } = await known(request)
      const sent = typedFields(request.body)
      const seen = typeof sent['mark'] === 'string' ? sent['mark'] : ''
      const asked = readFinancialYear(String(sent['financialYear'] ?? '')) ?? thisYear()
      const years = await costYears(site.id, asked)
      const form = part.form(request.body)
      if (!form.ok) {
        const shown = { typed: form.typed, mark: seen, errors: form.errors, years }
        await showPage(response, `sites/${part.path}`, locals(site, shown), 422)
        return
      }
      const saving = await savePart(db, {
        countyId,
        siteId: site.id,
        seen,
        read: async (tx, now) => part.fields(await part.read(tx, now, asked)),
        write: (tx, now) => part.write(tx, now, form.value),
        summary: part.summary,
        actor: visitor,
        at: clock(),
      })
      if (saving.saved) {
        const more = sent['next'] === 'more'
        redirectWithNotice(
          response,
          `/sites/${site.id}${more ? `/${part.path}` : `#${part.path}`}`,
          part.saved,
        )
        return
      }
      const current = await known(request)
      const theirs = part.lines(await part.read(db, current.site, asked))
      const overtaken = {
        by: saving.changedBy,
        at: saving.changedAt,
        rows: lineDifferences(theirs, part.lines(form.value)),
      }
      await showPage(
        response,
        `sites/${part.path}`,
        locals(site, { typed: sent, mark: partMark(saving.now), overtaken, years }),
        409,
      )
    })
  }

  const costYears = async (siteId: string, asked: string): Promise<string[]> => {
    const recorded = (await readCosts(db, siteId)).map(cost => cost.financialYear)
    return [...new Set([asked, ...yearsAround(thisYear()), ...recorded])].sort().reverse()
  }

  add(hoursPart)
  add(roomsPart)
  add(servicesPart)
  add(costsPart)
}

const choices = {
  seasons: seasons.map(value => ({ value, text: seasonNames[value] })),
  weekdays: weekdayNames,
  days: [
    { value: '', text: 'No fixed day' },
    ...weekdayNames.map((text, at) => ({ value: String(at + 1), text })),
  ],
  uses: [{ value: '', text: 'Not known' }, ...roomUses.map(value => ({ value, text: roomUseNames[value] }))],
  costLines: costLines.map(value => ({ value, text: costLineNames[value] })),
}

// Rows are numbered from 0 with no gaps that matter: the highest with anything in it counts.
function filledRows(typed: Typed): number {
  const filled = Object.entries(typed).flatMap(([field, value]) => {
    const found = /^(?:room|service)-(\d{1,2})-/.exec(field)
    return found && value !== '' ? [Number(found[1]) + 1] : []
  })
  return Math.max(0, ...filled)
}

/**
 * The financial year of a day.
 *
 * @param date - `YYYY-MM-DD`
 * @returns such as `2026-27`, from 1 April
 */
export function financialYearOf(date: string): string {
  const start = Number(date.slice(0, 4)) - (date.slice(5) < '04-01' ? 1 : 0)
  return `${start}-${String((start + 1) % 100).padStart(2, '0')}`
}

function yearsAround(year: string): string[] {
  return [-2, -1, 0, 1].map(by => financialYearOf(`${Number(year.slice(0, 4)) + by}-04-01`))
}
