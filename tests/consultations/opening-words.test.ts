import { describe, expect, it } from '@jest/globals'
import { momentInWords, openingWords } from '../../server/consultations/opening-words-page.ts'
import { english } from '../../server/platform/speaker.ts'

const dates = {
  opensAt: '2026-06-01T08:00:00.000Z',
  closesAt: '2026-06-30T16:00:00.000Z',
  graceMinutes: 30,
  decisionOn: '2026-07-20',
  decisionBy: 'Full Council',
}
const at = (iso: string): ReturnType<typeof openingWords> => openingWords(dates, new Date(iso))

describe('what is said of opening and closing', () => {
  it('follows the dates: before, open, grace, closed', () => {
    expect(at('2026-06-01T07:59:59.999Z')).toMatchObject({
      state: 'before',
      headline: 'This consultation opens at 9am on Monday 1 June 2026.',
      canBegin: false,
      canSend: false,
    })
    expect(at('2026-06-01T08:00:00.000Z')).toMatchObject({
      state: 'open',
      headline: 'This consultation is open until 5pm on Tuesday 30 June 2026.',
      canBegin: true,
      canSend: true,
    })
    expect(at('2026-06-30T15:59:59.999Z')).toMatchObject({ state: 'open', timeLeft: 'Last day today' })
    expect(at('2026-06-30T16:00:00.000Z')).toMatchObject({
      state: 'grace',
      headline: 'This consultation closed at 5pm on Tuesday 30 June 2026.',
      more: 'If you began to answer before then, you can still send your answers until 5:30pm.',
      canBegin: false,
      canSend: true,
    })
    expect(at('2026-06-30T16:30:00.001Z')).toMatchObject({
      state: 'closed',
      more: 'Thank you to everybody who answered.',
      canSend: false,
    })
  })

  it('counts the days that are left near the end only', () => {
    expect(at('2026-06-10T12:00:00Z').timeLeft).toBe('')
    expect(at('2026-06-20T12:00:00Z').timeLeft).toBe('10 days left')
    expect(at('2026-06-29T22:59:00Z').timeLeft).toBe('Closes tomorrow')
    // Midnight in London has passed already, though not yet in UTC.
    expect(at('2026-06-29T23:01:00Z').timeLeft).toBe('Last day today')
  })

  it('names the day that ends when it closes at midnight', () => {
    expect(momentInWords('2026-06-30T23:00:00.000Z')).toBe('midnight at the end of Tuesday 30 June 2026')
    const midnight = openingWords(
      { ...dates, closesAt: '2026-06-30T23:00:00.000Z' },
      new Date('2026-06-30T12:00:00Z'),
    )
    expect(midnight.timeLeft).toBe('Last day today')
  })

  it('speaks of the decision as to come until its day has passed', () => {
    expect(at('2026-07-20T20:00:00Z').decision.toString()).toBe(
      'Full Council is due to decide on Monday 20 July 2026.',
    )
    expect(at('2026-07-21T20:00:00Z').decision.toString()).toBe(
      'Full Council was due to decide on Monday 20 July 2026.',
    )
  })

  it('goes on to findings, the decision and what happened next', () => {
    const later = (progress: object): ReturnType<typeof openingWords> =>
      openingWords({ ...dates, ...progress }, new Date('2026-08-01T12:00:00Z'))
    const findingsPublicSince = '2026-07-10T09:00:00.000Z'
    const decisionRecordedAt = '2026-07-20T19:00:00.000Z'
    expect(later({ findingsPublicSince })).toMatchObject({
      stage: 'findings',
      tag: { text: 'Findings published' },
      more: 'You can read what people said. Nothing is decided yet.',
    })
    expect(later({ findingsPublicSince, decisionRecordedAt })).toMatchObject({
      stage: 'decision',
      decision: { text: 'Full Council decided on Monday 20 July 2026.', language: 'en' },
    })
    expect(later({ decisionRecordedAt, followedUpAt: '2026-07-30T09:00:00.000Z' })).toMatchObject({
      stage: 'next',
      more: 'You can read what was decided and what has happened since.',
    })
    // Entered, and open all the same: the dates come first.
    expect(openingWords({ ...dates, decisionRecordedAt }, new Date('2026-06-10T12:00:00Z'))).toMatchObject({
      stage: 'open',
      decision: { text: 'Full Council is due to decide on Monday 20 July 2026.', language: 'en' },
    })
  })

  it('speaks the visitor’s language', () => {
    const loud = {
      ...english,
      plain: (...said: Parameters<typeof english.plain>) => english.plain(...said).toUpperCase(),
    }
    expect(openingWords(dates, new Date('2026-06-20T12:00:00Z'), loud)).toMatchObject({
      headline: 'THIS CONSULTATION IS OPEN UNTIL 5PM ON TUESDAY 30 JUNE 2026.',
      timeLeft: '10 DAYS LEFT',
      tag: { text: 'OPEN' },
    })
  })

  it('never says “recommended” and promises nothing without dates', () => {
    const undated = openingWords({ ...dates, opensAt: null }, new Date())
    expect(undated).toMatchObject({
      canBegin: false,
      canSend: false,
      headline: 'The dates of this consultation are not fixed yet.',
    })
    expect(JSON.stringify([at('2026-06-02T08:00:00Z'), undated])).not.toMatch(/recommend/i)
  })
})
