import { expect, it } from '@jest/globals'
import { openingWords } from '../../server/consultations/opening-words-page.ts'
import { optionsPage } from '../../server/consultations/options-page.ts'
import { closesAt, opensAt } from './builders.ts'
import { aRecord } from './record-builders.ts'

it('options: nothing has been decided until something has, and then they lead to what was', () => {
  const shown = (decisionRecordedAt: string | null, now: string): unknown[] => {
    const dates = {
      opensAt,
      closesAt,
      graceMinutes: 30,
      decisionOn: '2026-07-20',
      decisionBy: 'Full Council',
    }
    const published = { publishedAt: opensAt, decisionRecordedAt }
    const words = openingWords({ ...dates, ...published }, new Date(now))
    const page = optionsPage(aRecord([]), new Map(), { slug: 'centres', words, districtSlug: '' })
    return [
      words.stage,
      page.said.text.includes('Nothing has been decided'),
      page.tellHref,
      page.decisionHref,
    ]
  }
  const decidedAt = '2026-07-20T18:00:00.000Z'
  expect(shown(null, '2026-09-01T09:00:00.000Z')).toEqual(['closed', true, null, null])
  expect(shown(decidedAt, '2026-09-01T09:00:00.000Z')).toEqual([
    'decision',
    false,
    null,
    '/consultations/centres/decision',
  ])
  expect(shown(decidedAt, '2026-06-10T09:00:00.000Z')).toEqual([
    'open',
    true,
    '/consultations/centres#districts',
    null,
  ])
})
