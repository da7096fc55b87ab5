import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { openWorld, wrongWith, type World } from './world.ts'
import type { Attacker } from './wire.ts'

type Row = Readonly<Record<string, unknown>>

describe('identifiers of another consultation', () => {
  let world: World
  let insider: Attacker
  let other: string
  beforeAll(async () => {
    world = await openWorld()
    insider = await world.insider('planner')
    const { scenario_id } = await world.app.db
      .selectFrom('consultation')
      .select('scenario_id')
      .executeTakeFirstOrThrow()
    const made = await insider.form(
      '/manage/consultations/new',
      `name=Another&scenarioId=${scenario_id ?? ''}`,
    )
    other = String(made.headers['location']).split('/').at(-1) ?? ''
  })
  afterAll(() => world.close())

  /** What belongs to one consultation alone; a district's code or a place may be in several. */
  const owned =
    /:(board|idea|document|variant|faq|session|proposal|question|opinion|update|signature|option)\b/

  const dump = async (): Promise<string> => {
    const tables = (await world.app.db.introspection.getTables())
      .map(({ name }) => name)
      .filter(name => !name.startsWith('kysely') && !['audit', 'session'].includes(name))
    const rows = await Promise.all(
      tables.map(async name => [
        name,
        (await sql<Row>`select * from ${sql.table(name)}`.execute(world.app.db)).rows.filter(
          row => !Object.values(row).includes(other),
        ),
      ]),
    )
    return JSON.stringify(rows)
  }

  it('lead nowhere behind the address of one’s own, and change nothing', async () => {
    const wrong: string[] = []
    let walked = 0
    const before = await dump()
    for (const page of world.app.pages.declared) {
      if (!page.path.startsWith('/manage/consultations/:id/') || !owned.test(page.path)) continue
      if (page.path.includes('/builder/')) continue
      walked += 1
      const own = world.fill(page)
      const path = own.replace(world.consultationId, other)
      const answer =
        page.method === 'get' ? await insider.get(path) : await insider.form(path, 'sure=yes&act=publish')
      for (const what of wrongWith(answer)) wrong.push(`${page.path}: ${what}`)
      // What is not there is told to be gone already (410) where one wants it gone; a form with files must come as
      // multipart.
      const gone = page.path.endsWith('/remove') && answer.status === 303
      const refused = [404, 409, 410, 422].includes(answer.status) || (page.files && answer.status === 403)
      if (!gone && !refused) wrong.push(`${page.method} ${page.path}: ${answer.status}`)
    }
    expect(walked).toBeGreaterThan(30)
    expect(wrong).toEqual([])
    expect(await dump()).toBe(before)
  })

  it('are not told apart from identifiers that nothing has', async () => {
    // What a form left to be said is said here, not on the first page that is compared.
    await insider.get('/home')
    const wrong: string[] = []
    const say = (text: string): string =>
      text.replace(/[\s\S]*<main/, '<main').replace(/name="_csrf" value="[^"]*"/g, '')
    for (const page of world.app.pages.declared) {
      if (
        page.method !== 'get' ||
        !page.path.startsWith('/manage/consultations/:id/') ||
        !owned.test(page.path)
      )
        continue
      if (page.path.includes('/builder/')) continue
      const last = [...page.path.matchAll(/:(\w+)/g)].at(-1)?.[1] ?? ''
      const forged = await insider.get(world.fill(page).replace(world.consultationId, other))
      const unknown = await insider.get(
        world.fill(page, { [last]: 'none' }).replace(world.consultationId, other),
      )
      if (forged.status !== unknown.status || say(forged.text) !== say(unknown.text)) wrong.push(page.path)
    }
    expect(wrong).toEqual([])
  })
})
