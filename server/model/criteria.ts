/** The number of one of the eight Family Friendly Criteria. */
export type CriterionNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** A rating: 0 the worst, 4 the best. */
export type Level = 0 | 1 | 2 | 3 | 4

/** One of the eight Family Friendly Criteria and what each level asks for. */
export interface Criterion {
  readonly number: CriterionNumber
  readonly name: string
  /** What the assessor asks of a site. */
  readonly question: string
  /** Whether a 0 rules a Centre out, whatever its other ratings. */
  readonly gate: boolean
  /** What each level asks for, 0 first. The highest level whose every condition is met is awarded. */
  readonly levels: readonly [string, string, string, string, string]
  /** What to bear in mind when rating; null if nothing. */
  readonly caution: string | null
}

/** The weight of each criterion; only their proportions matter. */
export type CriteriaWeights = Readonly<Record<CriterionNumber, number>>

/** The weights unless the council resolves otherwise. They are agreed and published before anything is rated. */
export const EQUAL_WEIGHTS: CriteriaWeights = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1 }

/**
 * The eight criteria in order. The thresholds are this product's proposals, to be calibrated by each council, and
 * not published standards.
 *
 * Source: the Family Friendly Criteria of the 2017 Cambridgeshire consultation; CABE's review of 101 children's
 * centres (storage, staff space, outdoor areas); EYFS floor space (rooms); Approved Document M Volume 2 and BS 8300-2
 * (Changing Places toilets).
 */
export const CRITERIA: readonly Criterion[] = [
  {
    number: 1,
    name: 'Flexible access',
    question: 'How many hours, and at what times, can families use it?',
    gate: false,
    levels: [
      'Open to the public for fewer than 10 hours a week, or in school terms only.',
      'Open 10 to 19 hours a week for at least 39 weeks of the year, holidays among them.',
      'Open 20 to 34 hours a week for at least 48 weeks of the year.',
      'Open 35 hours a week or more for at least 48 weeks, with a session every week in the evening or at the weekend.',
      'Open 45 hours a week or more for at least 50 weeks, with sessions every week both in the evening and at the weekend, and the hours published.',
    ],
    caution: 'Parents at work are about twice as likely to find it hard to use a centre.',
  },
  {
    number: 2,
    name: 'Activity rooms',
    question: 'Which rooms can hold groups of families?',
    gate: false,
    levels: [
      'No room of 20 square metres or more.',
      'One room of 20 to 39 square metres, which may be shared.',
      'One room of 40 square metres or more.',
      'Two rooms, one of at least 40 and one of at least 25 square metres, with a sink and a store.',
      'As level 3, with outdoor play, baby changing next to the rooms, and two sessions able to run at once.',
    ],
    caution: 'For planning, 40 square metres hold about 11 babies.',
  },
  {
    number: 3,
    name: 'Confidential space',
    question: 'Where can a family talk to someone without being overheard?',
    gate: false,
    levels: [
      'Nowhere.',
      'A shared office, by arrangement.',
      'One enclosed room of 8 square metres or more.',
      'Two such rooms, checked for being overheard.',
      'Three such rooms, one of them a clinical room with a basin, and a place to feed a baby.',
    ],
    caution: null,
  },
  {
    number: 4,
    name: 'Staffed reception',
    question: 'For how much of the time that it is open is someone there to welcome families?',
    gate: false,
    levels: [
      'Never.',
      'For less than 25% of public opening hours.',
      'For 25% to 59% of public opening hours.',
      'For 60% to 89% of public opening hours, by trained staff.',
      'For 90% of public opening hours or more, by trained staff, with a hearing loop and interpreting.',
    ],
    caution: null,
  },
  {
    number: 5,
    name: 'Well used',
    question: 'How much of the time for which rooms can be booked is used, and by whom?',
    gate: false,
    levels: [
      'Under 20% of bookable room hours.',
      '20% to 39% of bookable room hours.',
      '40% to 59% of bookable room hours.',
      '60% of bookable room hours or more, with at least two partners.',
      '60% to 85% of bookable room hours, with at least four partners, health among them.',
    ],
    caution:
      'Above 85% there is no headroom: 3 at most. Low use may come of earlier cuts: look at several years.',
  },
  {
    number: 6,
    name: 'Safe and secure',
    question: 'Are children and staff safe in it and around it?',
    gate: true,
    levels: [
      'A critical failing: anyone can walk in, or there is no safeguarding or fire assessment.',
      'A failing is held in check for the time being.',
      'Every critical point is met.',
      'As level 2, with good lines of sight, a secure outdoor area and a visitors’ log.',
      'As level 3, with separate ways in for other adults, and a yearly audit.',
    ],
    caution: 'Buzzers and large desks also put parents off: record the welcome as well as the control.',
  },
  {
    number: 7,
    name: 'Accessible to children with special needs and disabilities',
    question: 'Can every child and every parent get in, move about and take part?',
    gate: true,
    levels: [
      'No way in without steps, or no accessible toilet.',
      'Accessible in part, with a dated plan for the rest.',
      'A way in without steps, an accessible toilet and a Blue Badge parking bay.',
      'As level 2, with a hearing loop, a quiet room, visual signs, and an access audit less than three years old.',
      'As level 3, with a Changing Places toilet, a sensory room and a SEND practitioner.',
    ],
    caution:
      'A small building is rarely required to have a Changing Places toilet: without one, 3 is the most.',
  },
  {
    number: 8,
    name: 'Space for staff and partners',
    question: 'Can staff and partners work here?',
    gate: false,
    levels: [
      'No.',
      'At a shared desk.',
      'Four desks, wifi and a store that locks.',
      'Eight desks, a space for private calls, and a store for buggies and equipment.',
      'Twelve desks, a secure network for partners, printing and a meeting room.',
    ],
    caution: null,
  },
]

/**
 * Finds a criterion.
 * @param number - its number, 1 to 8.
 * @returns the criterion.
 */
export function criterion(number: CriterionNumber): Criterion {
  return CRITERIA[number - 1] as Criterion
}
