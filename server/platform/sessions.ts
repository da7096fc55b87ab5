import session from 'express-session'
import type { RequestHandler } from 'express'
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
 * Sessions of people who signed in. Nobody else gets a cookie or costs a query.
 *
 * @param keeper - where sessions are kept
 * @param options - secret that signs the cookie, hours that a session lasts, whether cookies go over https only
 * @returns middleware that sets `request.session`
 */
export function signedInSessions(
  keeper: SessionKeeper,
  options: { secret: string; hours: number; secure: boolean; clock: () => Date },
): RequestHandler {
  return session({
    name: options.secure ? '__Host-doorstep' : 'doorstep',
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
}
