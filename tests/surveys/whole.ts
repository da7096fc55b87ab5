import supertest, { type Response } from 'supertest'
import { whileOpen } from '../consultations/builders.ts'
import type { OpenConsultation } from '../consultations/open-consultation.ts'
import type { Visitor } from '../support/application.ts'

/** The value of a hidden field. */
export const field = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/** Opens the whole survey: the id of its response, the stamp of its beginning, and the page. */
export async function opened(
  { survey }: OpenConsultation,
  visitor: Visitor,
): Promise<{ response: string; begun: string; text: string }> {
  const { text } = await visitor.get(`${survey}/offline`)
  return { response: field(text, 'response'), begun: field(text, 'begun'), text }
}

/** Sends it as the script does. */
export async function fetched(
  { app, survey }: OpenConsultation,
  fields: Record<string, string>,
  agent = supertest.agent(app.app),
): Promise<Response> {
  const { token } = (await agent.get(`${survey}/token.json`)).body as { token: string }
  return agent
    .post(`${survey}/whole`)
    .set('accept', 'application/json')
    .type('form')
    .send({ ...fields, _csrf: token })
}

/** Some minutes go by since the consultation was opened. */
export function later({ app }: OpenConsultation, minutes: number): void {
  app.setClock(new Date(Date.parse(whileOpen) + minutes * 60_000).toISOString())
}
