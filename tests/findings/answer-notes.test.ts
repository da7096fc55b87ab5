import { describe, expect, it } from '@jest/globals'
import { answerNotes } from '../../server/findings/answer-notes.ts'
import { questionBook, type AskedQuestion } from '../../server/findings/asked-questions.ts'
import { buildFindings } from '../../server/findings/build-findings.ts'
import type { Survey } from '../../server/surveys/index.ts'
import { inputOf } from './input.ts'
import { aDefinition, someDistricts } from './support.ts'

const survey = (version: number, pages: readonly string[]): Survey => {
  const definition = aDefinition(someDistricts[0])
  return {
    id: `v${version}`,
    consultationId: 'c',
    districtCode: 'D1',
    version,
    definition: { ...definition, pages: definition.pages.filter(({ key }) => pages.includes(key)) },
    hash: '',
    publishedAt: '2026-08-01T09:00:00.000Z',
  }
}
const asked = (key: string, ...surveys: Survey[]): AskedQuestion => {
  const found = questionBook(surveys, someDistricts).questions.find(one => one.key === key)
  if (!found) throw new Error(`Nobody asks ${key}.`)
  return found
}
const pages = ['role', 'often', 'overall']

describe('what stands under published answers', () => {
  it('speaks of people who were not asked only where there may be some', () => {
    expect(answerNotes(asked('overall', survey(1, pages)), true)).toEqual([
      '“No answer” includes paper forms with two ticks where one was asked.',
    ])
    expect(answerNotes(asked('often', survey(1, pages)), true)).toEqual([
      '“No answer” includes people who were not asked, and paper forms with two ticks where one was asked.',
    ])
  })

  it('speaks of them, too, where an earlier version of the survey did not have the question', () => {
    const later = asked('overall', survey(1, ['role', 'often']), survey(2, pages))
    expect(later.everybody).toBe(false)
    expect(answerNotes(later, true)[0]).toContain('people who were not asked')
    expect(asked('role', survey(1, ['role', 'often']), survey(2, pages)).everybody).toBe(true)
  })

  it('says that not everybody was asked where no row says it', () => {
    expect(answerNotes(asked('often', survey(1, pages)), false)).toEqual([
      'Not everybody was asked this question.',
    ])
    expect(answerNotes(asked('role', survey(1, pages)), false)).toEqual([])
  })

  it('is part of what is published', () => {
    const { tables } = buildFindings(inputOf([{ choices: { role: ['staff'] } }]), 'public')
    const notes = (id: string): readonly string[] | undefined => tables.find(one => one.id === id)?.notes
    expect(notes('role.D1')).toEqual([])
    expect(notes('overall.D1')?.[0]).not.toContain('not asked')
    expect(notes('often.D1')?.[0]).toContain('not asked')
  })
})
