import { describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'
import { listSites } from '../../server/sites/index.ts'
import { aSite } from './builders.ts'
import { details, fieldOf, png, sitesStaff } from './sites-staff.ts'

const staff = sitesStaff()

describe('importing a register on its page', () => {
  const send = (content: Buffer | string, name = 'sites.csv'): Promise<Response> =>
    staff.planner.send('/sites/import', {}, [{ field: 'register', name, content }])

  it('shows what would change before anything changes, then changes it', async () => {
    await aSite(staff.app.db, staff.county.id, { reference: 'a', name: 'Alder' })
    const sent = await send('reference,name,kind\na,Alder House,\nb,<b>Birch</b>,library\nc,,\n')
    expect(sent.status).toBe(303)
    const preview = await staff.planner.get(sent.headers['location'] as string)
    expect(preview.text).toContain('Alder House')
    expect(preview.text).toContain('&lt;b&gt;Birch')
    expect(preview.text).not.toContain('<b>Birch')
    expect(preview.text).toContain('leaving out 1 refused row')
    expect((await listSites(staff.app.db, staff.county.id)).map(site => site.name)).toEqual(['Alder'])
    const done = await staff.planner.post(sent.headers['location'] as string, {
      mark: fieldOf(preview, 'mark'),
    })
    expect(done.status).toBe(303)
    expect((await listSites(staff.app.db, staff.county.id)).map(site => site.name).sort()).toEqual([
      '<b>Birch</b>',
      'Alder House',
    ])
    expect(
      (await staff.planner.post(sent.headers['location'] as string, { mark: fieldOf(preview, 'mark') }))
        .status,
    ).toBe(409)
    expect((await staff.planner.get('/sites/import')).text).toContain('Registers imported before')
    expect(await staff.audit()).toEqual([
      {
        action: 'sites.imported',
        summary: 'Took sites.csv into the register of sites: 1 added, 1 changed, 1 row refused',
      },
    ])
  })

  it('shows the plan again when the register has changed in the meantime', async () => {
    const id = await aSite(staff.app.db, staff.county.id, { reference: 'a', name: 'Alder' })
    const sent = await send('reference,name\na,Alder House\n')
    const at = sent.headers['location'] as string
    const mark = fieldOf(await staff.planner.get(at), 'mark')
    await staff.changed(`/sites/${id}/edit`, { ...details, reference: 'a', siteName: 'Alder Lodge' })
    const answer = await staff.planner.post(at, { mark })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('The register has changed since you looked')
    expect((await listSites(staff.app.db, staff.county.id))[0]?.name).toBe('Alder Lodge')
  })

  it.each([
    ['a file of 10 MB', Buffer.alloc(10_000_000, 'reference,name\n'), '5 MB or smaller'],
    ['a picture', png, 'picture'],
    ['an empty file', '', 'empty'],
    ['a table of something else', 'name,colour\na,b\n', 'no column “reference”'],
    ['a table with an endless quotation', 'reference,name\na,"never', 'quoted cell'],
    ['bytes', Buffer.from([0, 1, 2, 3, 255, 254, 0, 9]), ''],
  ])('refuses %s with a sentence', async (_what, content, message) => {
    const answer = await send(content)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(await listSites(staff.app.db, staff.county.id)).toEqual([])
  })

  it('reads a table that a British spreadsheet saved: semicolons, Latin-1 and Windows line ends', async () => {
    const sent = await send(
      Buffer.from('reference;name;kind\r\na;Café André;community-building\r\n', 'latin1'),
    )
    const preview = await staff.planner.get(sent.headers['location'] as string)
    expect(preview.text).toContain('Café André')
  })
})
