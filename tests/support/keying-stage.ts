import { afterAll, beforeAll } from '@jest/globals'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { addBatch } from '../../server/paper/batch-repository.ts'
import type { PaperForm } from '../../server/paper/form-repository.ts'
import { issueForms } from '../../server/paper/issue-repository.ts'
import { listAnswers } from '../../server/surveys/index.ts'
import { aConsultation, type TestConsultation } from '../paper/support.ts'
import { testApplication, type TestApplication } from './application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from './browser.ts'

/** Somebody who keys, in a window of their own. */
export interface Keyer {
  readonly context: BrowserContext
  readonly page: Page
  /** Their account. */
  readonly id: string
}

/** A batch of paper that is open, served to a browser. */
export interface KeyingStage {
  readonly app: TestApplication
  readonly consultation: TestConsultation
  readonly served: ServedApplication
  /** Address of the batch. */
  readonly batch: string
  /** Gives a form its number; it has not been keyed. */
  nextForm(): Promise<PaperForm>
  /** Path of a form in the batch. */
  formAt(form: PaperForm): string
  /** An account that keys, and the path by which it signs in once. */
  keyer(name: string): Promise<{ id: string; link: string }>
  signedIn(name?: string, options?: BrowserContextOptions): Promise<Keyer>
  /** What was stored of a form, by question. */
  answersOf(form: PaperForm): Promise<Record<string, unknown>>
}

/**
 * Prepares a batch of paper for the tests of a description.
 *
 * @returns the stage, whose parts are there once a test runs
 */
export function keyingStage(): KeyingStage {
  const made = {} as { -readonly [Key in keyof KeyingStage]: KeyingStage[Key] }
  let browser: Browser
  beforeAll(async () => {
    made.app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    made.consultation = await aConsultation(made.app.db)
    const batch = await addBatch(
      made.app.db,
      made.consultation.id,
      {
        kind: 'post',
        sessionId: null,
        label: 'Post',
        heldOn: '2026-09-22',
        districtCode: null,
        countIn: 5,
        note: '',
      },
      'Ann',
      made.app.services.clock(),
    )
    made.batch = `/paper/centres/batches/${batch}`
    made.served = await serve(made.app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await made.served.close()
    await made.app.close()
  })
  const keyer = async (name: string): Promise<{ id: string; link: string }> => {
    const at = made.app.services.clock()
    const email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`
    const id = await addAccount(made.app.db, { email, name, roles: ['drop-in'], at })
    return { id, link: `/sign-in/link/${await addOneTimeLink(made.app.db, id, 'sign-in', at, 1)}` }
  }
  return Object.assign(made, {
    keyer,
    nextForm: async (): Promise<PaperForm> => {
      const [form] = await inTransaction(made.app.db, tx =>
        issueForms(tx, {
          consultationId: made.consultation.id,
          districtCode: 'D1',
          districtSlug: 'city',
          surveyId: made.consultation.surveys.city.id,
          label: 'Library',
          copies: 1,
          by: 'Ann',
          at: made.app.services.clock(),
        }),
      )
      if (form === undefined) throw new Error('No form was numbered.')
      return form
    },
    formAt: (form: PaperForm): string => `${made.batch}/forms/${form.id}`,
    signedIn: async (name = 'Ann', options: BrowserContextOptions = {}): Promise<Keyer> => {
      const { id, link } = await keyer(name)
      const context = await openWindow(browser, made.served.url, link, options)
      return { context, page: await context.newPage(), id }
    },
    answersOf: async (form: PaperForm): Promise<Record<string, unknown>> => {
      const row = await made.app.db
        .selectFrom('paper_form')
        .select('response_id')
        .where('id', '=', form.id)
        .executeTakeFirstOrThrow()
      const answers = await listAnswers(made.app.db, made.consultation.id, {
        responseId: row.response_id ?? '',
      })
      return Object.fromEntries(answers.map(answer => [answer.questionKey, answer.text ?? answer.choices]))
    },
  })
}
