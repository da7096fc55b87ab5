import { expect, it } from '@jest/globals'
import { codeComment } from '../../server/findings/coding-repository.ts'
import { codingProgress } from '../../server/findings/comment-repository.ts'
import { foundThemes } from '../../server/findings/theme-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aFrame, ann, at, bob, readComments, someComments } from './comments.ts'

eachDatabase('coding of comments', database => {
  it('carry several themes, or none, and say who coded them', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { frameId, themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const [bus, against] = await readComments(db, consultation)
    await codeComment(db, { answerId: bus?.id ?? '', themes }, frameId, 'first', ann, at)
    await codeComment(db, { answerId: against?.id ?? '', themes: [] }, frameId, 'first', ann, at)
    expect(
      (await readComments(db, consultation, { themeId: themes[1] ?? '' })).map(comment => comment.text),
    ).toEqual(['The BUS is late'])
    expect(
      (await readComments(db, consultation, { state: 'no-theme' })).map(comment => comment.text),
    ).toEqual(['100% against'])
    expect(
      (await readComments(db, consultation, { state: 'not-coded' })).map(comment => comment.text),
    ).toEqual(['Lamplighter'])
    expect((await readComments(db, consultation))[0]).toMatchObject({
      coder: { accountId: 'a', name: 'Ann' },
    })
    expect([...((await readComments(db, consultation))[0]?.themes ?? [])].sort()).toEqual([...themes].sort())
    expect(await codingProgress(db, consultation.id)).toEqual({ comments: 3, coded: 2, codedTwice: 0 })
    await codeComment(db, { answerId: bus?.id ?? '', themes: themes.slice(0, 1) }, frameId, 'first', bob, at)
    expect((await readComments(db, consultation))[0]).toMatchObject({
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
})
