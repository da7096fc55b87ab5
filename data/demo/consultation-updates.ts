import type { RelativeDay } from './consultation-text.ts'

/** What happened after publication, in the order of what may still grow. Days are counted from the one of loading. */
export interface UpdatesFile {
  readonly documents: readonly {
    readonly title: string
    readonly kind: 'full'
    readonly language: string
    /** Words of the version before, and what stands there instead. */
    readonly instead: readonly [before: string, after: string]
    readonly reason: string
    readonly day: number
  }[]
  readonly sessions: readonly {
    readonly venue: string
    readonly day: number
    readonly note: string
    /** When it is from now on; null for one that is cancelled. */
    readonly moved: { readonly starts: string; readonly ends: string } | null
  }[]
  readonly sent: readonly {
    readonly question: string
    readonly district: string | null
    readonly day: number
    /** '' when nobody waits for a reply. */
    readonly email: string
    readonly settled:
      | { readonly how: 'merge'; readonly by: string; readonly day: number }
      | { readonly how: 'decline'; readonly because: string; readonly day: number }
      | null
  }[]
  readonly opinions: readonly {
    readonly page: string
    readonly useful: number
    readonly notUseful: number
    readonly comments: readonly { readonly when: RelativeDay; readonly text: string }[]
  }[]
}

/** What happened to the demonstration's consultation since it opened. */
export const consultationUpdates: UpdatesFile = {
  documents: [
    {
      title: 'Data briefing',
      kind: 'full',
      language: 'en',
      instead: [
        'outside the city there are three bridges over the Sedge and three over the Tarrel.',
        'outside the city there are three bridges over the Sedge and four over the Tarrel. One of the four is for people on foot only.',
      ],
      reason: 'A footbridge over the Tarrel had been left out.',
      day: -16,
    },
  ],
  sessions: [
    {
      venue: 'Hallingford Library',
      day: -4,
      note: 'It begins half an hour later, so that people who take the bus from Ramsell can come.',
      moved: { starts: '18:00', ends: '19:30' },
    },
    {
      venue: 'Marlestow Library',
      day: -2,
      note: 'The library’s heating is being repaired. Come to Copperstow Community Hall, or telephone us.',
      moved: null,
    },
  ],
  sent: [
    {
      question:
        'We have 400 names on paper from outside the school in Marlock. Where do we send them, and do they count?',
      district: 'tarrel-fens',
      day: -7,
      email: '',
      settled: { how: 'merge', by: 'Are petitions counted?', day: -5 },
    },
    {
      question: 'Why is the lady at the desk in our centre always so slow?',
      district: null,
      day: -11,
      email: '',
      settled: { how: 'decline', because: 'person', day: -10 },
    },
    {
      question: 'My son is in a wheelchair. Would the doors at Trinity Fields Library open by themselves?',
      district: 'sedgeminster',
      day: -1,
      email: 'a.parent@example.org',
      settled: null,
    },
    {
      question: 'Is there a group for dads on Saturdays in the plan, and where?',
      district: 'hallingford',
      day: -1,
      email: '',
      settled: null,
    },
  ],
  opinions: [
    {
      page: '/what-changes',
      useful: 61,
      notUseful: 9,
      comments: [{ when: { day: -8 }, text: 'It did not know my new street.' }],
    },
    {
      page: '/documents',
      useful: 12,
      notUseful: 7,
      comments: [
        { when: { day: -20 }, text: 'Too many words. The easy read one is better.' },
        { when: { day: -3 }, text: 'I could not find the prices for the buildings.' },
      ],
    },
    { page: '/questions', useful: 23, notUseful: 2, comments: [] },
    {
      page: '/sessions',
      useful: 30,
      notUseful: 4,
      comments: [{ when: { day: -14 }, text: 'Say which bus goes there.' }],
    },
  ],
}
