import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { londonDate, londonTime } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { listScenarios } from '../scenarios/index.ts'
import { listSites } from '../sites/index.ts'
import { addConsultation } from './consultation-repository.ts'
import { addConsultationDistricts, addProposal, writeDistrictTexts } from './district-repository.ts'
import { variantKinds } from './consultation.ts'
import { addDocument, addVariant } from './document-repository.ts'
import { addFaq, changeFaq } from './faq-repository.ts'
import { addOption } from './option-repository.ts'
import { writePlaceTexts } from './place-text-repository.ts'
import { addSession } from './session-repository.ts'

const time = z.string().regex(/^\d{2}:\d{2}$/)
const day = z.object({ day: z.int(), weekday: z.int().min(1).max(7).optional() })
const moment = day.extend({ time })

/** A consultation in a file: days are counted from the one on which it is loaded, sites named by their reference. */
const consultationFile = z.object({
  slug: z.string().optional(),
  name: z.string().min(1),
  introduction: z.string(),
  whatIsLost: z.string(),
  whatIsProposed: z.string(),
  reasons: z.string(),
  opens: moment,
  closes: moment,
  graceMinutes: z.int().min(0),
  decision: day.nullish(),
  decisionBy: z.string().default(''),
  contactEmail: z.string().default(''),
  contactPhone: z.string().default(''),
  contactPost: z.string().default(''),
  otherWays: z.string(),
  urgentHelp: z.string(),
  districts: z.array(
    z.object({
      code: z.string(),
      slug: z.string().optional(),
      name: z.string(),
      whatIsLost: z.string(),
      whatIsProposed: z.string(),
      proposals: z.array(
        z.object({
          title: z.string(),
          whatIsLost: z.string(),
          whatChanges: z.string(),
          site: z.string().nullish(),
        }),
      ),
    }),
  ),
  sessions: z
    .array(
      z.object({
        districtCode: z.string().nullish(),
        when: day,
        starts: time,
        ends: time,
        venue: z.string(),
        address: z.string(),
        access: z.string().default(''),
        languages: z.string().default(''),
      }),
    )
    .default([]),
  documents: z
    .array(
      z.object({
        districtCode: z.string().nullish(),
        title: z.string(),
        description: z.string().default(''),
        /** The full text, to be read on a page; '' where other forms are given alone. */
        body: z.string().default(''),
        /** Other forms and languages. */
        variants: z
          .array(
            z.object({
              kind: z.enum(variantKinds),
              language: z.string().default('en'),
              body: z.string().nullish(),
              link: z.url({ protocol: /^https$/ }).nullish(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  /** What else was looked at; a published scenario is named by its name. */
  options: z
    .array(
      z.object({
        name: z.string().min(1),
        whatItWas: z.string(),
        whyNot: z.string(),
        statusQuo: z.boolean().default(false),
        scenario: z.string().nullish(),
      }),
    )
    .default([]),
  places: z
    .array(
      z.object({
        site: z.string(),
        why: z.string(),
        replacedBy: z.string(),
        from: z.union([day, z.object({ on: z.iso.date() })]).nullish(),
      }),
    )
    .default([]),
  faqs: z
    .array(
      z.object({
        question: z.string(),
        answer: z.string(),
        addedDay: z.int().optional(),
        before: z.object({ answer: z.string(), changedDay: z.int(), note: z.string() }).nullish(),
      }),
    )
    .default([]),
})

type RelativeDay = Readonly<z.infer<typeof day>>

/**
 * The date of a day that a file counts from the one on which it is loaded.
 *
 * @param now - the moment at which it is loaded
 * @param when - so many days later, below 0 earlier; with a weekday (1 Monday to 7 Sunday), the first such day from there on
 * @returns `YYYY-MM-DD` in London
 */
export function relativeDate(now: Date, when: RelativeDay): string {
  const start = Date.parse(`${londonDate(now)}T00:00:00Z`) + when.day * 86_400_000
  // 1 January 1970 was a Thursday.
  const weekday = ((Math.floor(start / 86_400_000) + 3) % 7) + 1
  const ahead = when.weekday === undefined ? 0 : (when.weekday - weekday + 7) % 7
  return londonDate(new Date(start + ahead * 86_400_000))
}

/** A consultation that was made out of a file. */
export interface ImportedTexts {
  readonly consultationId: string
  /** When it would have been published: when it opens, or now where that is earlier. */
  readonly publishedAt: Date
}

/**
 * Makes a consultation out of a file, not published.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param file - what the file holds
 * @param now - the moment from which days are counted
 * @param options - the published scenario that it is about; without it, the county's newest published one
 * @returns its id, and when it would have been published
 * @throws {AppError} 422 when the file is not a consultation, or names a site that is not in the register
 */
export async function importTexts(
  db: Db,
  countyId: string,
  file: unknown,
  now: Date,
  options: { readonly scenarioId?: string },
): Promise<ImportedTexts> {
  const read = consultationFile.safeParse(file)
  if (!read.success) {
    const [issue] = read.error.issues
    const where = issue?.path.join('.') ?? ''
    throw new AppError(
      'not-a-consultation',
      422,
      `This is not a consultation: ${where} ${issue?.message ?? ''}.`,
    )
  }
  const {
    slug,
    districts,
    sessions,
    documents,
    faqs,
    options: looked,
    places,
    opens,
    closes,
    decision,
    ...texts
  } = read.data
  const sites = await listSites(db, countyId)
  const idOf = new Map(sites.map(site => [site.reference, site.id]))
  const opensAt = londonTime(relativeDate(now, opens), opens.time)
  const publishedAt = new Date(Math.min(Date.parse(opensAt), now.getTime()))
  const consultationId = await addConsultation(
    db,
    countyId,
    {
      ...texts,
      opensAt,
      closesAt: londonTime(relativeDate(now, closes), closes.time),
      decisionOn: decision == null ? null : relativeDate(now, decision),
      scenarioId: options.scenarioId ?? (await newestPublished(db, countyId, now)),
    },
    publishedAt,
    slug,
  )
  await addConsultationDistricts(db, consultationId, districts)
  for (const district of districts) {
    await writeDistrictTexts(db, consultationId, district.code, district)
    for (const { site, ...proposal } of district.proposals) {
      const siteId = site == null ? null : idOf.get(site)
      if (siteId === undefined)
        throw new AppError('site-unknown', 422, `The register has no site ${site ?? ''}.`)
      await addProposal(db, consultationId, { ...proposal, districtCode: district.code, siteId })
    }
  }
  await addOptionsAndPlaces(db, countyId, consultationId, { options: looked, places }, idOf, now)
  for (const { when, starts, ends, districtCode, ...session } of sessions) {
    const on = relativeDate(now, when)
    const building = sites.find(site => site.name === session.venue)
    await addSession(db, consultationId, {
      ...session,
      siteId: building?.id ?? null,
      postcode: building?.postcode ?? null,
      position: building?.position ?? null,
      districtCode: districtCode ?? null,
      startsAt: londonTime(on, starts),
      endsAt: londonTime(on, ends),
    })
  }
  for (const { districtCode, body, variants, ...about } of documents) {
    const document = { ...about, districtCode: districtCode ?? null }
    const documentId = await addDocument(db, consultationId, document, publishedAt)
    const full = { kind: 'full' as const, language: 'en', body, link: null }
    for (const variant of body === '' ? variants : [full, ...variants]) {
      const { kind, language } = variant
      const content = { body: variant.body ?? null, link: variant.link ?? null, file: null }
      await addVariant(
        db,
        consultationId,
        { documentId, kind, language, ...content, reason: '' },
        publishedAt,
      )
    }
  }
  const noonOf = (offset: number): Date => new Date(londonTime(relativeDate(now, { day: offset }), '12:00'))
  for (const { question, answer, addedDay, before } of faqs) {
    const added = addedDay === undefined ? publishedAt : noonOf(addedDay)
    const id = await addFaq(db, consultationId, { question, answer: before?.answer ?? answer }, added)
    if (before == null) continue
    await changeFaq(
      db,
      consultationId,
      { id, question, answer, note: before.note },
      noonOf(before.changedDay),
    )
  }
  return { consultationId, publishedAt }
}

async function addOptionsAndPlaces(
  db: Db,
  countyId: string,
  consultationId: string,
  { options, places }: Pick<z.infer<typeof consultationFile>, 'options' | 'places'>,
  idOf: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const scenarios = await listScenarios(db, countyId, () => now)
  for (const { scenario, ...option } of options) {
    const found = scenarios.find(one => one.name === scenario && one.hash !== null)
    if (scenario != null && found === undefined)
      throw new AppError('scenario-unknown', 422, `There is no published scenario ${scenario}.`)
    await addOption(db, consultationId, { ...option, scenarioId: found?.id ?? null })
  }
  for (const { site, from, why, replacedBy } of places) {
    const siteId = idOf.get(site)
    if (siteId === undefined) throw new AppError('site-unknown', 422, `The register has no site ${site}.`)
    const fromOn = from == null ? null : 'on' in from ? from.on : relativeDate(now, from)
    await writePlaceTexts(db, consultationId, { siteId, why, replacedBy, fromOn })
  }
}

async function newestPublished(db: Db, countyId: string, now: Date): Promise<string | null> {
  const published = (await listScenarios(db, countyId, () => now)).filter(
    scenario => scenario.publishedAt !== null && !scenario.statusQuo,
  )
  published.sort((a, b) => ((a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : -1))
  return published[0]?.id ?? null
}
