import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { preparePublication } from '../../../server/surveys/index.ts'
import { addedPage, startBuilding, type TestBuilding } from './building.ts'

describe('who is asked a page', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  it('shows problems in place, and does not let them be published', async () => {
    const { app, analyst, id, at } = building
    const page = await addedPage(
      analyst,
      at,
      { title: 'First' },
      { kind: 'one', text: 'Near?', options: 'Yes\nNo' },
    )
    const next = await addedPage(
      analyst,
      at,
      { title: 'Second' },
      { kind: 'text', text: 'Why?', key: 'second-why' },
    )
    for (const values of ['yes', 'no']) {
      const added = await analyst.post(`${next}/condition`, { question: 'near', has: 'any of', values })
      expect(added.status).toBe(303)
    }
    const words = 'Nobody can reach the page “Second”: its conditions never hold together.'
    expect((await analyst.get(next)).text).toContain(words)
    expect((await analyst.get(at)).text).toContain(words)
    const prepared = await preparePublication(app.db, id)
    expect(prepared?.problems.map(one => one.sentence).join()).toContain(words)
    expect((await analyst.get(next)).text).toContain('only if “Near?” was answered with “Yes”')
    const marks = [...(await analyst.get(next)).text.matchAll(/name="condition" value="(\w+)"/g)]
    expect(marks).toHaveLength(2)
    await analyst.post(`${next}/condition/remove`, { condition: marks[1]?.[1] ?? '' })
    expect((await analyst.get(at)).text).not.toContain(words)
    // The page that decides cannot be moved after the one that depends on it without a word.
    await analyst.post(`${at}/move`, { page: page.split('/').at(-1) ?? '', direction: 'down' })
    expect((await analyst.get(at)).text).toContain('depends on a question that is not asked before it')
  })

  it('asks for the earlier question first, then for its answers', async () => {
    const { analyst, at } = building
    const page = `${at}/pages/standard-organisation`
    const first = await analyst.get(`${page}/condition`)
    expect(first.text).toContain('Which earlier question decides')
    expect(first.text).not.toContain('How old are the children')
    expect((await analyst.get(`${page}/condition?next=answers`)).text).toContain('Choose an earlier question')
    const second = await analyst.get(`${page}/condition?next=answers&question=role`)
    expect(second.text).toContain('Expecting a baby')
    const none = await analyst.post(`${page}/condition`, { question: 'role', has: 'any of' })
    expect([none.status, none.text.includes('Choose at least one answer')]).toEqual([422, true])
    const forged = await analyst.post(`${page}/condition`, {
      question: 'heard',
      has: 'any of',
      values: 'news',
    })
    expect(forged.status).toBe(422)
  })

  it('asks about each proposal, depending on what was said of that one', async () => {
    const { app, analyst, id, at } = building
    const page = await addedPage(
      analyst,
      at,
      { title: 'More about {{proposal}}', block: 'proposals', after: 'standard-proposal' },
      { kind: 'text', text: 'What would be better than {{proposal}}?' },
    )
    const other = await analyst.get(`${at}/pages/standard-impact/condition`)
    expect(other.text).not.toContain('agree or disagree with this proposal')
    const form = await analyst.get(`${page}/condition`)
    expect(form.text).toContain('agree or disagree with this proposal')
    await analyst.post(`${page}/condition`, {
      question: 'proposal',
      has: 'any of',
      values: ['disagree', 'strongly-disagree'],
    })
    const prepared = await preparePublication(app.db, id)
    const [survey] = prepared?.surveys ?? []
    const asked = survey?.definition.pages.find(one => one.key === 'proposal-1-more-about')
    expect(asked?.condition?.questionKey).toBe('proposal-1')
    expect(asked?.questions[0]?.key).toMatch(/^proposal-1-what-would-be-better/)
    expect(asked?.questions[0]?.proposalId).toBe(
      survey?.definition.pages.find(one => one.key === 'proposal-1')?.questions[0]?.proposalId,
    )
    expect(prepared?.problems.map(one => one.sentence).join()).not.toContain('proposal')
    expect((await analyst.get(page)).text).toContain('was answered with “Disagree” or “Strongly disagree”')
  })

  it('is the same after two clicks, and what is taken out is what was shown', async () => {
    const { analyst, planner, at, plan } = building
    const page = `${at}/pages/standard-times`
    const add = (values: string): Promise<unknown> =>
      analyst.post(`${page}/condition`, { question: 'role', has: 'any of', values })
    await add('parent')
    await add('parent')
    await add('carer')
    const conditionsNow = async (): Promise<unknown[]> => {
      const now = (await plan()).pages.find(one => one.id === 'standard-times')
      return [now?.condition, ...(now?.also ?? [])].map(one => one?.values[0])
    }
    expect(await conditionsNow()).toEqual(['parent', 'carer'])
    const marks = [...(await analyst.get(page)).text.matchAll(/name="condition" value="(\w+)"/g)].map(
      found => found[1] ?? '',
    )
    await planner.post(`${page}/condition/remove`, { condition: marks[0] ?? '' })
    // The page that was opened before still names the one that is gone, not the one in its place.
    await analyst.post(`${page}/condition/remove`, { condition: marks[0] ?? '' })
    expect(await conditionsNow()).toEqual(['carer'])
  })
})
