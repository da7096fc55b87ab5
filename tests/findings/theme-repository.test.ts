import { expect, it } from '@jest/globals'
import {
  agreeFrame,
  leaveThemeOut,
  listFrames,
  listThemes,
  openFrame,
} from '../../server/findings/theme-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aFrame, at } from './comments.ts'
import { aConsultation } from './support.ts'

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
