import { createHmac, timingSafeEqual } from 'node:crypto'

/** When the server gave out a survey, and which version of it. */
export interface BeginStamp {
  readonly surveyId: string
  readonly begunAt: Date
}

function sign(secret: string, said: string): string {
  return createHmac('sha256', secret).update(`begin:${said}`).digest('base64url')
}

/**
 * The server's word on when it gave out a survey. A device carries it, and cannot change it.
 *
 * @param secret - signs it
 * @param stamp - the survey's version and the moment
 * @returns text for a form's hidden field
 */
export function writeStamp(secret: string, { surveyId, begunAt }: BeginStamp): string {
  const said = `${surveyId}.${begunAt.getTime().toString(36)}`
  return `${said}.${sign(secret, said)}`
}

/**
 * Reads a stamp that comes back.
 *
 * @param secret - signed it
 * @param written - what came
 * @returns null when it is none of ours, or was changed
 */
export function readStamp(secret: string, written: string): BeginStamp | null {
  const [, said = '', surveyId = '', moment = '', signature = ''] =
    /^(([0-9a-f-]{36})\.([0-9a-z]{1,11}))\.([A-Za-z0-9_-]{43})$/.exec(written) ?? []
  if (said === '') return null
  if (!timingSafeEqual(Buffer.from(sign(secret, said)), Buffer.from(signature))) return null
  return { surveyId, begunAt: new Date(parseInt(moment, 36)) }
}
