import { expect, it } from '@jest/globals'
import {
  findConsultation,
  listConsultationDistricts,
  listProposals,
  listSessions,
} from '../../server/consultations/index.ts'
import { listFaqs } from '../../server/consultations/faq-repository.ts'
import {
  importConsultation,
  importResponses,
  listAnswers,
  listResponses,
} from '../../server/surveys/index.ts'
import { actor, aDraftConsultation, whileOpen } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const file = {
  slug: 'file',
  name: 'From a file',
  introduction: 'Hello.',
  whatIsLost: 'A centre.',
  whatIsProposed: 'Two.',
  reasons: 'Money.',
  opens: { day: -10, time: '09:00' },
  closes: { day: 20, time: '17:00' },
  graceMinutes: 30,
  decision: { day: 60, weekday: 2 },
  decisionBy: 'Full Council',
  contactEmail: 'a@example.org',
  otherWays: 'Paper.',
  urgentHelp: 'Call 999.',
  districts: [
    {
      code: 'E07009991',
      name: 'Fen',
      whatIsLost: 'Alder.',
      whatIsProposed: 'Birch.',
      proposals: [{ title: 'Alder closes', whatIsLost: 'Alder.', whatChanges: 'Sessions.', site: 'alder' }],
    },
  ],
  sessions: [
    {
      districtCode: 'E07009991',
      when: { day: 3, weekday: 6 },
      starts: '10:30',
      ends: '13:00',
      venue: 'Hall',
      address: 'Lane',
    },
  ],
  documents: [{ title: 'Summary', body: 'Text' }],
  faqs: [
    {
      question: 'Why?',
      answer: 'Because.',
      addedDay: -9,
      before: { answer: 'We do not know.', changedDay: -2, note: 'An answer' },
    },
  ],
}
const now = new Date(whileOpen)

eachDatabase('a consultation from a file', database => {
  it('is made, dated from today, published and open, with its answers', async () => {
    const { db } = database
    const { county } = await aDraftConsultation(db)
    const id = await importConsultation(db, county.id, file, actor, now)
    expect(await findConsultation(db, id)).toMatchObject({
      opensAt: '2026-05-31T08:00:00.000Z',
      closesAt: '2026-06-30T16:00:00.000Z',
      decisionOn: '2026-08-11',
      publishedAt: '2026-05-31T08:00:00.000Z',
      slug: 'file',
    })
    expect(await listFaqs(db, id)).toEqual([
      expect.objectContaining({
        answer: 'Because.',
        addedAt: '2026-06-01T11:00:00.000Z',
        changes: [
          expect.objectContaining({ at: '2026-06-08T11:00:00.000Z', answerBefore: 'We do not know.' }),
        ],
      }),
    ])
    expect((await listConsultationDistricts(db, id)).map(district => district.slug)).toEqual(['fen'])
    expect((await listProposals(db, id))[0]?.siteId).not.toBeNull()
    expect((await listSessions(db, id))[0]?.startsAt).toBe('2026-06-13T09:30:00.000Z')
    const count = await importResponses(db, id, [
      {
        districtCode: 'E07009991',
        channel: 'online',
        receivedAt: '2026-06-02T10:00:00.000Z',
        answers: [{ questionKey: 'centres', choices: ['alder', 'outside'] }],
        equality: [{ questionKey: 'age', choices: ['25-to-34'] }],
      },
      { districtCode: 'E07009991', channel: 'paper', receivedAt: '2026-06-03T00:00:00.000Z', answers: [] },
    ])
    expect(count).toBe(2)
    expect((await listResponses(db, id)).map(response => response.channel)).toEqual(['online', 'paper'])
    const [centres] = await listAnswers(db, id, { questionKeys: ['centres'] })
    const alder = await db
      .selectFrom('site')
      .select('id')
      .where('reference', '=', 'alder')
      .executeTakeFirstOrThrow()
    expect(centres?.choices).toEqual([alder.id, 'outside'])
  })

  it('is refused whole when it is not one, names an unknown place, or holds a wrong answer', async () => {
    const { db } = database
    const { county } = await aDraftConsultation(db)
    const counts = async (): Promise<number> =>
      (await db.selectFrom('consultation').select('id').execute()).length
    await expect(importConsultation(db, county.id, { name: 'x' }, actor, now)).rejects.toThrow(
      'This is not a consultation',
    )
    const lost = {
      ...file,
      districts: [
        {
          ...file.districts[0],
          proposals: [{ title: 'x', whatIsLost: '', whatChanges: 'y', site: 'nowhere' }],
        },
      ],
    }
    await expect(importConsultation(db, county.id, lost, actor, now)).rejects.toThrow('no site nowhere')
    await expect(importConsultation(db, county.id, { ...file, otherWays: '' }, actor, now)).rejects.toThrow(
      'without the website',
    )
    expect(await counts()).toBe(1)
    const id = await importConsultation(db, county.id, file, actor, now)
    const good = { districtCode: 'E07009991', channel: 'online' as const, receivedAt: whileOpen, answers: [] }
    await expect(importResponses(db, id, [good, { ...good, districtCode: 'E0' }])).rejects.toThrow(
      'Response 2 is about E0',
    )
    expect(await listResponses(db, id)).toEqual([])
  })
})
