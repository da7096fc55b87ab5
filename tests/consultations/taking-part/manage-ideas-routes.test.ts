import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { postIdea } from '../../../server/consultations/taking-part/idea-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'
import { day, hiddenOn, hostile } from '../record-support.ts'

const board = {
  question: 'What would make a visit easier?',
  introduction: 'Tell us.',
  districtCode: 'E07009991',
  ...day('opensOn', '2026-06-08'),
  opensTime: '9am',
  ...day('closesOn', '2026-06-20'),
  closesTime: '5pm',
}

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`staff’s pages of idea boards on ${database}`, () => {
    let app: TestApplication
    let planner: Visitor
    let analyst: Visitor
    let at: string
    beforeEach(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { consultationId } = await aPublishedConsultation(app.db)
      at = `/manage/consultations/${consultationId}/ideas`
      planner = await app.agent('planner')
      analyst = await app.agent('analyst')
    })
    afterEach(() => app.close())
    const boards = () => app.db.selectFrom('idea_board').selectAll().execute()
    const opened = async (fields: Record<string, string> = {}): Promise<string> =>
      String((await planner.post(at, { ...board, ...fields })).headers['location'])
    const posted = (own: string): Promise<unknown> =>
      postIdea(
        app.db,
        own.split('/').at(-1) ?? '',
        { id: 'an-idea', title: 'Saturdays', body: 'x', neighbourhood: '', language: 'en' },
        new Date(whileOpen),
      )
    const recorded = async (): Promise<string[]> =>
      (await app.db.selectFrom('audit').select('action').where('action', 'like', 'ideas.%').execute()).map(
        ({ action }) => action,
      )

    it('open a board by London’s time, once its mistakes are mended, and write it down', async () => {
      const wrong = await planner.post(at, {
        ...board,
        question: '',
        ...day('closesOn', '2026-06-08'),
        closesTime: '9am',
      })
      expect(wrong.status).toBe(422)
      expect(wrong.text).toContain('Enter the question that people answer with ideas')
      const early = await planner.post(at, { ...board, ...day('closesOn', '2026-06-01') })
      expect([early.status, early.text.includes('It must close later than it opens')]).toEqual([422, true])
      expect(early.text).toContain(`value="${board.question}"`)
      expect((await planner.post(at, { ...board, districtCode: 'E99999999' })).status).toBe(404)
      expect([await boards(), await recorded()]).toEqual([[], []])
      await opened({ question: hostile })
      expect(await boards()).toMatchObject([
        {
          opens_at: '2026-06-08T08:00:00.000Z',
          closes_at: '2026-06-20T16:00:00.000Z',
          district_code: 'E07009991',
        },
      ])
      expect(await recorded()).toEqual(['ideas.board-added'])
      const list = (await planner.get(at)).text
      expect(list).toContain('&lt;script&gt;alert(1)')
      expect(list).not.toMatch(/<script>alert|\u202e/)
    })

    it('keep the question once somebody has posted; the dates may change', async () => {
      const own = await opened()
      await posted(own)
      const later = { ...board, ...day('closesOn', '2026-06-21') }
      const saved = await planner.post(own, {
        ...later,
        question: 'Another?',
        introduction: '',
        districtCode: '',
      })
      expect((await planner.get(String(saved.headers['location']))).text).toContain(
        'Question and district stay as they are',
      )
      expect(await boards()).toMatchObject([
        { question: board.question, district_code: 'E07009991', closes_at: '2026-06-21T16:00:00.000Z' },
      ])
      const wrong = await planner.post(own, { ...board, ...day('closesOn', '2026-06-01') })
      expect(wrong.text).toContain('It must close later than it opens')
      expect((await planner.post(own, { ...board, districtCode: 'E99999999' })).status).toBe(404)
      expect(await recorded()).toEqual(['ideas.board-added', 'ideas.board-changed'])
    })

    it('tell the second of two people who change one board, and keep what they typed', async () => {
      const own = await opened()
      const seen = hiddenOn((await planner.get(own)).text, 'seen')
      const mine = { ...board, seen, introduction: 'The planner’s words.', ...day('closesOn', '2026-06-25') }
      const theirs = {
        ...board,
        seen,
        introduction: 'The analyst’s words.',
        ...day('closesOn', '2026-06-28'),
      }
      const both = await Promise.all([planner.post(own, mine), analyst.post(own, theirs)])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const plannerFirst = both[0].status === 303
      const told = both[plannerFirst ? 1 : 0].text
      const late = plannerFirst ? theirs : mine
      expect(told).toContain('Somebody else has changed this board')
      expect(told).toContain(`${late.introduction}</textarea>`)
      expect(told).toContain(`value="${plannerFirst ? '28' : '25'}"`)
      expect(await boards()).toMatchObject([
        { introduction: plannerFirst ? mine.introduction : theirs.introduction },
      ])
      // A double click finds what it has stored itself, and is not written down again.
      expect((await planner.post(own, plannerFirst ? mine : { ...theirs, seen })).status).toBe(303)
      expect(await recorded()).toEqual(['ideas.board-added', 'ideas.board-changed'])
      const again = await (plannerFirst ? analyst : planner).post(own, {
        ...late,
        seen: hiddenOn(told, 'seen'),
      })
      expect(again.status).toBe(303)
      expect(await boards()).toMatchObject([{ introduction: late.introduction }])
    })

    it('give the ideas away as a table without formulas, to those who may alone', async () => {
      const own = await opened({ question: 'Q' })
      await posted(own)
      await app.db.updateTable('idea').set({ title: '=HYPERLINK("http://x")' }).execute()
      const table = await analyst.get(`${own}/ideas.csv`)
      expect(table.headers['content-disposition']).toContain('ideas.csv')
      expect(table.text).toMatch(/"'=HYPERLINK/)
      const worker = await app.agent('drop-in')
      const resident = await app.agent()
      for (const page of [at, own, `${own}/ideas.csv`]) {
        expect([page, (await worker.get(page)).status]).toEqual([page, 403])
        expect([page, (await resident.get(page)).status]).toEqual([page, 303])
      }
      expect((await worker.post(own, board)).status).toBe(403)
      expect((await planner.get(`${at}/none`)).status).toBe(404)
      expect((await planner.post(`${at}/none`, board)).status).toBe(404)
    })
  })
}
