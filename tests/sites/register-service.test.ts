import { expect, it } from '@jest/globals'
import { inTransaction, type Db } from '../../server/db/index.ts'
import {
  importSiteRegister,
  listSiteCosts,
  listSiteHours,
  listSites,
  readSite,
} from '../../server/sites/index.ts'
import { registerColumns, registerRow } from '../../server/sites/register-layout.ts'
import { applyRegister, planRegister, readRegisterOf } from '../../server/sites/register-service.ts'
import { keepImport, waitingImport } from '../../server/sites/site-import-repository.ts'
import { writeServices } from '../../server/sites/site-parts-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite } from './builders.ts'

const actor = { accountId: null, name: 'Command' }
const at = new Date('2026-09-10T09:00:00Z')
const head = registerColumns.join(',')
const full =
  'fen-1,Alder Centre,centre,school,Fenton Primary,"1 Mill Lane, Fenton",PE1 1AA,543500,269500,2027-03-31,2028-04-01,' +
  'all-year Mon 09:00-16:30; holidays Wed 10:00-12:00,Playroom 42 [activity]; Small room 9,' +
  'Midwife@Community NHS Trust@Tue; Stay and play@Home-Start,24000,8200,0,61000,2026-27'

const rowsOf = (text: string): { number: number; cells: string[] }[] =>
  text.split('\n').map((line, index) => ({ number: index + 1, cells: line.split('|') }))

async function kept(db: Db, countyId: string, text: string) {
  const rows = rowsOf(text)
  const plan = await planRegister(db, countyId, rows)
  const id = await keepImport(
    db,
    countyId,
    { fileName: 'sites.csv', sha256: '0', bytes: 9, rows, counts: plan.counts },
    { name: 'A planner', at },
  )
  return { id, fileName: 'sites.csv', rows, mark: plan.mark, plan }
}

eachDatabase('importing a register', database => {
  it('adds a site with all that its row tells', async () => {
    const { db } = database
    const county = await aCounty(db)
    expect(await importSiteRegister(db, county.id, `${head}\n${full}`, actor, at)).toEqual({
      added: 1,
      changed: 0,
      unchanged: 0,
      refused: [],
    })
    const [site] = await listSites(db, county.id)
    const profile = await readSite(db, county.id, site?.id ?? '')
    expect(profile).toMatchObject({
      reference: 'fen-1',
      kind: 'centre',
      isExistingCentre: true,
      providerKind: 'school',
      address: '1 Mill Lane, Fenton',
      districtCode: 'E07009991',
      beyondCounty: false,
      positionSource: 'measured',
      leaseEndsOn: '2027-03-31',
      hours: [
        { season: 'all-year', weekday: 1, opens: '09:00', closes: '16:30' },
        { season: 'holidays', weekday: 3, opens: '10:00', closes: '12:00' },
      ],
      rooms: [
        { name: 'Playroom', areaSquareMetres: 42, use: 'activity' },
        { name: 'Small room', areaSquareMetres: 9, use: null },
      ],
      services: [
        { service: 'Midwife', partner: 'Community NHS Trust', weekday: 2, note: null },
        { service: 'Stay and play', partner: 'Home-Start', weekday: null, note: null },
      ],
    })
    expect((await listSiteCosts(db, county.id)).map(cost => [cost.line, cost.poundsPerYear]).sort()).toEqual([
      ['back-office', 0],
      ['frontline', 61000],
      ['management', 8200],
      ['premises', 24000],
    ])
    expect(await listSiteHours(db, county.id)).toHaveLength(2)
  })

  it('changes nothing when the register is imported as it was exported', async () => {
    const { db } = database
    const county = await aCounty(db)
    await importSiteRegister(db, county.id, `${head}\n${full}`, actor, at)
    await aSite(db, county.id, {
      reference: 'fen-2',
      name: 'Bare',
      position: null,
      postcode: null,
      providerKind: null,
    })
    await aSite(db, county.id, { reference: 'fen-3', name: 'Near', position: [0.123456789, 52.345678] })
    const rows = [[...registerColumns], ...(await readRegisterOf(db, county.id)).map(registerRow)]
    const plan = await planRegister(
      db,
      county.id,
      rows.map((cells, index) => ({
        number: index + 1,
        cells: cells.map(cell => (cell === null ? '' : String(cell))),
      })),
    )
    expect(plan.counts).toEqual({ added: 0, changed: 0, unchanged: 3, refused: [] })
  })

  it('leaves a position exactly as it is when its row gives the same metre', async () => {
    const { db } = database
    const county = await aCounty(db)
    await aSite(db, county.id, {
      name: 'Near',
      position: [0.123456789, 52.345678],
      positionSource: 'published',
    })
    const [row] = (await readRegisterOf(db, county.id)).map(registerRow)
    const [easting, northing] = [String(row?.[7]), String(row?.[8])]
    await importSiteRegister(
      db,
      county.id,
      `reference,name,easting,northing\nfen-1,Nearer,${easting},${northing}`,
      actor,
      at,
    )
    expect((await listSites(db, county.id))[0]).toMatchObject({
      name: 'Nearer',
      position: [0.123456789, 52.345678],
      positionSource: 'published',
    })
  })

  it('shows field by field what would change, and leaves what a cell leaves empty', async () => {
    const { db } = database
    const county = await aCounty(db)
    await importSiteRegister(db, county.id, `${head}\n${full}`, actor, at)
    const plan = await planRegister(
      db,
      county.id,
      rowsOf(
        'reference|name|address|rooms|premises_cost|financial_year\nfen-1|Alder House||Playroom 50|25000|2026-27',
      ),
    )
    expect(plan.rows[0]).toMatchObject({ action: 'change', warnings: [] })
    expect(plan.rows[0]?.changes).toEqual([
      { field: 'Name', before: 'Alder Centre', after: 'Alder House' },
      { field: 'Rooms', before: 'Playroom 42 [activity]; Small room 9', after: 'Playroom 50 [activity]' },
      { field: 'Premises, 2026-27', before: '£24,000', after: '£25,000' },
    ])
    expect((await listSites(db, county.id))[0]?.name).toBe('Alder Centre')
  })

  it('keeps notes of services, and lines and years of cost, that the table does not tell', async () => {
    const { db } = database
    const county = await aCounty(db)
    await importSiteRegister(db, county.id, `${head}\n${full}`, actor, at)
    const id = (await listSites(db, county.id))[0]?.id ?? ''
    await inTransaction(db, tx =>
      writeServices(tx, id, [
        { service: 'Midwife', partner: 'Community NHS Trust', weekday: 2, note: 'By appointment' },
      ]),
    )
    await importSiteRegister(
      db,
      county.id,
      'reference,services,management_cost,financial_year\nfen-1,Midwife@Community NHS Trust@Tue; Toys@Library,9000,2026-27',
      actor,
      at,
    )
    await importSiteRegister(
      db,
      county.id,
      'reference,management_cost,financial_year\nfen-1,9500,2027-28',
      actor,
      at,
    )
    const profile = await readSite(db, county.id, id)
    expect(profile?.services.map(one => one.note)).toEqual(['By appointment', null])
    expect(profile?.costs.filter(cost => cost.financialYear === '2026-27')).toHaveLength(4)
    const newest = await listSiteCosts(db, county.id)
    expect(newest.find(cost => cost.line === 'management')).toMatchObject({
      poundsPerYear: 9500,
      financialYear: '2027-28',
    })
    expect(newest.find(cost => cost.line === 'premises')).toMatchObject({
      poundsPerYear: 24000,
      financialYear: '2026-27',
    })
  })

  it('tells of positions beyond the county, and of those that nobody knows', async () => {
    const { db } = database
    const county = await aCounty(db)
    const plan = await planRegister(
      db,
      county.id,
      rowsOf('reference|name|kind|latitude|longitude\na|Far|library|52.1|0.1\nb|Nowhere|library||'),
    )
    expect(plan.rows.map(row => row.warnings)).toEqual([
      ['Its position lies outside the county'],
      ['Its position is not known, so that no distance can be told'],
    ])
    expect(plan.rows[0]?.site?.details).toMatchObject({ beyondCounty: true, districtCode: null })
  })

  it('refuses a new site without a name or kind, and takes the other rows', async () => {
    const { db } = database
    const county = await aCounty(db)
    const done = await importSiteRegister(
      db,
      county.id,
      'reference,name,kind\na,Alder,centre\nb,,centre\nc,Cedar,\n',
      actor,
      at,
    )
    expect(done).toMatchObject({ added: 1, refused: [{ row: 3 }, { row: 4 }] })
  })

  it('applies what was shown, once', async () => {
    const { db } = database
    const county = await aCounty(db)
    const sent = await kept(db, county.id, 'reference|name|kind\na|Alder|centre')
    const by = { actor: { accountId: null, name: 'A planner' }, at }
    expect(await applyRegister(db, county.id, sent, by)).toMatchObject({
      applied: true,
      counts: { added: 1 },
    })
    expect(await waitingImport(db, county.id, sent.id)).toBeNull()
    await expect(
      applyRegister(
        db,
        county.id,
        { ...sent, mark: (await planRegister(db, county.id, sent.rows)).mark },
        by,
      ),
    ).rejects.toThrow('applied this table already')
    expect(await listSites(db, county.id)).toHaveLength(1)
  })

  it('applies nothing when the register has changed since it was shown', async () => {
    const { db } = database
    const county = await aCounty(db)
    await aSite(db, county.id, { reference: 'a', name: 'Alder' })
    const sent = await kept(db, county.id, 'reference|name|kind\na|Alder House|centre\nb|Birch|centre')
    await importSiteRegister(db, county.id, 'reference,name\na,Alder Lodge', actor, at)
    const done = await applyRegister(db, county.id, sent, { actor, at })
    expect(done).toMatchObject({ applied: false })
    expect((await listSites(db, county.id)).map(site => site.name)).toEqual(['Alder Lodge'])
    expect(await waitingImport(db, county.id, sent.id)).not.toBeNull()
  })

  it('writes all rows or none', async () => {
    const { db } = database
    const county = await aCounty(db)
    const before = await planRegister(db, county.id, rowsOf('reference|name|kind\na|Alder|centre'))
    expect(before.counts.added).toBe(1)
    await expect(
      inTransaction(db, async tx => {
        await importSiteRegister(tx, county.id, 'reference,name,kind\na,Alder,centre', actor, at)
        throw new Error('The power went')
      }),
    ).rejects.toThrow('The power went')
    expect(await listSites(db, county.id)).toEqual([])
  })
})
