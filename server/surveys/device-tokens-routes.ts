import type { CookieOptions, Request, Response } from 'express'
import { overHttpsOnly } from '../platform/security.ts'

const cookie = 'drafts'
/** The cookie of drafts from before one device could hold several; it had the survey's own path. */
const oldCookie = 'draft'
const mostTokens = 10

/**
 * Where a consultation is.
 *
 * @param consultation - the consultation
 * @param consultation.slug - its part of the address
 * @returns the path of its first page
 */
export function homeOf(consultation: { readonly slug: string }): string {
  return `/consultations/${consultation.slug}`
}

/** Whose token it is, and which the device has. */
interface Holder {
  readonly at: string
  readonly consultation: { readonly slug: string }
  readonly tokens: readonly string[]
}

/** For how long a device keeps its tokens. */
interface Keeping {
  readonly draftDays: number
}

/**
 * The tokens of drafts that a device holds.
 *
 * @param request - the request
 * @returns the one in use first; at most ten
 */
export function tokensOf(request: Request): string[] {
  const cookies = request.cookies as Record<string, unknown>
  const held = [cookies[cookie], cookies[oldCookie]].filter(value => typeof value === 'string')
  const tokens = held.flatMap(value => value.slice(0, 1000).split('.'))
  return [...new Set(tokens.filter(token => /^[\w-]{20,100}$/.test(token)))].slice(0, mostTokens)
}

/**
 * How a cookie of the survey is set.
 *
 * @param response - answer that carries it
 * @param path - where it is sent
 * @param maxAge - milliseconds for which it is kept
 * @returns the options; scripts never see it
 */
export function cookieFor(response: Response, path: string, maxAge: number): CookieOptions {
  return { path, httpOnly: true, sameSite: 'lax', secure: overHttpsOnly(response), maxAge }
}

/**
 * Leaves a draft's token with the visitor, before those that they have; only their browser has it, and sends it only
 * to this consultation.
 *
 * @param needs - how long drafts are kept
 * @param response - answer that carries it
 * @param seen - the visit
 * @param token - the token of the draft in use from now on
 */
export function leaveToken(needs: Keeping, response: Response, seen: Holder, token: string): void {
  response.clearCookie(oldCookie, { path: seen.at })
  leaveTokens(needs, response, seen.consultation, [token, ...seen.tokens])
}

/**
 * Leaves a draft's token with a visitor who came by another way than the survey's pages.
 *
 * @param needs - how long drafts are kept
 * @param request - the request, with the tokens that they have
 * @param response - answer that carries it
 * @param consultation - whose draft it is
 * @param consultation.slug - its part of the address
 * @param token - the token of the draft in use from now on
 */
export function leaveTokenFor(
  needs: Keeping,
  request: Request,
  response: Response,
  consultation: { readonly slug: string },
  token: string,
): void {
  leaveTokens(needs, response, consultation, [token, ...tokensOf(request)])
}

/**
 * Takes a draft's token back from the visitor; other drafts of the device stay.
 *
 * @param needs - how long drafts are kept
 * @param response - answer that takes it
 * @param seen - the visit
 * @param token - the token
 */
export function takeToken(needs: Keeping, response: Response, seen: Holder, token: string): void {
  response.clearCookie(oldCookie, { path: seen.at })
  const left = seen.tokens.filter(one => one !== token)
  leaveTokens(needs, response, seen.consultation, left)
}

function leaveTokens(
  needs: Keeping,
  response: Response,
  consultation: { readonly slug: string },
  tokens: readonly string[],
): void {
  const path = homeOf(consultation)
  const held = [...new Set(tokens)].slice(0, mostTokens)
  if (held.length === 0) response.clearCookie(cookie, { path })
  else response.cookie(cookie, held.join('.'), cookieFor(response, path, needs.draftDays * 86_400_000))
}
