import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Writable } from 'node:stream'
import { createApplication } from '../../server/app.ts'
import { createLog } from '../../server/platform/log.ts'
import { openWorld, type World } from './world.ts'
import { openWire, type Wire } from './wire.ts'

/** What nobody but its writer and, some of it, the council should ever read. */
const secrets = ['pe11aa', 'PE1 1AA', 'PE1%201AA', 'four-twins-and-no-car', 'mx-secret@example.org']

describe('the log, at its most talkative', () => {
  let world: World
  let wire: Wire
  let log = ''
  beforeAll(async () => {
    world = await openWorld()
    const to = new Writable({
      write(chunk: Buffer, _encoding, done) {
        log += chunk.toString()
        done()
      },
    })
    wire = await openWire(createApplication({ ...world.app.services, log: createLog('debug', to) }))
  })
  afterAll(async () => {
    await wire.close()
    await world.close()
  })

  it('holds no answer, postcode, address, code or link, when all goes well and when the database is broken', async () => {
    const person = wire.attacker()
    const at = world.survey
    const home = `/consultations/${world.slug}`
    const found: string[] = [...secrets]
    await person.form(`${at}/start`, '')
    await person.form(`${at}/role`, 'role=parent')
    await person.form(`${at}/overall`, 'overall=agree&overall-why=four-twins-and-no-car')
    await person.form(`${at}/about-you`, 'postcode=pe11aa')
    await person.form(`${home}/what-changes`, 'postcode=pe11aa')
    await person.form(`${at}/save/link`, 'email=mx-secret%40example.org')
    await person.form(`${home}/updates`, 'email=mx-secret%40example.org')
    await person.form(
      `${home}/questions/ask`,
      'question=four-twins-and-no-car&email=mx-secret%40example.org&formId=',
    )
    await person.form('/sign-in', 'email=mx-secret%40example.org&password=four-twins-and-no-car&next=')
    const code = /[BCDFGHJKMNPQRTVWXZ346789]{4}(?:-[BCDFGHJKMNPQRTVWXZ346789]{4}){3}/.exec(
      (await person.form(`${at}/save/code`, '')).text,
    )?.[0]
    expect(code).toBeDefined()
    found.push(code ?? '', (code ?? '').replaceAll('-', ''))
    await person.form(`${home}/return`, `code=${code ?? ''}`)
    const token = 't'.repeat(43)
    found.push(token, ...(person.cookies.get('drafts') ?? '').split('.'))
    for (const path of ['/sign-in', at, `${home}/updates`, `${home}/updates/stop`, `${home}/pledge`]) {
      await person.get(`${path}/link/${token}?email=mx-secret@example.org`)
      await person.form(`${path}/link/${token}`, 'email=mx-secret%40example.org')
    }
    const { db } = world.app
    await db.schema.alterTable('draft_page').renameTo('hidden_page').execute()
    await db.schema.alterTable('draft_token').renameTo('hidden_token').execute()
    const broken = await person.form(`${at}/overall`, 'overall=agree&overall-why=four-twins-and-no-car')
    expect(broken.status).toBe(500)
    expect(broken.text).not.toContain('four-twins')
    expect((await person.form(`${at}/link/${token}`, '')).status).toBe(500)
    await db.schema.alterTable('hidden_page').renameTo('draft_page').execute()
    await db.schema.alterTable('hidden_token').renameTo('draft_token').execute()
    expect(log).toContain('defect')
    expect(log.split('\n').length).toBeGreaterThan(20)
    expect(found.filter(secret => secret !== '' && log.includes(secret))).toEqual([])
    expect(log).not.toMatch(/10\.0\.0\.\d/)
  })

  it('is not needed for the record of changes, which holds none of it either', async () => {
    const audit = JSON.stringify(await world.app.db.selectFrom('audit').selectAll().execute())
    expect(secrets.filter(secret => audit.includes(secret))).toEqual([])
    expect(audit).not.toContain('asks@example.org')
  })
})
