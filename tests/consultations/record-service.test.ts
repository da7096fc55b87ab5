import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import type { ConsultationRecord } from '../../server/consultations/consultation.ts'
import { draftRecord } from '../../server/consultations/record-service.ts'
import { writeHours } from '../../server/sites/site-hours-repository.ts'
import { aSite } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation } from './builders.ts'

eachDatabase('what would be published of a consultation', database => {
  const recordOf = async (consultationId: string): Promise<ConsultationRecord> => {
    const consultation = await findConsultation(database.db, consultationId)
    if (!consultation) throw new Error('There is no such consultation.')
    return draftRecord(database.db, consultation)
  }
  const place = (record: ConsultationRecord, name: string) => record.places.find(one => one.name === name)

  it('has keeping everything as it is among the options, also where nobody described it', async () => {
    const { consultationId } = await aDraftConsultation(database.db)
    const { options } = await recordOf(consultationId)
    expect(options.filter(option => option.statusQuo)).toMatchObject([
      {
        id: 'status-quo',
        whatItWas: 'Every children’s centre of today would stay as it is.',
        scenario: null,
      },
    ])
  })

  it('names the published proposal by its hash, and each district’s own proposals', async () => {
    const { consultationId } = await aDraftConsultation(database.db)
    const record = await recordOf(consultationId)
    expect(record.scenario?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(
      record.districts.map(({ name, proposals }) => [name, proposals.map(({ title }) => title)]),
    ).toEqual([
      ['Fen', ['Alder Centre']],
      ['Vale', ['Cedar Centre']],
    ])
  })

  it('has no fate and no scenario where none is chosen, and the centres of today all the same', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await db.updateTable('consultation').set({ scenario_id: null }).execute()
    const record = await recordOf(consultationId)
    expect([record.scenario, record.journeys]).toEqual([null, null])
    expect(record.places.map(one => [one.name, one.fate])).toEqual([
      ['Alder Centre', null],
      ['Birch Centre', null],
      ['Cedar Centre', null],
    ])
  })

  it('proposes nothing for a centre beyond the county', async () => {
    const { db } = database
    const { county, consultationId } = await aDraftConsultation(db)
    await aSite(db, county.id, {
      reference: 'far',
      name: 'Far Centre',
      beyondCounty: true,
      districtCode: null,
    })
    expect(place(await recordOf(consultationId), 'Far Centre')).toMatchObject({
      beyondCounty: true,
      existing: true,
      fate: null,
      leadName: null,
    })
  })

  it('keeps each place’s own hours, and says nothing of criteria that nobody rated', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const before = await recordOf(consultationId)
    expect(place(before, 'Alder Centre')?.hours).toHaveLength(5)
    expect(place(before, 'Birch Centre')).toMatchObject({ hours: [], criteria: [] })
    await writeHours(db, place(before, 'Birch Centre')?.siteId ?? '', [
      { season: 'term-time', weekday: 2, opens: '10:00', closes: '12:00' },
    ])
    const after = await recordOf(consultationId)
    expect(place(after, 'Birch Centre')?.hours).toEqual([
      { season: 'term-time', weekday: 2, opens: '10:00', closes: '12:00' },
    ])
    expect(place(after, 'Alder Centre')).toEqual(place(before, 'Alder Centre'))
  })
})
