import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import supertest, { type Response } from 'supertest'
import type { Express } from 'express'
import { addAccount, addOneTimeLink, type Role } from '../../server/accounts/index.ts'
import { createApplication } from '../../server/app.ts'
import type { RequestKinds } from '../../server/platform/request-kinds.ts'
import type { Db } from '../../server/db/index.ts'
import type { Settings } from '../../server/platform/config.ts'
import { createLog } from '../../server/platform/log.ts'
import type { Pages } from '../../server/platform/pages.ts'
import { openServices, type Services } from '../../server/services.ts'
import { openTestDatabase, type DatabaseName } from './open-database.ts'
import { testSettings } from './settings.ts'

/** Fields of a form; several values of one name as a list. */
export type Fields = Record<string, string | readonly string[]>

/** A file to send with a form. */
export interface FileToSend {
  readonly field: string
  readonly name: string
  readonly content: Buffer | string
}

/** A browser without JavaScript: keeps cookies, and sends the form token with every form. */
export interface Visitor {
  get(path: string): Promise<Response>
  post(path: string, fields?: Fields): Promise<Response>
  send(path: string, fields: Fields, files: readonly FileToSend[]): Promise<Response>
  readonly accountId: string | null
}

/** The whole application on a database of its own. */
export interface TestApplication {
  readonly app: Express
  readonly kinds: RequestKinds
  readonly pages: Pages
  readonly services: Services
  readonly db: Db
  /** Somebody who has not signed in, or somebody with that role. */
  agent(role?: Role): Promise<Visitor>
  /** Stops the clock at a moment. */
  setClock(iso: string): void
  /** Statements that the database was sent since this was last called. */
  statements(): string[]
  close(): Promise<void>
}

function tokenIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1]
  if (token === undefined) throw new Error('The page has no form token.')
  return token
}

async function visitorOf(
  app: Express,
  signIn: null | (() => Promise<{ token: string; id: string }>),
): Promise<Visitor> {
  const agent = supertest.agent(app)
  let formToken: string | null = null
  const token = async (page: string): Promise<string> => (formToken ??= tokenIn((await agent.get(page)).text))
  let accountId: string | null = null
  if (signIn !== null) {
    const link = await signIn()
    accountId = link.id
    const at = `/sign-in/link/${link.token}`
    const _csrf = tokenIn((await agent.get(at)).text)
    const signedIn = await agent.post(at).type('form').send({ _csrf })
    if (signedIn.status !== 303) throw new Error(`Signing in answered ${signedIn.status}: ${signedIn.text}`)
  }
  const formPage = signIn === null ? '/sign-in' : '/account'
  return {
    accountId,
    get: path => agent.get(path),
    post: async (path, fields = {}) => {
      const body = new URLSearchParams()
      body.append('_csrf', await token(formPage))
      for (const [name, value] of Object.entries(fields)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      }
      return agent.post(path).type('form').send(body.toString())
    },
    send: async (path, fields, files) => {
      const _csrf = await token(formPage)
      const request = agent.post(path).field('_csrf', _csrf)
      for (const [name, value] of Object.entries(fields)) {
        for (const one of typeof value === 'string' ? [value] : value) void request.field(name, one)
      }
      for (const file of files) void request.attach(file.field, Buffer.from(file.content), file.name)
      return request
    },
  }
}

/**
 * Starts the application on an empty database.
 *
 * @param options - which database (SQLite unless said otherwise), the moment at which the clock stands, and what is there already
 */
export async function testApplication(
  options: {
    database?: DatabaseName
    clock?: string
    settings?: Partial<Settings>
    /** A data folder with a database in it, as a process left it; both are used as they are, and removed at the end. */
    folder?: string
  } = {},
): Promise<TestApplication> {
  const folder = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'doorstep-test-')))
  let heard: string[] = []
  const { db, close } = await openTestDatabase(
    options.database ?? 'SQLite',
    event => {
      heard.push(event.query.sql)
    },
    options.folder === undefined ? undefined : path.join(folder, 'doorstep.sqlite'),
  )
  let now: Date | null = options.clock === undefined ? null : new Date(options.clock)
  const services = await openServices(
    { ...testSettings(folder), ...options.settings },
    { db, log: createLog('silent'), clock: () => now ?? new Date() },
  )
  const { app, kinds, pages } = createApplication(services)
  return {
    app,
    kinds,
    pages,
    services,
    db,
    agent: role =>
      visitorOf(
        app,
        role === undefined
          ? null
          : async () => {
              const email = `${role}-${Math.trunc(performance.now() * 1000)}@example.org`
              const id = await addAccount(db, {
                email,
                name: `Test ${role}`,
                roles: [role],
                at: services.clock(),
              })
              return { id, token: await addOneTimeLink(db, id, 'sign-in', services.clock(), 1) }
            },
      ),
    setClock: iso => {
      now = new Date(iso)
    },
    statements: () => {
      const all = heard
      heard = []
      return all
    },
    close: async () => {
      await services.jobs.settled()
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
