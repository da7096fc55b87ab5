import { describe, expect, it } from '@jest/globals'
import { answeredSurveys } from '../../data/demo/answers.ts'
import { signsOfAnswers, withAnswersAgain } from '../../data/demo/answers-again.ts'
import { buildDemonstrationCounty, buildSites } from '../../data/demo/generate.ts'

const county = buildDemonstrationCounty()
const answers = answeredSurveys(county, buildSites(county))
const { all, again } = withAnswersAgain(answers)

describe('what arrived beside the demonstration’s answers', () => {
  it('has signs with reasons, each of a response of its own, from several districts', () => {
    const shown = signsOfAnswers.map(sign => all.filter(one => one.responseId === sign.responseId))
    expect(shown.map(found => found.length)).toEqual(signsOfAnswers.map(() => 1))
    expect(new Set(shown.flat().map(one => one.districtCode)).size).toBeGreaterThan(2)
    expect(shown.flat().every(one => one.channel === 'online')).toBe(true)
    expect(new Set(signsOfAnswers.map(sign => sign.signal))).toEqual(
      new Set(['too-fast', 'hidden-field', 'no-page']),
    )
  })

  it('has a response that came again, changed in one answer, and two at one table who agree in everything', () => {
    const [later] = again
    const first = all.find(one => one.responseId === later?.responseId)
    const changed = later?.answers.filter((answer, at) => answer !== first?.answers[at])
    expect(changed?.map(one => one.questionKey)).toEqual(['overall'])
    expect(all.length).toBe(answers.length + 1)
    const second = all.at(-1)
    const twins = answers.filter(one => one.answers === second?.answers)
    expect(twins).toHaveLength(1)
    expect({ ...second, responseId: '', received: null }).toEqual({
      ...twins[0],
      responseId: '',
      received: null,
    })
    expect(second?.received.day).toBe(twins[0]?.received.day)
  })

  it('is the same every time', () => {
    expect(withAnswersAgain(answers)).toEqual({ all, again })
    expect(new Set(all.map(one => one.responseId)).size).toBe(all.length)
  })
})
