import { jobsIn } from './accounts/index.ts'
import { openDatabase, type Db } from './db/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Settings } from './platform/config.ts'
import { createJobs, type Jobs } from './platform/jobs.ts'
import { createLog, type Logger } from './platform/log.ts'
import { createMailer, type Mailer } from './platform/mail.ts'
import { openUploads, type Uploads } from './platform/uploads.ts'

/** The parts that the application is joined from. */
export interface Services {
  readonly settings: Settings
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  readonly jobs: Jobs
  readonly uploads: Uploads
  /** null without a mail server: letters wait in the outbox. */
  readonly mailer: Mailer | null
}

/**
 * Opens everything that the application needs.
 *
 * @param settings - the settings
 * @param given - parts to use instead, for tests
 * @returns the parts
 */
export async function openServices(settings: Settings, given: Partial<Services> = {}): Promise<Services> {
  const log = given.log ?? createLog(settings.logLevel)
  const clock = given.clock ?? ((): Date => new Date())
  const db = given.db ?? openDatabase(settings.databaseUrl)
  return {
    settings,
    log,
    clock,
    db,
    jobs: given.jobs ?? createJobs(log, clock, jobsIn(db)),
    uploads: given.uploads ?? (await openUploads(settings.dataDirectory)),
    mailer: given.mailer ?? (settings.mail === null ? null : createMailer(settings.mail)),
  }
}
