import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { insertRows } from '../../server/db/index.ts'
import type { DatabaseName } from '../support/open-database.ts'
import { openWorld, type World } from './world.ts'
import type { Attacker } from './wire.ts'

const many = 5000
const kilobytes = 400

describe.each(['SQLite', 'PostgreSQL'] as const)(
  'a flood that waits for staff on %s',
  (database: DatabaseName) => {
    let world: World
    let insider: Attacker
    let board: string
    beforeAll(async () => {
      world = await openWorld(database)
      insider = await world.insider('planner')
      const { db } = world.app
      board = (await db.selectFrom('idea_board').select('id').executeTakeFirstOrThrow()).id
      const ideas = await db.selectFrom('idea').selectAll().execute()
      const questions = await db.selectFrom('resident_question').selectAll().execute()
      const [idea, question] = [ideas[0], questions[0]]
      if (idea === undefined || question === undefined) throw new Error('The world has none.')
      const numbered = Array.from({ length: many }, (_none, index) => String(index).padStart(5, '0'))
      await insertRows(
        db,
        'idea',
        numbered.map(number => ({
          ...idea,
          id: `idea-${number}`,
          title: `Flood ${number}`,
          state: 'waiting',
        })),
      )
      await insertRows(
        db,
        'resident_question',
        numbered.map(number => ({
          ...question,
          id: `q-${number}`,
          form_id: number,
          question: `Flood ${number}`,
        })),
      )
    })
    afterAll(() => world.close())

    it.each(['ideas', 'questions'])('is shown page by page: %s', async what => {
      const at = `/manage/consultations/${world.consultationId}/${what === 'ideas' ? `ideas/${board}` : 'questions/sent'}`
      const floods = async (query: string): Promise<string[]> => {
        const { status, text } = await insider.get(at + query)
        expect(status).toBe(200)
        expect(text.length).toBeLessThan(kilobytes * 1000)
        return text.match(/Flood \d{5}/g) ?? []
      }
      const [first, second, last] = [await floods(''), await floods('?page=2'), await floods('?page=51')]
      expect(first.length).toBeGreaterThan(90)
      expect(first.length).toBeLessThanOrEqual(100)
      expect(second).toHaveLength(100)
      expect(first.filter(one => second.includes(one))).toEqual([])
      expect(last.length).toBeLessThanOrEqual(1)
      expect((await insider.get(`${at}?page=1e99`)).status).toBe(200)
    })

    it('leaves one idea and one question as quick to find as before', async () => {
      const manage = `/manage/consultations/${world.consultationId}`
      world.app.statements()
      expect((await insider.get(`${manage}/questions/sent/q-04999`)).text).toContain('Flood 04999')
      expect((await insider.get(`${manage}/ideas/${board}/idea-04999`)).text).toContain('Flood 04999')
      const asked = world.app.statements().filter(text => /from "resident_question" left join/.test(text))
      expect(asked).toHaveLength(1)
      expect(asked[0]).toContain('"resident_question"."id" =')
    })

    it('does not reach the public: a board’s page holds what was shown, thirty at a time', async () => {
      const { text } = await insider.get(`/consultations/${world.slug}/ideas/${board}`)
      expect(text).not.toContain('Flood')
    })
  },
)
