import { expect, it } from '@jest/globals'
import { addConsultation } from '../../server/consultations/consultation-repository.ts'
import {
  addConsultationDistricts,
  addProposal,
  changeProposal,
  listConsultationDistricts,
  listProposals,
  nameDistrict,
  removeProposal,
  writeDistrictTexts,
} from '../../server/consultations/district-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const [fen, vale] = ['E07009991', 'E07009992']
const proposal = { title: 'A place', whatIsLost: '', whatChanges: 'It <b>stays</b>.', siteId: null }

eachDatabase('the districts of a consultation', database => {
  it('give districts of one name different addresses', async () => {
    const { db } = database
    const { county } = await aDraftConsultation(db)
    const id = await addConsultation(db, county.id, { name: 'Another' }, at)
    await addConsultationDistricts(db, id, [
      { code: 'A', name: 'Fen' },
      { code: 'B', name: 'Fen' },
      { code: 'C', name: 'Documents' },
    ])
    expect((await listConsultationDistricts(db, id)).map(one => one.slug)).toEqual([
      'fen',
      'fen-2',
      'documents-2',
    ])
  })

  it('are written one by one, and keep their address when their name is corrected', async () => {
    const { db } = database
    const { consultationId: id } = await aDraftConsultation(db)
    const { consultationId: other } = await aDraftConsultation(db)
    const before = await listConsultationDistricts(db, other)
    const texts = { whatIsLost: '', whatIsProposed: 'Two <i>places</i>.' }
    await writeDistrictTexts(db, id, vale, texts)
    await nameDistrict(db, id, vale, 'Upper Vale')
    const [first, second] = await listConsultationDistricts(db, id)
    expect(first).toMatchObject({
      code: fen,
      slug: 'fen',
      name: 'Fen',
      whatIsLost: 'Alder Centre would close.',
    })
    expect(second).toEqual({ code: vale, slug: 'vale', name: 'Upper Vale', ...texts })
    expect(await listConsultationDistricts(db, other)).toEqual(before)
  })
})

eachDatabase('the proposals of a consultation', database => {
  it('stand district by district in the order in which they were added, whatever was taken out', async () => {
    const { db } = database
    const { consultationId: id } = await aDraftConsultation(db)
    const second = await addProposal(db, id, { ...proposal, districtCode: fen, title: 'Second' })
    await addProposal(db, id, { ...proposal, districtCode: fen, title: 'Third' })
    expect(await removeProposal(db, id, second)).toBe(true)
    await addProposal(db, id, { ...proposal, districtCode: fen, title: 'Fourth', id: 'known' })
    const all = await listProposals(db, id)
    expect(all.map(one => [one.districtCode, one.title])).toEqual([
      [fen, 'Alder Centre'],
      [fen, 'Third'],
      [fen, 'Fourth'],
      [vale, 'Cedar Centre'],
    ])
    expect(all[2]).toEqual({ ...proposal, id: 'known', districtCode: fen, title: 'Fourth' })
  })

  it('are changed and taken out by their own consultation alone, once', async () => {
    const { db } = database
    const { consultationId: id } = await aDraftConsultation(db)
    const own = await addProposal(db, id, { ...proposal, districtCode: vale })
    const stored = async () => (await listProposals(db, id)).find(one => one.id === own)
    await changeProposal(db, 'another', { ...proposal, id: own, title: 'Forged' })
    expect(await removeProposal(db, 'another', own)).toBe(false)
    expect(await stored()).toEqual({ ...proposal, id: own, districtCode: vale })
    await changeProposal(db, id, { ...proposal, id: own, title: 'Changed' })
    expect((await stored())?.title).toBe('Changed')
    const both = await Promise.all([removeProposal(db, id, own), removeProposal(db, id, own)])
    expect([...both].sort()).toEqual([false, true])
    expect(await stored()).toBeUndefined()
  })
})
