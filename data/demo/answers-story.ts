import type { DistrictPlan } from './gazetteer.ts'

/** How a district takes one of its proposals. */
export interface ProposalMood {
  /** As the consultation's texts name it: a centre's number, the name of another site, null for no single building. */
  readonly about: number | string | null
  /** The centres that it is about, by number. */
  readonly touches: readonly number[]
  /** From −2, strongly disagree, to 2, strongly agree: where people stand on average. */
  readonly mood: number
  /** The share of those whom it does not touch who don't know. */
  readonly noIdea: number
}

/** What happened in a district while people were asked. */
export interface DistrictStory {
  readonly district: DistrictPlan['key']
  /** Answers, a campaign's and groups' among them. */
  readonly answers: number
  /** The mood about the overall approach, −2 to 2. */
  readonly mood: number
  readonly proposals: readonly ProposalMood[]
  /** Places that answered more than others, and how many times more. */
  readonly lively: Readonly<Record<string, number>>
  /** Days, counted from the loading, on which more people answered than usual, and how many times more. */
  readonly busyDays: Readonly<Record<number, number>>
  /** The share of answers on paper. */
  readonly paper: number
}

/** How many answers in the west came from a campaign for Brampstow. */
export const campaignAnswers = 41

/** The first and last day of the campaign's week, counted from the loading. */
export const campaignDays = [-17, -12] as const

/**
 * The demonstration's story. In the fens people are angry: two villages would keep one session a week and there is hardly
 * a bus. The city is calmer and worries about centres that are full already. In the west a village fights for its room.
 * In the south nobody without a car could reach a Zone. The coast does not trust what is said of two small places.
 */
export const stories: readonly DistrictStory[] = [
  {
    district: 'city',
    answers: 516,
    mood: 0.2,
    proposals: [
      { about: 1, touches: [1, 7], mood: 0.85, noIdea: 0.12 },
      { about: 2, touches: [2, 3], mood: 0.5, noIdea: 0.16 },
      { about: 8, touches: [8], mood: -0.45, noIdea: 0.2 },
      { about: 5, touches: [5, 6], mood: -0.25, noIdea: 0.14 },
      { about: 4, touches: [4, 9], mood: -0.4, noIdea: 0.15 },
    ],
    lively: { 'Old Minster': 1.25, 'Trinity Fields': 1.3, Cherrywold: 1.1 },
    busyDays: { [-24]: 1.6, [-20]: 1.7, [-19]: 2.3, [-18]: 1.5 },
    paper: 0.11,
  },
  {
    district: 'fens',
    answers: 653,
    mood: -0.95,
    proposals: [
      { about: 10, touches: [10, 11], mood: 0.3, noIdea: 0.14 },
      { about: 12, touches: [12, 13], mood: 0.3, noIdea: 0.2 },
      { about: 14, touches: [14], mood: 0.35, noIdea: 0.24 },
      { about: 15, touches: [15], mood: -0.8, noIdea: 0.16 },
      { about: 16, touches: [16, 17], mood: -1.5, noIdea: 0.06 },
      { about: null, touches: [], mood: 0.1, noIdea: 0.1 },
    ],
    lively: { Ternsey: 6, 'Sluice Bank': 6, 'Lapwing Bank': 2.6, Blackgote: 2.6, Withysey: 2.2, Sedgelode: 2.4, Marshgote: 1.8, Doveney: 1.9, Whinfen: 1.5, Teasney: 1.6, Ploverdrove: 1.4 },
    busyDays: { [-27]: 1.5, [-26]: 1.4, [-14]: 2.2, [-13]: 2.6, [-12]: 1.7, [-4]: 1.4 },
    paper: 0.19,
  },
  {
    district: 'west',
    answers: 403,
    mood: -0.15,
    proposals: [
      { about: 18, touches: [18], mood: 0.75, noIdea: 0.14 },
      { about: 19, touches: [19], mood: -0.5, noIdea: 0.16 },
      { about: 20, touches: [20, 21], mood: -0.3, noIdea: 0.2 },
      { about: 22, touches: [22, 23], mood: -0.5, noIdea: 0.2 },
      { about: 'Kettlewick Library', touches: [24], mood: 0, noIdea: 0.24 },
      { about: 25, touches: [25], mood: -0.9, noIdea: 0.18 },
    ],
    lively: { Brampstow: 2.2, Tilbrow: 1.5, Kettlewick: 1.3, Haddowell: 1.2 },
    busyDays: { [-20]: 1.5, [-8]: 1.4 },
    paper: 0.12,
  },
  {
    district: 'south',
    answers: 432,
    mood: -0.4,
    proposals: [
      { about: 26, touches: [26], mood: 0.2, noIdea: 0.12 },
      { about: 29, touches: [28, 29, 30], mood: -0.55, noIdea: 0.14 },
      { about: 'Great Orling Library', touches: [27], mood: -0.65, noIdea: 0.2 },
      { about: 'Copperstow Community Hall', touches: [31], mood: 0.25, noIdea: 0.2 },
      { about: 32, touches: [32], mood: -0.6, noIdea: 0.22 },
    ],
    lively: { Oakingden: 2.3, 'Great Orling': 2, Copperstow: 1.5, 'Castle Willan': 1.6, Marlestow: 1.4, Steeplow: 1.3 },
    busyDays: { [-17]: 1.5, [-6]: 1.5 },
    paper: 0.12,
  },
  {
    district: 'coast',
    answers: 299,
    mood: -0.3,
    proposals: [
      { about: 33, touches: [33, 34], mood: 0.4, noIdea: 0.12 },
      { about: 35, touches: [35], mood: 0.5, noIdea: 0.2 },
      { about: 36, touches: [36], mood: -0.6, noIdea: 0.18 },
      { about: 38, touches: [37, 38], mood: -1, noIdea: 0.14 },
      { about: null, touches: [], mood: 0.65, noIdea: 0.1 },
    ],
    lively: { Thrumley: 4.5, Burnstow: 2.2, Sandwyke: 1.6, Hollowby: 1.6, Skerholme: 1.5, 'Samphire Green': 1.5 },
    busyDays: { [-22]: 1.6, [-15]: 1.5 },
    paper: 0.2,
  },
] // prettier-ignore
