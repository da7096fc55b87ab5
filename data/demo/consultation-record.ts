import type { RelativeDay, RelativeMoment } from './consultation-text.ts'

/** What the council answered before it published, what it changed since, and when it meets. */
export interface RecordText {
  readonly checks: readonly { readonly item: string; readonly answer: string; readonly evidence: string }[]
  readonly meetings: readonly {
    readonly when: RelativeDay
    readonly committee: string
    readonly what: string
    readonly document: string | null
  }[]
  readonly extended: {
    readonly closedBefore: RelativeMoment
    readonly on: RelativeMoment
    readonly reason: string
  }
  readonly corrected: {
    readonly on: RelativeMoment
    readonly reason: string
    readonly before: { readonly whatIsProposed: string }
  }
}

/** The record of the demonstration's consultation; `whatIsProposed` as it is now. */
export function consultationRecord(whatIsProposed: string): RecordText {
  return {
    checks: [
      {
        item: 'formative',
        answer:
          'The committee agreed to ask the public, and agreed nothing else. No contract has been ended and no building offered to anybody. Officers were told in writing that each proposal may change, and that other proposals may be made by those who answer.',
        evidence: 'Children and Young People Committee, minute 7 of the meeting that agreed to consult',
      },
      {
        item: 'information',
        answer:
          'The first page says in six paragraphs what there is today, what would be lost and what is proposed. Each district has a page with every building, its hours today and what is proposed for it. Everybody can see what would change for their own postcode, and twelve parents from two toddler groups read the pages before they were published.',
        evidence: '',
      },
      {
        item: 'options',
        answer:
          'Keeping everything as it is, nine Centres with more places in villages, and fewer hours everywhere were looked at. Each is described with its cost and what families would gain and lose, and the reasons against it are given where people can read them before they answer.',
        evidence: 'The document “What else we looked at”',
      },
      {
        item: 'time',
        answer:
          'Eight weeks at first. Most groups at children’s centres meet weekly or fortnightly, so that each of them can talk about it several times. Paper forms were in every centre and library on the first day, and the report to Full Council leaves eight weeks for reading every answer.',
        evidence: '',
      },
      {
        item: 'calendar',
        answer:
          'Where school holidays fall into these weeks, at least four weeks of term remain, and drop-in sessions are held in term. In the weeks before an election in our area there are no announcements and no events; the pages stay as they are, and answers are taken as at any other time.',
        evidence: '',
      },
      {
        item: 'equality',
        answer:
          'Families without a car in the fens and on the coast would have further to go, and so would some disabled parents. Women are most of those who come to children’s centres. The first assessment says for whom each proposal is better or worse, and asks people to tell us what we have missed.',
        evidence: 'The document “Who would be affected: first assessment”',
      },
      {
        item: 'formats',
        answer:
          'There is an easy read summary on a page. Large print is sent on the day on which somebody asks; a British Sign Language interpreter comes to any session that is asked for a week ahead. Workers who speak Lithuanian, Polish, Romanian, Bulgarian and Portuguese are at the sessions in Wadeney and Merehaven.',
        evidence: '',
      },
      {
        item: 'ways',
        answer:
          'Paper forms lie in every children’s centre and library and are sent by post with a stamped envelope. The telephone line is open on weekdays from nine to five, with an interpreter if somebody likes, and staff at drop-in sessions write answers down for those who ask.',
        evidence: '',
      },
      {
        item: 'sufficiency',
        answer:
          'There would be ten Centres with their second buildings, twelve Zones and twenty-one weekly sessions, most of them where most families are poor. Every service that the law names would be held in each Centre. Where a village would lose its place, the proposal says what takes its place. The data briefing gives the figures that this rests on, so that anybody can say that we are wrong.',
        evidence: 'The document “Data briefing”, with the figures of every neighbourhood',
      },
      {
        item: 'significant-change',
        answer:
          'Every building that would close, become something else or open on fewer days is named on the page of its district, with what would be lost said first. The survey asks about each district’s proposals one by one, and lets people answer for more than one district.',
        evidence: '',
      },
    ],
    meetings: [
      {
        when: { day: -66, weekday: 2 },
        committee: 'Children and Young People Committee',
        what: 'Agreed to ask the public about the proposals. Decided nothing else.',
        document: 'Consultation document',
      },
      {
        when: { day: 60, weekday: 2 },
        committee: 'Overview and Scrutiny Committee',
        what: 'Reads the report of what people said, and asks questions about it in public.',
        document: null,
      },
      {
        when: { day: 74, weekday: 2 },
        committee: 'Children and Young People Committee',
        what: 'Looks at the answers and at what should change because of them, and advises Full Council.',
        document: 'Who would be affected: first assessment',
      },
      {
        when: { day: 88, weekday: 2 },
        committee: 'Full Council',
        what: 'Decides.',
        document: null,
      },
    ],
    extended: {
      closedBefore: { day: 18, time: '17:00' },
      on: { day: -10, time: '11:00' },
      reason:
        'Groups that meet once a month told us that eight weeks were too short for them to talk about it and answer together. There are two more weeks now.',
    },
    corrected: {
      on: { day: -31, time: '15:30' },
      reason:
        'We had left out one of the weekly sessions, and a parent told us so. The pages of the districts were right all the time.',
      before: {
        whatIsProposed: whatIsProposed.replace(
          'weekly sessions in 21 other places',
          'weekly sessions in 20 other places',
        ),
      },
    },
  }
}
