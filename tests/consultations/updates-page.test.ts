import { describe, expect, it } from '@jest/globals'
import type { DocumentVariant, Faq } from '../../server/consultations/consultation.ts'
import { documentPage, fileInWords } from '../../server/consultations/documents-page.ts'
import { questionLog, questionVersions } from '../../server/consultations/questions-page.ts'
import { sessionTime, shownSessions } from '../../server/consultations/sessions-page.ts'
import type { ListedSession } from '../../server/consultations/updates-repository.ts'
import { speakerIn } from '../../server/platform/speaker.ts'

const june = { slug: 'x', closesAt: '2026-06-30T16:00:00.000Z' }

const session: ListedSession = {
  id: 's',
  districtCode: null,
  startsAt: '2026-06-12T09:00:00.000Z',
  endsAt: '2026-06-12T11:00:00.000Z',
  venue: 'New hall',
  address: 'Lane',
  access: '',
  languages: '',
  cancelledAt: null,
  changes: [],
}

describe('the time of a session', () => {
  it('is the London clock’s, before and after clocks change', () => {
    expect(sessionTime(session).text).toBe('Friday 12 June 2026, 10am to midday')
    const winter = { startsAt: '2026-10-26T10:00:00.000Z', endsAt: '2026-10-26T11:30:00.000Z' }
    expect(sessionTime(winter).text).toBe('Monday 26 October 2026, 10am to 11:30am')
    // Over the hour that is there twice: from half past midnight to half past one, two hours later.
    const night = { startsAt: '2026-10-24T23:30:00.000Z', endsAt: '2026-10-25T01:30:00.000Z' }
    expect(sessionTime(night).text).toBe('Sunday 25 October 2026, 12:30am to 1:30am')
  })
})

describe('a session after the closing', () => {
  const early = { slug: 'x', closesAt: '2026-06-12T09:00:00.000Z' }
  const lateOf = (one: ListedSession, of: typeof june): boolean | undefined =>
    shownSessions(of, [one], new Map(), new Date('2026-06-10T00:00:00Z')).sessions[0]?.afterClosing

  it('is one that begins when answers are no longer taken, unless it is cancelled', () => {
    expect(lateOf(session, june)).toBe(false)
    expect(lateOf(session, early)).toBe(true)
    expect(lateOf(session, { slug: 'x', closesAt: '2026-06-12T09:00:00.001Z' })).toBe(false)
    expect(lateOf({ ...session, cancelledAt: '2026-06-08T12:00:00.000Z' }, early)).toBe(false)
  })
})

describe('a session that was changed', () => {
  it('tells each change by what stood before it, the newest first', () => {
    const before = { startsAt: session.startsAt, endsAt: session.endsAt, address: 'Lane' }
    const changes = [
      { ...before, at: '2026-06-08T12:00:00.000Z', note: 'Snow', venue: 'New hall' },
      { ...before, at: '2026-06-07T12:00:00.000Z', note: 'Roof', venue: 'Old hall' },
      {
        ...before,
        at: '2026-06-06T12:00:00.000Z',
        note: 'Bus',
        venue: 'Old hall',
        startsAt: '2026-06-12T08:30:00.000Z',
      },
    ]
    const cancelled = { ...session, cancelledAt: '2026-06-08T12:00:00.000Z', changes }
    const { sessions } = shownSessions(june, [cancelled], new Map(), new Date('2026-06-10T00:00:00Z'))
    expect(sessions[0]?.cancelled).toBe(true)
    expect(sessions[0]?.changes.map(({ words, reason }) => [words.text, reason])).toEqual([
      ['Cancelled on Monday 8 June 2026.', 'Snow'],
      ['Changed on Sunday 7 June 2026. Before, it was to be at Old hall.', 'Roof'],
      [
        'Changed on Saturday 6 June 2026. Before, it was to be: Friday 12 June 2026, 9:30am to midday.',
        'Bus',
      ],
    ])
  })
})

const faq: Faq = {
  id: 'f',
  question: 'Why now?',
  answer: 'Third',
  addedAt: '2026-06-01T12:00:00.000Z',
  changedAt: '2026-06-05T12:00:00.000Z',
  changes: [
    { at: '2026-06-05T12:00:00.000Z', note: 'More', questionBefore: 'Why?', answerBefore: 'Second' },
    { at: '2026-06-03T12:00:00.000Z', note: 'Better', questionBefore: 'Why?', answerBefore: 'First' },
  ],
}

describe('the versions of a question', () => {
  it('say from when to when each stood, and what was changed', () => {
    const read = questionVersions(faq).map(one => [one.version, one.dated.text, one.note, one.question])
    expect(read).toEqual([
      [3, 'Since Friday 5 June 2026', 'More', 'Why now?'],
      [2, 'From Wednesday 3 June 2026 to Friday 5 June 2026', 'Better', 'Why?'],
      [1, 'From Monday 1 June 2026 to Wednesday 3 June 2026', '', 'Why?'],
    ])
  })

  it('stand in a log, the newest first', () => {
    const other = { ...faq, id: 'g', question: 'When?', addedAt: '2026-06-04T12:00:00.000Z', changes: [] }
    expect(questionLog('x', [faq, other]).map(line => [line.date, line.words.text, line.question])).toEqual([
      ['Friday 5 June 2026', 'Answer changed', 'Why now?'],
      ['Thursday 4 June 2026', 'Question added', 'When?'],
      ['Wednesday 3 June 2026', 'Answer changed', 'Why now?'],
      ['Monday 1 June 2026', 'Question added', 'Why now?'],
    ])
  })
})

describe('a document’s page', () => {
  const variant: DocumentVariant = {
    id: 'v1',
    documentId: 'd',
    kind: 'bsl',
    language: 'en',
    version: 1,
    body: 'Words',
    link: 'https://video.example.org/1',
    file: null,
    hash: 'a'.repeat(64),
    reason: '',
    addedAt: '2026-05-01T12:00:00.000Z',
    supersededAt: null,
  }
  const document = { id: 'd', districtCode: null, title: 'Plan', description: '', addedAt: variant.addedAt }

  it('dates nothing before the day on which it became public', () => {
    const page = documentPage('x', '2026-06-01T08:00:00.000Z', {
      ...document,
      variants: [variant],
      changes: [],
    })
    expect(page.current[0]?.dated.text).toBe('Version 1, published on Monday 1 June 2026')
    expect(page.current[0]?.links.map(({ href }) => href)).toEqual([
      'https://video.example.org/1',
      '/consultations/x/documents/d/v1',
    ])
    expect(page.earlier).toEqual([])
  })

  it('says what it was called before, until when and why', () => {
    const changes = [
      { at: '2026-06-09T12:00:00.000Z', reason: 'Two words', titleBefore: 'Plan', descriptionBefore: 'Long' },
      { at: '2026-06-05T12:00:00.000Z', reason: 'A slip', titleBefore: 'Plam', descriptionBefore: 'Long' },
    ]
    const page = documentPage('x', variant.addedAt, { ...document, variants: [], changes })
    expect(
      page.corrections.map(({ words, description, reason }) => [words.text, description, reason]),
    ).toEqual([
      ['Its description was corrected on Tuesday 9 June 2026.', 'Long', 'Two words'],
      ['It was called “Plam” until Friday 5 June 2026.', '', 'A slip'],
    ])
  })

  it('says the kind and the size of a file in the visitor’s language', () => {
    const file = { mediaType: 'application/pdf', bytes: 2_000_000 }
    expect(fileInWords(file)).toBe('PDF, 2.0 MB')
    expect(fileInWords(file, speakerIn('pl'))).toBe('PDF, 2,0 MB')
  })
})
