import type { OpenConsultation } from '../consultations/open-consultation.ts'
import type { Visitor } from '../support/application.ts'

/** Answers every page of a survey up to the check page; pages that are not named are left empty. */
export async function answerPages(
  visitor: Visitor,
  at: string,
  answers: Record<string, Record<string, string | readonly string[]>> = {},
): Promise<string[]> {
  let next = (await visitor.post(`${at}/start`)).headers['location'] as string
  const seen: string[] = []
  while (!next.endsWith('/check')) {
    const key = next.split('/').at(-1) ?? ''
    if (seen.length > 50 || seen.includes(key)) throw new Error(`The survey goes in circles at ${next}.`)
    seen.push(key)
    const answer = await visitor.post(next, answers[key] ?? (key === 'role' ? { role: 'parent' } : {}))
    if (answer.status !== 303) throw new Error(`${next} answered ${answer.status}.`)
    next = answer.headers['location'] as string
  }
  return seen
}

/** The mark that the check page carries. */
export async function markOn(visitor: Visitor, at: string): Promise<string> {
  return /name="mark" value="([^"]+)"/.exec((await visitor.get(`${at}/check`)).text)?.[1] ?? ''
}

/** Sends what was answered, as the button on the check page does. */
export async function send(visitor: Visitor, at: string): Promise<string> {
  const sent = await visitor.post(`${at}/send`, { mark: await markOn(visitor, at) })
  return sent.headers['location'] as string
}

/** Somebody who has begun a survey, and answered two of its pages. */
export async function begun({ app, survey }: OpenConsultation, mitigation = 'a later bus'): Promise<Visitor> {
  const visitor = await app.agent()
  await visitor.post(`${survey}/start`)
  await visitor.post(`${survey}/role`, { role: 'parent' })
  await visitor.post(`${survey}/mitigation`, { mitigation })
  return visitor
}
