import { doubleCsrf } from 'csrf-csrf'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { isIPv6 } from 'node:net'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from './errors.ts'

/**
 * Headers that keep others' code out: no inline script or style, no frames, nothing from other places but a council's
 * own map tiles.
 *
 * @param publicUrl - where people reach the product; https turns on strict transport security
 * @param tileUrl - the council's tile address, or ''
 * @returns middleware
 */
export function securityHeaders(publicUrl: string, tileUrl: string): RequestHandler {
  const secure = publicUrl.startsWith('https://')
  const tiles = tileUrl === '' ? [] : [new URL(tileUrl.replace(/\{[^}]*\}/g, 'a')).origin]
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...tiles],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
}

/**
 * Whether cookies go over https only: as the public address says, whatever the connection to the proxy in front is.
 *
 * @param response - the answer that carries a cookie
 * @returns true when the setting `https only` of the application says so
 */
export function overHttpsOnly(response: Response): boolean {
  return response.app.get('https only') === true
}

/**
 * Leaves only cookies that are text. The parser makes objects of those that begin with `j:`, which we never write and
 * nobody expects.
 *
 * @param request - a request whose cookies were parsed
 * @param _response - its answer
 * @param next - goes on
 */
export const textCookies: RequestHandler = (request, _response, next) => {
  const cookies = request.cookies as Record<string, unknown>
  request.cookies = Object.fromEntries(
    Object.entries(cookies).filter(([, value]) => typeof value === 'string'),
  )
  next()
}

/** Makes and checks the token that every form carries. */
export interface FormTokens {
  make(request: Request, response: Response): string
  check(request: Request, response: Response, next: NextFunction): void
}

/**
 * Form tokens: a signed value in a cookie that the form must repeat, bound to the signed-in session; and, before that,
 * the browser's own word on where the request came from.
 *
 * @param secret - signs the tokens
 * @param secure - whether cookies go over https only
 * @param sessionOf - identifier that the token is bound to; '' for somebody who has not signed in
 * @returns maker and check
 */
export function formTokens(
  secret: string,
  secure: boolean,
  sessionOf: (request: Request) => string,
): FormTokens {
  const { generateCsrfToken, doubleCsrfProtection } = doubleCsrf({
    getSecret: () => secret,
    getSessionIdentifier: sessionOf,
    // 128 bits that nobody guesses, and half as long on every page.
    size: 16,
    cookieName: secure ? '__Host-form' : 'form',
    cookieOptions: { sameSite: 'lax', path: '/', secure, httpOnly: true },
    getCsrfTokenFromRequest: request => {
      const sent: unknown =
        (request.body as Record<string, unknown> | undefined)?.['_csrf'] ?? request.get('x-csrf-token')
      return typeof sent === 'string' ? sent : undefined
    },
  })
  const refused = (): AppError =>
    new AppError(
      'form-expired',
      403,
      'This form could not be checked, often because the page was open for a long time or cookies are off. Go back, reload the page and send it again.',
    )
  return {
    make: (request, response) => generateCsrfToken(request, response),
    check(request, response, next) {
      const site = request.get('sec-fetch-site')
      if (site !== undefined && site !== 'same-origin' && site !== 'none') {
        next(refused())
        return
      }
      doubleCsrfProtection(request, response, (error?: unknown) => {
        if (error) next(refused())
        else next()
      })
    },
  }
}

/**
 * Whom an address stands for when requests are counted. Every home has 2^64 addresses of IPv6: they count as one.
 *
 * @param address - as the connection or the proxy says
 * @returns the first half of an address of IPv6, written in full; any other text as it is
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return address
  const [before = '', after] = plain.split('::')
  const groups = before === '' ? [] : before.split(':')
  const behind = after === undefined || after === '' ? [] : after.split(':')
  const missing = after === undefined ? 0 : 8 - groups.length - behind.length
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...behind]
  return all
    .slice(0, 4)
    .map(group => parseInt(group, 16).toString(16))
    .join(':')
}

/**
 * Counts requests by address and refuses, for a while, what no family or library needs.
 *
 * @param points - requests allowed within the time
 * @param seconds - length of the time
 * @returns consumes one; rejects with an error fit to show when there are none left
 */
export function rateLimit(points: number, seconds: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async key => {
    try {
      await limiter.consume(networkOf(key))
    } catch {
      throw new AppError(
        'too-many-requests',
        429,
        'There were too many requests from this address. Wait a minute, then try again. Nothing that you sent before was lost.',
      )
    }
  }
}
