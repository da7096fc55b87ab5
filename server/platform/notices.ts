import type { Response } from 'express'
import { z } from 'zod'
import { overHttpsOnly } from './security.ts'
import { Said } from './said.ts'
import type { SaidValues } from './speaker.ts'

const cookie = 'notice'

/** A sentence for the next page, which says it in the visitor's language. */
export interface Notice {
  readonly sentence: string
  readonly values: SaidValues
}

const withValues = z.tuple([z.string(), z.record(z.string(), z.union([z.string(), z.number()]))])

/**
 * Leaves a sentence for the next page.
 *
 * @param response - answer that carries it
 * @param sentence - in English; `{{name}}` stands for a value
 * @param values - what is put into it
 */
export function leaveNotice(response: Response, sentence: string, values: SaidValues = {}): void {
  const written = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value instanceof Said ? value.text : value]),
  )
  const left = Object.keys(values).length === 0 ? sentence.slice(0, 300) : JSON.stringify([sentence, written])
  response.cookie(cookie, left, {
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 60_000,
    path: '/',
    secure: overHttpsOnly(response),
  })
}

/**
 * Takes the sentence that the last page left, so that it shows once. It is meant for a page that somebody is led to: a
 * form's answer, such as one with mistakes in another tab, has its own to say and leaves it where it is.
 *
 * @param response - answer on which the cookie is cleared
 * @returns the sentence, or null
 */
export function takeNotice(response: Response): Notice | null {
  const left: unknown = (response.req.cookies as Record<string, unknown> | undefined)?.[cookie]
  if (typeof left !== 'string' || response.req.method === 'POST') return null
  response.clearCookie(cookie, { path: '/' })
  if (!left.startsWith('["')) return { sentence: left, values: {} }
  try {
    const [sentence, values] = withValues.parse(JSON.parse(left))
    return { sentence, values }
  } catch {
    return null
  }
}
