import type { Response } from 'supertest'
import type { SurveyPlan } from '../../../server/model/survey.ts'
import { preparePublication, readPlan } from '../../../server/surveys/index.ts'
import { aDraftConsultation, whileOpen } from '../../consultations/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'

/** The address of the first link on a page whose words contain some words. */
export function linkOn(page: Response, words: string): string {
  for (const [, href = '', inside = ''] of page.text.matchAll(
    /<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g,
  )) {
    if (inside.replace(/<[^>]*>/g, '').includes(words)) return href.replaceAll('&amp;', '&')
  }
  throw new Error(`The page has no link “${words}”.`)
}

/** The values of hidden fields of the form that a page sends to an address. */
export function hiddenIn(page: Response, action: string): Record<string, string> {
  const form = [...page.text.matchAll(/<form [^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    ([, at = '']) => at.replaceAll('&amp;', '&') === action,
  )
  if (!form) throw new Error(`The page has no form for ${action}.`)
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of (form[2] ?? '').matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
  )) {
    if (name !== '_csrf') fields[name] = unescaped(value)
  }
  return fields
}

/** Text of an attribute as it was before it was escaped. */
export function unescaped(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Adds a page with one question, and goes back to the address of the page. */
export async function addedPage(
  staff: Visitor,
  at: string,
  page: Record<string, string | string[]>,
  question: Record<string, string | string[]>,
): Promise<string> {
  const added = await staff.post(`${at}/new-page`, page)
  const here = added.headers['location'] as string
  const asked = await staff.post(`${here}/new-question`, question)
  if (asked.status !== 303) throw new Error(`The question was answered with ${asked.status}: ${asked.text}`)
  return here
}

/** A consultation whose questions are built, and who builds them. */
export interface TestBuilding {
  readonly app: TestApplication
  readonly analyst: Visitor
  readonly planner: Visitor
  readonly id: string
  /** Address of the builder. */
  readonly at: string
  /** The questions as they are now. */
  plan(): Promise<SurveyPlan>
  titles(): Promise<string[]>
  /** Codes of its districts. */
  districts(): Promise<string[]>
}

/** Begins to build the questions of a consultation with its standard ones. */
export async function startBuilding(
  make: typeof aDraftConsultation = aDraftConsultation,
): Promise<TestBuilding> {
  const app = await testApplication({ clock: whileOpen })
  const id = (await make(app.db)).consultationId
  const plan = async (): Promise<SurveyPlan> => (await readPlan(app.db, id)).plan
  return {
    app,
    analyst: await app.agent('analyst'),
    planner: await app.agent('planner'),
    id,
    at: `/manage/consultations/${id}/builder`,
    plan,
    titles: async () => (await plan()).pages.map(page => page.title),
    districts: async () =>
      ((await preparePublication(app.db, id))?.surveys ?? []).map(survey => survey.districtCode),
  }
}
