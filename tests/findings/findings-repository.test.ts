import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { codeComment, doubleCoded } from '../../server/findings/coding-repository.ts'
import { codeChanges } from '../../server/findings/coding-service.ts'
import {
  codingProgress,
  listComments,
  type Comment,
  type CommentFilter,
} from '../../server/findings/comment-repository.ts'
import { buildFindings } from '../../server/findings/build-findings.ts'
import { readFindingsInput } from '../../server/findings/findings-service.ts'
import { addFlag, listFlags, passFlagOn } from '../../server/findings/flag-repository.ts'
import {
  listPublications,
  publishFindings,
  readPublicFindings,
  withdrawFindings,
} from '../../server/findings/publication-repository.ts'
import {
  addTheme,
  agreeFrame,
  foundThemes,
  leaveThemeOut,
  listFrames,
  listThemes,
  openFrame,
} from '../../server/findings/theme-repository.ts'
import { publishedConsultations } from '../../server/paper/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

const at = new Date('2026-10-05T10:00:00Z')
const ann = { accountId: 'a', name: 'Ann' }
const bob = { accountId: 'b', name: 'Bob' }

async function someComments(db: Db): Promise<TestConsultation> {
  const consultation = await aConsultation(db)
  await aResponse(db, consultation, {
    texts: { missed: 'The BUS is late' },
    receivedAt: '2026-09-01T10:00:00.000Z',
  })
  await aResponse(db, consultation, {
    texts: { missed: '100% against' },
    channel: 'paper',
    receivedAt: '2026-09-02T10:00:00.000Z',
  })
  await aResponse(db, consultation, {
    district: 'D2',
    choices: { role: ['other'] },
    texts: { role: 'Lamplighter', 'gender-identity': 'Private' },
    receivedAt: '2026-09-03T10:00:00.000Z',
  })
  return consultation
}

const read = async (
  db: Db,
  consultation: TestConsultation,
  filter: Partial<CommentFilter> = {},
  page = 1,
): Promise<Comment[]> =>
  (await listComments(db, consultation.id, { turn: 'first', ...filter }, page)).comments

async function aFrame(
  db: Db,
  consultation: TestConsultation,
  ...names: string[]
): Promise<{ frameId: string; themes: string[] }> {
  const frame = await openFrame(db, consultation.id, at)
  const themes: string[] = []
  for (const name of names) {
    themes.push(await addTheme(db, consultation.id, frame.id, { name, meaning: name }, 'Ann', at))
  }
  return { frameId: frame.id, themes }
}

eachDatabase('comments', database => {
  it('are found by district, question, channel and words, in the order in which they came', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const texts = async (filter: Partial<CommentFilter>): Promise<string[]> =>
      (await read(db, consultation, filter)).map(comment => comment.text)
    expect(await texts({})).toEqual(['The BUS is late', '100% against', 'Lamplighter'])
    expect(await texts({ districtCode: 'D2' })).toEqual(['Lamplighter'])
    expect(await texts({ questionKey: 'missed' })).toEqual(['The BUS is late', '100% against'])
    expect(await texts({ channel: 'paper' })).toEqual(['100% against'])
    expect(await texts({ words: 'bus' })).toEqual(['The BUS is late'])
    expect(await texts({ words: '100%' })).toEqual(['100% against'])
    expect(await texts({ words: '1_0' })).toEqual([])
    expect(await texts({ words: 'private' })).toEqual([])
    expect(await texts({ words: "'; drop table answer; --" })).toEqual([])
  })

  it('are those of one consultation only, and not of responses that were taken back', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const other = await aConsultation(db, 'other')
    await aResponse(db, other, { texts: { missed: 'Elsewhere' } })
    await db
      .updateTable('response')
      .set({ withdrawn_at: at.toISOString() })
      .where('channel', '=', 'paper')
      .execute()
    expect((await read(db, consultation)).map(comment => comment.text)).toEqual([
      'The BUS is late',
      'Lamplighter',
    ])
  })

  it('come in pages', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    for (let number = 0; number < 23; number += 1) {
      await aResponse(db, consultation, { texts: { missed: `Comment ${number}` } })
    }
    const pages = await Promise.all([1, 2, 3, 4].map(page => read(db, consultation, {}, page)))
    expect(pages.map(page => page.length)).toEqual([10, 10, 3, 0])
    expect(new Set(pages.flat().map(comment => comment.id)).size).toBe(23)
  })

  it('carry several themes, or none, and say who coded them', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { frameId, themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const [bus, against] = await read(db, consultation)
    await codeComment(db, { answerId: bus?.id ?? '', themes }, frameId, 'first', ann, at)
    await codeComment(db, { answerId: against?.id ?? '', themes: [] }, frameId, 'first', ann, at)
    expect((await read(db, consultation, { themeId: themes[1] ?? '' })).map(comment => comment.text)).toEqual(
      ['The BUS is late'],
    )
    expect((await read(db, consultation, { state: 'no-theme' })).map(comment => comment.text)).toEqual([
      '100% against',
    ])
    expect((await read(db, consultation, { state: 'not-coded' })).map(comment => comment.text)).toEqual([
      'Lamplighter',
    ])
    expect((await read(db, consultation))[0]).toMatchObject({ coder: { accountId: 'a', name: 'Ann' } })
    expect([...((await read(db, consultation))[0]?.themes ?? [])].sort()).toEqual([...themes].sort())
    expect(await codingProgress(db, consultation.id)).toEqual({ comments: 3, coded: 2, codedTwice: 0 })
    await codeComment(db, { answerId: bus?.id ?? '', themes: themes.slice(0, 1) }, frameId, 'first', bob, at)
    expect((await read(db, consultation))[0]).toMatchObject({
      themes: themes.slice(0, 1),
      coder: { name: 'Bob' },
    })
    expect((await foundThemes(db, consultation.id)).map(theme => [theme.name, theme.responses.size])).toEqual(
      [
        ['Buses', 1],
        ['Money', 0],
      ],
    )
  })

  it('are coded by two people apart, and what the second found counts nowhere', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const [bus] = await read(db, consultation)
    const answerId = bus?.id ?? ''
    const coded = (more: object) => [
      { answerId, themes: [], nothing: false, before: [], nothingBefore: false, ...more },
    ]
    expect(
      await codeChanges(db, consultation.id, coded({ themes: themes.slice(0, 1) }), 'first', ann, at),
    ).toEqual({
      saved: 1,
      changedByOthers: 0,
    })
    await expect(
      codeChanges(db, consultation.id, coded({ nothing: true }), 'second', ann, at),
    ).rejects.toThrow(/Another person/)
    expect(
      await codeChanges(db, consultation.id, coded({ themes: themes.slice(1) }), 'second', bob, at),
    ).toEqual({
      saved: 1,
      changedByOthers: 0,
    })
    expect(await doubleCoded(db, consultation.id)).toEqual([
      { first: themes.slice(0, 1), second: themes.slice(1) },
    ])
    expect((await foundThemes(db, consultation.id)).map(theme => theme.responses.size)).toEqual([1, 0])
    expect((await read(db, consultation, { turn: 'second' }))[0]?.themes).toEqual(themes.slice(1))
  })

  it('keep what somebody else coded since the page was shown', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const [bus, against] = await read(db, consultation)
    const page = [bus, against].map(comment => ({
      answerId: comment?.id ?? '',
      themes: [] as string[],
      nothing: false,
      before: [] as string[],
      nothingBefore: false,
    }))
    const [first, second] = page
    if (!first || !second) throw new Error('There are no comments.')
    await codeChanges(
      db,
      consultation.id,
      [{ ...first, themes: themes.slice(0, 1) }, second],
      'first',
      ann,
      at,
    )
    const later = await codeChanges(
      db,
      consultation.id,
      [
        { ...first, themes: themes.slice(1) },
        { ...second, nothing: true },
      ],
      'first',
      bob,
      at,
    )
    expect(later).toEqual({ saved: 1, changedByOthers: 1 })
    expect((await read(db, consultation))[0]?.themes).toEqual(themes.slice(0, 1))
    expect(
      await codeChanges(
        db,
        consultation.id,
        [{ ...first, before: themes.slice(0, 1), themes: themes.slice(0, 1) }],
        'first',
        bob,
        at,
      ),
    ).toEqual({ saved: 0, changedByOthers: 0 })
  })
})

eachDatabase('the code frame', database => {
  it('begins a new version after one was agreed, with the same themes', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const { frameId, themes } = await aFrame(db, consultation, 'Buses', 'Money')
    await agreeFrame(db, frameId, { note: 'First sample', by: 'Ann', at })
    const second = await openFrame(db, consultation.id, at)
    expect(second.version).toBe(2)
    expect((await openFrame(db, consultation.id, at)).id).toBe(second.id)
    expect(await leaveThemeOut(db, second.id, themes[0] ?? '')).toBe(true)
    expect(await leaveThemeOut(db, second.id, themes[0] ?? '')).toBe(false)
    expect((await listThemes(db, frameId)).map(theme => theme.name)).toEqual(['Buses', 'Money'])
    expect((await listThemes(db, second.id)).map(theme => theme.name)).toEqual(['Money'])
    expect((await listFrames(db, consultation.id)).map(frame => [frame.version, frame.agreedBy])).toEqual([
      [2, null],
      [1, 'Ann'],
    ])
  })
})

eachDatabase('flags', database => {
  it('make a log of their own, and are passed on once', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const [bus] = await read(db, consultation)
    const id = await addFlag(db, {
      consultationId: consultation.id,
      answerId: bus?.id ?? '',
      note: 'Danger',
      by: 'Ann',
      at,
    })
    expect((await read(db, consultation, { state: 'flagged' })).map(comment => comment.flagged)).toEqual([
      true,
    ])
    expect(await passFlagOn(db, 'elsewhere', id, { outcome: 'x', by: 'Bob', at })).toBe(false)
    expect(await passFlagOn(db, consultation.id, id, { outcome: 'Told the lead', by: 'Bob', at })).toBe(true)
    expect(await passFlagOn(db, consultation.id, id, { outcome: 'Again', by: 'Ann', at })).toBe(false)
    expect(await listFlags(db, consultation.id)).toMatchObject([
      { text: 'The BUS is late', outcome: 'Told the lead', passedOnBy: 'Bob' },
    ])
  })
})

eachDatabase('published findings', database => {
  it('come back as they were published, and older versions are kept', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const [published] = await publishedConsultations(db)
    if (!published) throw new Error('Nothing is published.')
    const input = await readFindingsInput(db, published)
    const findings = buildFindings(input, 'public')
    expect(await readPublicFindings(db, 'centres')).toBeNull()
    const first = await publishFindings(db, consultation.id, findings, 'Ann', at)
    expect((await readPublicFindings(db, 'centres'))?.findings).toEqual(findings)
    const second = await publishFindings(db, consultation.id, findings, 'Ann', at)
    expect([first.version, second.version]).toEqual([1, 2])
    expect(first.hash).toBe(second.hash)
    expect(await withdrawFindings(db, consultation.id, at)).toBe(true)
    expect(await readPublicFindings(db, 'centres')).toBeNull()
    expect(
      (await listPublications(db, consultation.id)).map(one => [one.version, one.withdrawnAt !== null]),
    ).toEqual([
      [2, true],
      [1, true],
    ])
    await expect(
      publishFindings(db, consultation.id, buildFindings(input, 'staff'), 'Ann', at),
    ).rejects.toThrow(/made for the public/)
  })
})
