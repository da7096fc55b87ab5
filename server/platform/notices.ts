import type { Response } from 'express'

const cookie = 'notice'

/**
 * Leaves a sentence for the next page.
 *
 * @param response - answer that carries it
 * @param notice - the sentence
 */
export function leaveNotice(response: Response, notice: string): void {
  const secure = response.req.secure
  response.cookie(cookie, notice.slice(0, 300), {
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 60_000,
    path: '/',
    secure,
  })
}

/**
 * Takes the sentence that the last page left, so that it shows once.
 *
 * @param response - answer on which the cookie is cleared
 * @returns the sentence, or null
 */
export function takeNotice(response: Response): string | null {
  const left: unknown = (response.req.cookies as Record<string, unknown> | undefined)?.[cookie]
  if (typeof left !== 'string') return null
  response.clearCookie(cookie, { path: '/' })
  return left
}
