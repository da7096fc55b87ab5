import type { RelativeMoment } from './consultation-text.ts'
import { districts, type DistrictPlan } from './gazetteer.ts'

/** News of the consultation. */
export interface UpdateText {
  readonly title: string
  readonly body: string
  readonly published: RelativeMoment
}

/** A resident's idea, and what staff made of it. */
export interface IdeaText {
  readonly title: string
  readonly body: string
  readonly neighbourhood: string
  readonly posted: RelativeMoment
  /** Left out while it waits for staff; a reason when it is not shown. */
  readonly decision?: 'show' | 'elsewhere' | 'hurtful' | 'names-somebody' | 'twice' | 'advertising'
  readonly reply?: { readonly text: string; readonly at: RelativeMoment }
  /** From how many browsers somebody agreed. */
  readonly agreements: number
}

/** A question for residents. */
export interface BoardText {
  readonly question: string
  readonly introduction: string
  /** null for the whole county. */
  readonly districtCode: string | null
  readonly opens: RelativeMoment
  readonly closes: RelativeMoment
  readonly ideas: readonly IdeaText[]
}

/** A version of the staff's pledge, and who signed it. */
export interface PledgeText {
  readonly title: string
  readonly body: string
  readonly note: string
  readonly published: RelativeMoment
  readonly signatures: readonly {
    readonly name: string
    readonly role: string
    readonly organisation: string
    readonly mayBeNamed: boolean
    readonly checked: boolean
    readonly signed: RelativeMoment
  }[]
}

/** What residents and staff do beside the survey, ready to be loaded. */
export interface TakingPartFile {
  readonly updates: readonly UpdateText[]
  /** Who gets updates; those without a moment of confirming have only typed an address. */
  readonly subscribers: readonly {
    readonly email: string
    readonly language: string
    readonly asked: RelativeMoment
    readonly confirmed?: RelativeMoment
  }[]
  readonly boards: readonly BoardText[]
  readonly pledge: readonly PledgeText[]
}

const codeOf = (key: DistrictPlan['key']): string => {
  const district = districts.find(one => one.key === key)
  if (district === undefined) throw new Error(`There is no district ${key}.`)
  return district.code
}
const at = (day: number, time = '10:00'): RelativeMoment => ({ day, time })

/** Updates, ideas and a pledge as they stand in the sixth week of the consultation. */
export const takingPart: TakingPartFile = {
  updates: [
    {
      title: 'The consultation is open',
      body: 'From today you can tell us what you think of our proposals for children’s centres.\n\nChoose your district to see what would change, and what would be lost. You can answer on this website, on paper or by telephone.',
      published: at(-38, '09:30'),
    },
    {
      title: 'More drop-in sessions on the coast',
      body: 'Many of you in Merehaven asked for sessions after work. We have added two:\n\n- one in the evening\n- one on a Saturday\n\nDates and places are with the other sessions on your district’s page.',
      published: at(-17),
    },
  ],
  subscribers: [
    { email: 'a.reader@example.org', language: 'en', asked: at(-30), confirmed: at(-30, '10:05') },
    { email: 'czytelnik@example.org', language: 'pl', asked: at(-21), confirmed: at(-21, '18:40') },
    { email: 'not.sure@example.org', language: 'en', asked: at(-1, '20:15') },
  ],
  boards: [
    {
      question: 'What would make a visit to a Centre or a Zone easier for you?',
      introduction:
        'Opening times, buses, rooms, what is on, who is there: tell us what would help. We read every idea and answer those that we can do something about.',
      districtCode: null,
      opens: at(-31, '09:00'),
      closes: at(25, '17:00'),
      ideas: [
        {
          title: 'A Saturday morning each month for dads',
          body: 'I work from Monday to Friday, so I have never been to a session with my daughter. One Saturday a month would be enough to start with.',
          neighbourhood: 'Wadeney',
          posted: at(-26, '21:10'),
          decision: 'show',
          agreements: 23,
          reply: {
            text: 'We propose a Saturday or an evening at most Centres. We will ask the staff at each one how often it can be, and publish the answer with the decision.',
            at: at(-20, '11:00'),
          },
        },
        {
          title: 'Time the sessions by the bus',
          body: 'The bus from our village arrives at 10:35 and the session begins at 10. By the time the pushchair is parked it is half over. Please start at 11.',
          neighbourhood: 'Tarrel Fens',
          posted: at(-19, '13:25'),
          decision: 'show',
          agreements: 14,
        },
        {
          title: 'Somewhere to warm up a bottle',
          body: 'The library has no kitchen that we may use. A kettle and a bottle warmer behind the desk would do.',
          neighbourhood: '',
          posted: at(-12, '09:45'),
          decision: 'show',
          agreements: 9,
        },
        {
          title: 'Fix the road at the roundabout',
          body: 'The holes in the road are a disgrace and nobody ever comes.',
          neighbourhood: 'Hallingford',
          posted: at(-9, '08:05'),
          decision: 'elsewhere',
          agreements: 0,
        },
        {
          title: 'A quiet hour for children who find noise hard',
          body: 'My son loves the toys and hates the noise. One hour a week with fewer children and no music would let us come.',
          neighbourhood: 'South Sedge',
          posted: at(-1, '22:30'),
          agreements: 0,
        },
      ],
    },
    {
      question: 'What should the building in Merehaven be used for, if it is no longer a children’s centre?',
      introduction: 'Tell us before this board closes. What you post here is not an answer to the survey.',
      districtCode: codeOf('coast'),
      opens: at(-36, '09:00'),
      closes: at(-8, '17:00'),
      ideas: [
        {
          title: 'A repair café and a toy library',
          body: 'There is a workshop at the back already. Families would still come, and so would their grandparents.',
          neighbourhood: 'Merehaven',
          posted: at(-25, '16:00'),
          decision: 'show',
          agreements: 11,
        },
      ],
    },
  ],
  pledge: [
    {
      title: 'What families can expect of us',
      body: 'We work with children under five and their families, for different employers. We promise:\n\n- to work towards the same goals\n- to use the same ways of finding out what a family needs\n- to ask a family to tell its story only once, and to share it only with its consent',
      note: '',
      published: at(-60),
      signatures: [
        {
          name: 'Ruth Fenwick',
          role: 'Health visitor',
          organisation: 'Sedgeshire community health',
          mayBeNamed: true,
          checked: true,
          signed: at(-55),
        },
        {
          name: 'A midwife',
          role: 'Midwife',
          organisation: 'Sedgeminster hospital',
          mayBeNamed: false,
          checked: false,
          signed: at(-50),
        },
      ],
    },
    {
      title: 'What families can expect of us',
      body: 'We work with children under five and their families, for different employers. We promise:\n\n- to work towards the same goals\n- to use the same ways of finding out what a family needs\n- to ask a family to tell its story only once, and to share it only with its consent\n- to tell a family who else can help, and to make the first call together',
      note: 'A fourth promise: we make the first call together.',
      published: at(-24),
      signatures: [
        {
          name: 'Tom Alderton',
          role: 'Family support worker',
          organisation: 'Wadeney children’s centre',
          mayBeNamed: true,
          checked: true,
          signed: at(-22),
        },
        {
          name: 'Ines Duarte',
          role: 'Speech and language therapist',
          organisation: 'Sedgeshire community health',
          mayBeNamed: true,
          checked: true,
          signed: at(-18),
        },
        {
          name: 'Sam Pollard',
          role: 'Nursery manager',
          organisation: 'Kingsmead nursery',
          mayBeNamed: true,
          checked: false,
          signed: at(-2),
        },
      ],
    },
  ],
}
