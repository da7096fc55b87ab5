import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { listThemes, listFrames } from '../../server/findings/theme-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

const turned = 'The price \u202e000,1£ is fair\u202c'
const long = `Begins ${'and goes on '.repeat(8400)}ends`

describe('hostile words', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let analyst: Visitor
  let other: Visitor
  const at = '/findings/centres'
  const commentId = async (words: string): Promise<string> =>
    /id="comment-([^"]+)"/.exec(
      (await analyst.get(`${at}/comments?words=${encodeURIComponent(words)}`)).text,
    )?.[1] ?? ''
  beforeAll(async () => {
    app = await testApplication({ clock: '2026-10-05T10:00:00Z' })
    consultation = await aConsultation(app.db)
    analyst = await app.agent('analyst')
    other = await app.agent('analyst')
    for (const missed of [turned, long, '=cmd|calc'])
      await aResponse(app.db, consultation, { choices: { overall: ['agree'] }, texts: { missed } })
    for (const name of ['<script>alert(1)</script>', '=cmd|calc'])
      expect((await analyst.post(`${at}/themes`, { name, meaning: name })).status).toBe(303)
  })
  afterAll(() => app.close())

  it('in themes and comments stay words, on pages and in files', async () => {
    const [frame] = await listFrames(app.db, consultation.id)
    const themes = await listThemes(app.db, frame?.id ?? '')
    const comment = await commentId('price')
    const ids = themes.map(({ id }) => id)
    await analyst.post(`${at}/comments`, { comment, [`before-${comment}`]: '', [`themes-${comment}`]: ids })
    for (const page of ['/comments', '/themes', '', '/publish', '/signals', '/duplicates']) {
      const { status, text } = await analyst.get(`${at}${page}`)
      expect(status).toBe(200)
      expect(text).not.toContain('<script>alert')
    }
    for (const file of ['/comments.csv', '/results.csv']) {
      const rows: string[][] = parse((await analyst.get(`${at}${file}`)).text, {
        bom: true,
        relax_column_count: true,
      })
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    }
  })

  it('are whole however long they are, and shown apart from the page around them', async () => {
    const { text } = await analyst.get(`${at}/comments?words=price`)
    expect(text).toMatch(/dir="auto"[^>]*>[^<]*\u202e/)
    const rows: string[][] = parse((await analyst.get(`${at}/comments.csv?words=Begins`)).text, {
      bom: true,
    })
    expect(rows[1]?.[4]).toBe(long)
  })

  it('coded by two at once keep what the first one saved, and say so to the second', async () => {
    const comment = await commentId('Begins')
    const [frame] = await listFrames(app.db, consultation.id)
    const [one, two] = await listThemes(app.db, frame?.id ?? '')
    const sent = (theme: string) => ({ comment, [`before-${comment}`]: '', [`themes-${comment}`]: theme })
    const answers = await Promise.all([
      analyst.post(`${at}/comments`, sent(one?.id ?? '')),
      other.post(`${at}/comments`, sent(two?.id ?? '')),
    ])
    expect(answers.map(answer => answer.status)).toEqual([303, 303])
    const notices = await Promise.all(
      [analyst, other].map(async who => (await who.get(`${at}/comments`)).text),
    )
    expect(notices.filter(text => text.includes('coded by somebody else meanwhile'))).toHaveLength(1)
    const kept = await app.db
      .selectFrom('comment_theme')
      .selectAll()
      .where('answer_id', '=', comment)
      .execute()
    expect(kept).toHaveLength(1)
  })

  it('published twice, or by two at once, are one version', async () => {
    const answers = await Promise.all([analyst.post(`${at}/publish`), other.post(`${at}/publish`)])
    expect(answers.map(answer => answer.status)).toEqual([303, 303])
    await analyst.post(`${at}/publish`)
    expect((await analyst.get(`${at}/publish`)).text).toContain('what is public already is the same')
    expect(await app.db.selectFrom('findings_publication').select('version').execute()).toEqual([
      { version: 1 },
    ])
  })
})
