import type http from 'node:http'
import { surveyAddress } from './open-survey.ts'
import type { ServedSurvey } from './served-survey.ts'
import { fillForm, Respondent, type FilledForm, type Where } from './respondent.ts'

/** Somebody who has answered every question and only has to send. */
export interface ReadyToSend {
  readonly respondent: Respondent
  /** What was written into every long answer. */
  readonly words: string
  readonly form: FilledForm
  /** Address of a page of questions in the middle. */
  readonly page: string
  readonly pageForm: FilledForm
}

const pagesAtMost = 80

const wordsOf = (number: number): string =>
  `Respondent ${number} writes: it is too far to walk with twins, and the bus goes only twice a day.`

/**
 * Walks a survey from its first page to the last one before sending, as a browser without JavaScript does.
 *
 * @param where - where it is served
 * @param agent - connections
 * @param number - of the respondent; each has an address and words of their own
 */
export async function walkToSend(where: Where, agent: http.Agent, number: number): Promise<ReadyToSend> {
  const respondent = new Respondent(where, agent, number)
  const words = wordsOf(number)
  const start = await respondent.send('GET', surveyAddress)
  const begin = fillForm(start.body, '/start')
  if (begin === null) throw new Error(`There is no way to start: ${start.status} ${start.body.slice(0, 500)}`)
  let next = (await respondent.send('POST', begin.action, begin.body)).location
  let middle: { page: string; pageForm: FilledForm } | null = null
  for (let seen = 0; seen < pagesAtMost; seen += 1) {
    const shown = await respondent.send('GET', next)
    if (next.endsWith('/check')) {
      const form = fillForm(shown.body, '/send')
      if (form === null || middle === null) throw new Error('There is nothing to send.')
      return { respondent, words, form, ...middle }
    }
    const form = fillForm(shown.body, '', words)
    if (form === null) throw new Error(`${next} has no form: ${shown.status}`)
    const saved = await respondent.send('POST', form.action, form.body)
    if (saved.status !== 303)
      throw new Error(`${form.action} answered ${saved.status}: ${saved.body.slice(0, 2000)}`)
    if (seen === 5) middle = { page: next, pageForm: form }
    next = saved.location
  }
  throw new Error('The survey has no end.')
}

/**
 * As many respondents who only have to send: one walks, the others hold drafts with the same answers and open their
 * last page.
 *
 * @param served - the survey, which begins the drafts
 * @param agent - connections
 * @param firstNumber - number of the one who walks; the others count on from there
 * @param count - how many
 */
export async function manyToSend(
  served: Pick<ServedSurvey, 'copyDraft' | 'port'>,
  agent: http.Agent,
  firstNumber: number,
  count: number,
): Promise<ReadyToSend[]> {
  const walked = await walkToSend(served, agent, firstNumber)
  const token = walked.respondent.cookies.get('drafts') ?? ''
  const copies = Array.from({ length: count - 1 }, (_, at) => wordsOf(firstNumber + 1 + at))
  const tokens = await served.copyDraft({ token, words: walked.words, copies })
  const ready = [walked]
  let next = 0
  const open = async (): Promise<void> => {
    for (let at = next++; at < tokens.length; at = next++) {
      const respondent = new Respondent(served, agent, firstNumber + 1 + at)
      respondent.cookies.set('drafts', tokens[at] ?? '')
      const shown = await respondent.send('GET', `${surveyAddress}/check`)
      const form = fillForm(shown.body, '/send')
      if (form === null) throw new Error(`There is nothing to send: ${shown.status}`)
      const words = copies[at] ?? ''
      const written = [...new URLSearchParams(walked.pageForm.body)]
      const page = new URLSearchParams(
        written.map(([name, value]): [string, string] => [name, value === walked.words ? words : value]),
      )
      page.set('_csrf', new URLSearchParams(form.body).get('_csrf') ?? '')
      ready.push({
        ...walked,
        respondent,
        words,
        form,
        pageForm: { ...walked.pageForm, body: page.toString() },
      })
    }
  }
  await Promise.all(Array.from({ length: 16 }, open))
  return ready
}

/** Somebody who has filled in the whole survey on one page and only has to send. */
export interface WholeToSend {
  readonly respondent: Respondent
  readonly form: FilledForm
}

/**
 * Opens the survey on one page and fills it in.
 *
 * @param where - where it is served
 * @param agent - connections
 * @param number - of the respondent; each has an address and words of their own
 */
export async function fillWhole(where: Where, agent: http.Agent, number: number): Promise<WholeToSend> {
  const respondent = new Respondent(where, agent, number)
  const shown = await respondent.send('GET', `${surveyAddress}/offline`)
  const form = fillForm(
    shown.body,
    '/whole',
    `Respondent ${number} writes: it is too far to walk with twins.`,
  )
  if (form === null) throw new Error(`There is no form: ${shown.status} ${shown.body.slice(0, 500)}`)
  return { respondent, form }
}
