import session from 'express-session'
import type { Request, RequestHandler } from 'express'
import { hashToken } from './ids.ts'

/** What a session remembers. */
export interface SessionMemory {
  accountId?: string
}

declare module 'express-session' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface SessionData extends SessionMemory {}
}

/** Where sessions are kept; identifiers arrive hashed. */
export interface SessionKeeper {
  read(idHash: string): Promise<string | null>
  write(idHash: string, accountId: string | null, data: string, expiresAt: string): Promise<void>
  remove(idHash: string): Promise<void>
}

class KeptSessions extends session.Store {
  readonly #keeper: SessionKeeper
  readonly #hours: number
  readonly #clock: () => Date

  constructor(keeper: SessionKeeper, hours: number, clock: () => Date) {
    super()
    this.#keeper = keeper
    this.#hours = hours
    this.#clock = clock
  }

  override get(id: string, done: (error: unknown, data?: session.SessionData | null) => void): void {
    this.#keeper.read(hashToken(id)).then(
      data => {
        done(null, data === null ? null : (JSON.parse(data) as session.SessionData))
      },
      (error: unknown) => {
        done(error)
      },
    )
  }

  override set(id: string, data: session.SessionData, done?: (error?: unknown) => void): void {
    const expiresAt = new Date(this.#clock().getTime() + this.#hours * 3_600_000).toISOString()
    this.#keeper.write(hashToken(id), data.accountId ?? null, JSON.stringify(data), expiresAt).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    )
  }

  override destroy(id: string, done?: (error?: unknown) => void): void {
    this.#keeper.remove(hashToken(id)).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    )
  }
}

/**
 * Sessions of people who signed in. Nobody else gets a cookie or costs a query, and where nobody can sign in none is
 * made for them.
 *
 * @param keeper - where sessions are kept
 * @param options - secret that signs the cookie, hours that a session lasts, whether cookies go over https only, and
 *   where people sign in
 * @returns middleware that sets `request.session` for who has signed in or may be about to; it comes after cookies
 */
export function signedInSessions(
  keeper: SessionKeeper,
  options: { secret: string; hours: number; secure: boolean; clock: () => Date; signInPath: string },
): RequestHandler {
  const name = options.secure ? '__Host-doorstep' : 'doorstep'
  const withSession = session({
    name,
    secret: options.secret,
    store: new KeptSessions(keeper, options.hours, options.clock),
    resave: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: options.secure,
      path: '/',
      maxAge: options.hours * 3_600_000,
    },
  })
  return (request, response, next) => {
    const held = name in (request.cookies as Record<string, unknown>)
    if (held || request.path.toLowerCase().startsWith(options.signInPath)) {
      withSession(request, response, next)
    } else next()
  }
}

/**
 * Whose session a request carries.
 *
 * @param request - a request that has passed `signedInSessions`
 * @returns the session's identifier and the account; null for somebody who has not signed in
 */
export function sessionOf(request: Request): { readonly id: string; readonly accountId: string } | null {
  const { session: found, sessionID } = request as Partial<Request>
  return found?.accountId === undefined ? null : { id: sessionID ?? '', accountId: found.accountId }
}
