import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.ts'
import { readSender } from './mail-address.ts'
import type { MailSettings } from './mail.ts'
import { projectRoot } from './paths.ts'

const yesOrNo = z.enum(['yes', 'no'], 'must be yes or no')

function isMailServer(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
}

const environment = z.object({
  PORT: z.coerce
    .number('must be a number from 0 to 65535')
    .int('must be a whole number')
    .min(0, 'must be a number from 0 to 65535')
    .max(65535, 'must be a number from 0 to 65535')
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .min(1)
    .default(path.join(projectRoot, 'data', 'local')),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must start with sqlite: or postgres://')
    .optional(),
  PUBLIC_URL: z.url('must be a web address such as https://centres.example.gov.uk').optional(),
  COUNCIL_NAME: z.string().max(100, 'must be 100 characters or fewer').default(''),
  DEMONSTRATION: yesOrNo.default('yes'),
  TRUST_PROXY: z.coerce
    .number('must be the number of proxies in front')
    .int()
    .min(0)
    .max(10, 'must be the number of proxies in front, 0 to 10')
    .default(0),
  ANSWERING_PROCESSES: z.coerce
    .number('must be a number of processes')
    .int('must be a whole number of processes')
    .min(1, 'must be 1 to 16 processes')
    .max(16, 'must be 1 to 16 processes')
    .optional(),
  SESSION_HOURS: z.coerce
    .number('must be a number of hours')
    .min(0.1)
    .max(168, 'must be 168 hours or less')
    .default(10),
  DRAFT_DAYS: z.coerce
    .number('must be a number of days')
    .int('must be a whole number of days')
    .min(1, 'must be 1 to 60 days')
    .max(60, 'must be 1 to 60 days')
    .default(14),
  ANSWER_MONTHS: z.coerce
    .number('must be a number of months')
    .int('must be a whole number of months')
    .min(3, 'must be 3 to 120 months')
    .max(120, 'must be 3 to 120 months')
    .default(12),
  DATA_PROTECTION_OFFICER: z.string().max(200, 'must be 200 characters or fewer').default(''),
  ACCESSIBILITY_REVIEWED_ON: z.iso.date('must be a day such as 2027-04-30').optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    )
    .default('info'),
  TILE_URL: z.string().default(''),
  SMTP_URL: z
    .string()
    .refine(isMailServer, 'must be a mail server such as smtp://name:password@mail.example.gov.uk:587')
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(
      from => readSender(from) !== null,
      'must be an email address, such as Council <consult@example.gov.uk>',
    )
    .optional(),
})

/** One for each processor; more than four surveys of a council never need. Windows cannot share a port like this. */
const usualProcesses = (): number => (process.platform === 'win32' ? 1 : Math.min(4, availableParallelism()))

/** Every setting of the process, checked. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  readonly databaseUrl: string
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string
  readonly councilName: string
  readonly demonstration: boolean
  readonly trustProxy: number
  /** How many processes answer surveys beside the one that does all else; 1 when that one answers them too. */
  readonly answeringProcesses: number
  readonly sessionHours: number
  /** How long unfinished answers are kept, as the survey's pages and the privacy notice say. */
  readonly draftDays: number
  /** For how many months answers are kept after the decision, as the privacy notice says; then staff may delete them. */
  readonly answerMonths: number
  /** Who answers questions about personal data, and how to reach them; '' for the contact of the consultation. */
  readonly dataProtectionOfficer: string
  /** The day on which the council last read its accessibility statement over, `YYYY-MM-DD`; null when it did not say. */
  readonly accessibilityReviewedOn: string | null
  readonly logLevel: string
  readonly tileUrl: string
  /** Where letters are handed over; null when they wait in the outbox. */
  readonly mail: MailSettings | null
  /** Signs cookies and form tokens. */
  readonly secret: string
}

function keptSecret(dataDirectory: string): string {
  const file = path.join(dataDirectory, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(48).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/**
 * Reads the settings from the environment; the secret that signs cookies is made once and kept in the data folder.
 *
 * @param source - environment variables
 * @returns every setting
 * @throws {AppError} one sentence that names every bad setting, or says that the data folder cannot be written
 */
export function readSettings(source: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = environment.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join('; ')
    throw new AppError('bad-setting', 500, `These settings cannot be used: ${wrong}.`)
  }
  const value = read.data
  if (value.SMTP_URL !== undefined && value.MAIL_FROM === undefined) {
    const sentence = 'SMTP_URL is set, so MAIL_FROM must be set too: the address that letters come from.'
    throw new AppError('bad-setting', 500, sentence)
  }
  const dataDirectory = path.resolve(value.DATA_DIR)
  let secret: string
  try {
    mkdirSync(dataDirectory, { recursive: true })
    secret = keptSecret(dataDirectory)
  } catch {
    throw new AppError(
      'unwritable-folder',
      500,
      `The data folder ${dataDirectory} cannot be written. Set DATA_DIR to a folder that this account may write to.`,
    )
  }
  return {
    port: value.PORT,
    host: value.HOST,
    dataDirectory,
    databaseUrl: value.DATABASE_URL ?? `sqlite:${path.join(dataDirectory, 'doorstep.sqlite')}`,
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    councilName: value.COUNCIL_NAME,
    demonstration: value.DEMONSTRATION === 'yes',
    trustProxy: value.TRUST_PROXY,
    answeringProcesses: value.ANSWERING_PROCESSES ?? usualProcesses(),
    sessionHours: value.SESSION_HOURS,
    draftDays: value.DRAFT_DAYS,
    answerMonths: value.ANSWER_MONTHS,
    dataProtectionOfficer: value.DATA_PROTECTION_OFFICER,
    accessibilityReviewedOn: value.ACCESSIBILITY_REVIEWED_ON ?? null,
    logLevel: value.LOG_LEVEL,
    tileUrl: value.TILE_URL,
    mail:
      value.SMTP_URL === undefined || value.MAIL_FROM === undefined
        ? null
        : { smtpUrl: value.SMTP_URL, from: value.MAIL_FROM },
    secret,
  }
}
