import { expect, it } from '@jest/globals'
import {
  addPledgeVersion,
  countSignatures,
  everySignature,
  listSignatures,
  checkSignature,
  findSignature,
  namedSignatures,
  pledgeVersions,
  removeSignature,
  signPledge,
  withdrawSignature,
} from '../../../server/consultations/taking-part/pledge-repository.ts'
import { inTransaction, type Db } from '../../../server/db/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

const at = new Date(whileOpen)
const words = { title: 'Four promises', body: 'We listen.', note: '' }
const signature = {
  id: 's1',
  name: 'Ada Marsh',
  role: 'Health visitor',
  organisation: 'Fenton clinic',
  mayBeNamed: true,
  known: false,
}

async function aPledge(db: Db): Promise<{ consultationId: string; version: string }> {
  const { consultationId } = await aPublishedConsultation(db)
  await addPledgeVersion(db, consultationId, words, 0, at)
  const [newest] = await pledgeVersions(db, consultationId)
  return { consultationId, version: newest?.id ?? '' }
}

eachDatabase('the staff’s pledge', database => {
  it('has one version of each number, also when two are published at once', async () => {
    const { db } = database
    const { consultationId } = await aPledge(db)
    const publish = (title: string): Promise<boolean> =>
      inTransaction(db, tx => addPledgeVersion(tx, consultationId, { ...words, title, note: 'x' }, 1, at))
    expect((await Promise.all([publish('Mine'), publish('Theirs')])).sort()).toEqual([false, true])
    expect((await pledgeVersions(db, consultationId)).map(({ version }) => version)).toEqual([2, 1])
  })

  it('is signed once by a form that is pressed twice, and its page is found by its secret alone', async () => {
    const { db } = database
    const { consultationId, version } = await aPledge(db)
    const sign = (name = 'Ada Marsh'): Promise<void> =>
      inTransaction(db, tx => signPledge(tx, version, { ...signature, name }, 'secret', at))
    await Promise.all([sign(), sign()])
    await sign('Somebody else')
    expect((await listSignatures(db, consultationId, 1)).map(({ name }) => name)).toEqual(['Ada Marsh'])
    expect((await pledgeVersions(db, consultationId))[0]?.signed).toBe(1)
    expect(await findSignature(db, consultationId, 'secret')).toMatchObject({ id: 's1' })
    expect(await findSignature(db, consultationId, 'guess')).toBeNull()
    expect(await findSignature(db, 'another', 'secret')).toBeNull()
    const rows = await db.selectFrom('pledge_signature').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('secret')
  })

  it('names those who agreed, once staff have seen the name, until they withdraw', async () => {
    const { db } = database
    const { consultationId, version } = await aPledge(db)
    await signPledge(db, version, signature, 'a', at)
    await signPledge(
      db,
      version,
      { ...signature, id: 's2', name: 'Ben', mayBeNamed: false, known: true },
      'b',
      at,
    )
    const named = async (): Promise<string[]> =>
      (await namedSignatures(db, consultationId)).map(({ name }) => name)
    expect(await named()).toEqual([])
    expect(await checkSignature(db, 'another', 's1', at)).toBe(false)
    expect(await checkSignature(db, consultationId, 's1', at)).toBe(true)
    expect(await named()).toEqual(['Ada Marsh'])
    await withdrawSignature(db, 's1', at)
    expect(await named()).toEqual([])
    expect(JSON.stringify(await db.selectFrom('pledge_signature').selectAll().execute())).not.toContain('Ada')
    expect(await removeSignature(db, 'another', 's2')).toBe(false)
    expect(await removeSignature(db, consultationId, 's2')).toBe(true)
    expect((await pledgeVersions(db, consultationId))[0]?.signed).toBe(0)
  })

  it('is read a page at a time by staff, and whole in pieces, each signature once', async () => {
    const { db } = database
    const { consultationId, version } = await aPledge(db)
    for (let number = 0; number < 501; number += 1) {
      await signPledge(
        db,
        version,
        { ...signature, id: `s${number}`, name: `${number}` },
        `secret${number}`,
        at,
      )
    }
    expect(await countSignatures(db, consultationId)).toBe(501)
    expect(await countSignatures(db, 'another')).toBe(0)
    expect(await listSignatures(db, consultationId, 1)).toHaveLength(100)
    expect(await listSignatures(db, consultationId, 6)).toHaveLength(1)
    expect(await listSignatures(db, consultationId, 7)).toEqual([])
    const pieces: string[][] = []
    for await (const piece of everySignature(db, consultationId)) pieces.push(piece.map(({ name }) => name))
    expect(pieces.map(({ length }) => length)).toEqual([500, 1])
    expect(new Set(pieces.flat()).size).toBe(501)
  })
})
