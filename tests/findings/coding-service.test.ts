import { expect, it } from '@jest/globals'
import { doubleCoded } from '../../server/findings/coding-repository.ts'
import { codeChanges } from '../../server/findings/coding-service.ts'
import { foundThemes } from '../../server/findings/theme-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aFrame, ann, at, bob, readComments, someComments } from './comments.ts'

eachDatabase('comments on a page', database => {
  it('are coded by two people apart, and what the second found counts nowhere', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const [bus] = await readComments(db, consultation)
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
    expect((await readComments(db, consultation, { turn: 'second' }))[0]?.themes).toEqual(themes.slice(1))
  })

  it('keep what somebody else coded since the page was shown', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const [bus, against] = await readComments(db, consultation)
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
    expect((await readComments(db, consultation))[0]?.themes).toEqual(themes.slice(0, 1))
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
