import { z } from 'zod'
import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { FATES } from '../model/fates.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { listSites } from '../sites/index.ts'
import { addLedger, addOutreach, storeFates } from './choices-repository.ts'
import { addScenario } from './scenarios-repository.ts'

const time = z.string().regex(/^\d{2}:\d{2}$/)
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A scenario in a file, with sites by their reference. */
const scenarioFile = z.object({
  name: z.string().min(1).max(100),
  description: z.string().max(1000).default(''),
  fates: z.array(z.object({ site: z.string(), fate: z.enum(FATES), lead: z.string().nullish() })),
  outreach: z
    .array(
      z.object({
        site: z.string(),
        weekday: z.int().min(1).max(7),
        starts: time,
        ends: time,
        from: date.nullish(),
        to: date.nullish(),
        fromDay: z.int().nullish(),
        toDay: z.int().nullish(),
        activity: z.string().min(1),
      }),
    )
    .default([]),
  ledger: z
    .array(
      z.object({
        site: z.string().nullish(),
        line: z.string().min(1),
        pounds: z.number(),
        oneOff: z.boolean().default(false),
        note: z.string().default(''),
      }),
    )
    .default([]),
})

/**
 * Adds a scenario from a file: JSON with `name`, `description`, `fates` (site, fate, lead), `outreach` (site, weekday,
 * starts, ends, from, to, or fromDay and toDay counted from today, activity) and `ledger` (site, line, pounds, oneOff, note); sites by reference.
 *
 * @param db - the database
 * @param countyId - the county
 * @param file - what the file holds
 * @param by - who adds it
 * @param clock - the time
 * @returns the new scenario's id
 * @throws {AppError} 422 when the file is not such a file, or names a site that is not in the register
 */
export async function importScenario(
  db: Db,
  countyId: string,
  file: unknown,
  by: Actor,
  clock: Clock,
): Promise<string> {
  const read = scenarioFile.safeParse(file)
  if (!read.success) {
    const [issue] = read.error.issues
    const where = issue?.path.join('.') ?? ''
    throw new AppError('not-a-scenario', 422, `This is not a scenario: ${where} ${issue?.message ?? ''}.`)
  }
  const scenario = read.data
  return inTransaction(db, async tx => {
    const idOf = new Map((await listSites(tx, countyId)).map(site => [site.reference, site.id]))
    const site = (reference: string): string => {
      const id = idOf.get(reference)
      if (id === undefined) throw new AppError('site-unknown', 422, `The register has no site ${reference}.`)
      return id
    }
    const id = await addScenario(
      tx,
      countyId,
      { name: scenario.name, description: scenario.description, basedOn: null },
      clock().toISOString(),
    )
    await storeFates(
      tx,
      id,
      scenario.fates.map(({ site: reference, fate, lead }) => ({
        siteId: site(reference),
        fate,
        leadSiteId: lead == null || fate !== 'centre-place' ? null : site(lead),
      })),
    )
    await addOutreach(
      tx,
      id,
      scenario.outreach.map(session => ({
        siteId: site(session.site),
        weekday: session.weekday,
        starts: session.starts,
        ends: session.ends,
        fromOn: session.from ?? dayFrom(clock, session.fromDay),
        toOn: session.to ?? dayFrom(clock, session.toDay),
        activity: session.activity,
      })),
    )
    await addLedger(
      tx,
      id,
      scenario.ledger.map(entry => ({
        siteId: entry.site == null ? null : site(entry.site),
        line: entry.line,
        pounds: entry.pounds,
        oneOff: entry.oneOff,
        note: entry.note,
      })),
    )
    await recordAction(tx, by, {
      action: 'scenario.imported',
      subject: id,
      summary: `Added the scenario ${scenario.name} from a file`,
      at: clock(),
    })
    return id
  })
}

function dayFrom(clock: Clock, days: number | null | undefined): string | null {
  return days == null ? null : londonDate(new Date(clock().getTime() + days * 86_400_000))
}
