import {
  districtSurvey,
  type PlannedPage,
  type PlannedProposal,
  type PlannedQuestion,
  type SurveyDefinition,
  type SurveyOption,
  type SurveyPlan,
} from '../model/survey.ts'
import { equalityPages } from './equality-pages.ts'

/** What the standard survey needs to know of a proposal. */
export type SurveyedProposal = PlannedProposal

/** What else the standard survey may know. */
export interface SurveySurroundings {
  /** The centres that families of the district use now, offered by name. */
  readonly centres?: readonly { readonly id: string; readonly name: string }[]
}

const choices = (...texts: readonly (readonly [value: string, text: string])[]): SurveyOption[] =>
  texts.map(([value, text]) => ({ value, text }))

const services = choices(
  ['stay-and-play', 'Stay and play or baby groups'],
  ['midwife', 'Midwife appointments'],
  ['health-visitor', 'Health visitor or baby clinic'],
  ['speech-and-language', 'Speech and language help'],
  ['breastfeeding', 'Help with feeding a baby'],
  ['parenting-courses', 'Parenting courses'],
  ['family-support', 'One-to-one family support'],
  ['send-support', 'Support for a child with special educational needs or disabilities'],
  ['childcare', 'Childcare or a crèche'],
  ['work-and-money', 'Help with work, training, money or benefits'],
  ['young-people', 'Groups or advice for young people'],
)

const travel = choices(
  ['walk', 'Walk, with or without a pram or buggy'],
  ['cycle', 'Cycle'],
  ['bus', 'Bus'],
  ['train', 'Train'],
  ['car', 'Car'],
  ['lift-or-taxi', 'A lift or a taxi'],
)

const alone = (value: string, text: string): SurveyOption => ({ value, text, exclusive: true })

type UnnamedPage = Omit<PlannedPage, 'id'>

function page(
  key: string,
  question: Omit<PlannedQuestion, 'key' | 'required'> & { required?: boolean },
): UnnamedPage {
  return { key, title: question.text, questions: [{ required: false, ...question, key }] }
}

function aboutYou(): UnnamedPage[] {
  return [
    page('role', {
      kind: 'several',
      text: 'Who are you answering as?',
      hint: 'Choose all that apply.',
      options: choices(
        ['parent', 'A parent'],
        ['expectant', 'Expecting a baby'],
        ['carer', 'A grandparent, foster carer or other carer of a child'],
        ['young-person', 'A young person'],
        ['staff', 'Somebody who works in a children’s centre'],
        ['provider', 'Somebody who works with families elsewhere, such as in health, a school or childcare'],
        ['councillor', 'A councillor'],
        ['organisation', 'A group or organisation, on its behalf'],
        ['resident', 'A resident'],
      ),
      otherOption: true,
      required: true,
    }),
    {
      ...page('organisation', {
        kind: 'text',
        text: 'What is the name of the group or organisation?',
        hint: 'We may publish the name of a group or organisation with what it said.',
      }),
      condition: { questionKey: 'role', has: 'any of', values: ['organisation'] },
    },
    page('centres', {
      kind: 'several',
      text: 'Which centres do you or your family use in {{district}}?',
      hint: 'In the last 12 months. Choose all that apply.',
      centres: true,
      options: [...choices(['outside', 'A centre in another district']), alone('none', 'None')],
      otherOption: true,
    }),
    {
      key: 'services',
      title: 'What you use',
      condition: { questionKey: 'centres', has: 'none of', values: ['none'] },
      questions: [
        {
          key: 'services',
          kind: 'several',
          text: 'Which services do you or your family use?',
          hint: 'Choose all that apply.',
          options: [...services, alone('none', 'None')],
          otherOption: true,
          required: false,
        },
        {
          key: 'how-often',
          kind: 'one',
          text: 'How often?',
          options: choices(
            ['weekly', 'Once a week or more'],
            ['monthly', 'Once or twice a month'],
            ['less', 'A few times a year'],
            ['past', 'Not now, but in the past'],
          ),
          required: false,
        },
      ],
    },
    page('children', {
      kind: 'several',
      text: 'How old are the children in your family?',
      hint: 'Choose all that apply.',
      options: [
        ...choices(
          ['expecting', 'Expecting a baby'],
          ['0', 'Under 1'],
          ['1', '1'],
          ['2', '2'],
          ['3-to-4', '3 or 4'],
          ['5-to-11', '5 to 11'],
          ['12-to-19', '12 to 19'],
          ['send-to-25', 'Up to 25, with special educational needs or disabilities'],
        ),
        alone('none', 'No children'),
        alone('prefer-not-to-say', 'Prefer not to say'),
      ],
    }),
  ]
}

const aboutEachProposal: UnnamedPage = {
  key: 'proposal',
  title: '{{proposal}}',
  // What is lost comes first.
  introduction: '{{lost}}\n\n{{changes}}',
  block: 'proposals',
  questions: [
    {
      key: 'proposal',
      kind: 'agreement',
      text: 'How much do you agree or disagree with this proposal?',
      required: false,
    },
    {
      key: 'proposal-why',
      kind: 'long-text',
      text: 'Why do you say that?',
      hint: 'You don’t have to answer. Please don’t name anybody.',
      required: false,
    },
  ],
}

function effects(): UnnamedPage[] {
  return [
    {
      key: 'impact',
      title: 'What it would mean for you',
      questions: [
        {
          key: 'impact',
          kind: 'one',
          text: 'What would the changes in {{district}} mean for you or your family?',
          options: choices(
            ['much-worse', 'Things would be much worse'],
            ['worse', 'Things would be a little worse'],
            ['same', 'It would make no difference'],
            ['better', 'Things would be a little better'],
            ['much-better', 'Things would be much better'],
            ['dont-know', 'Don’t know'],
          ),
          required: false,
        },
        {
          key: 'impact-how',
          kind: 'long-text',
          text: 'How would they affect you?',
          hint: 'For example: what you could no longer do, or what would be easier. Please don’t name anybody.',
          required: false,
        },
      ],
    },
    {
      key: 'travel',
      title: 'Getting there',
      questions: [
        {
          key: 'travel-now',
          kind: 'several',
          text: 'How do you get to the centre that you use now?',
          options: [...travel, alone('dont-go', 'I don’t use a centre')],
          otherOption: true,
          required: false,
        },
        {
          key: 'travel-then',
          kind: 'several',
          text: 'How would you get to the nearest one that is proposed?',
          options: [
            ...travel,
            alone('could-not', 'I could not get there'),
            alone('would-not', 'I would not use it'),
          ],
          otherOption: true,
          required: false,
        },
      ],
    },
    page('times', {
      kind: 'several',
      text: 'Which times suit you?',
      hint: 'Choose all that apply.',
      options: [
        ...choices(
          ['weekday-mornings', 'Weekday mornings'],
          ['weekday-afternoons', 'Weekday afternoons'],
          ['weekday-evenings', 'Weekdays after 5pm'],
          ['saturdays', 'Saturdays'],
          ['sundays', 'Sundays'],
          ['school-holidays', 'School holidays'],
        ),
        alone('any', 'Any time'),
      ],
    }),
    page('matters-most', {
      kind: 'several',
      text: 'Which services matter most to you?',
      hint: 'Choose the few that matter most.',
      options: services,
      otherOption: true,
    }),
    {
      key: 'other-ways',
      title: 'Other ways to get help',
      questions: [
        {
          key: 'outreach',
          kind: 'one',
          text: 'Would you use sessions in a place near you, such as a village hall or library?',
          options: choices(['yes', 'Yes'], ['maybe', 'Maybe'], ['no', 'No'], ['dont-know', 'Don’t know']),
          required: false,
        },
        {
          key: 'online',
          kind: 'one',
          text: 'Would you use information and advice online?',
          options: choices(['yes', 'Yes'], ['maybe', 'Maybe'], ['no', 'No'], ['dont-know', 'Don’t know']),
          required: false,
        },
      ],
    },
    {
      key: 'your-ideas',
      title: 'Your ideas',
      questions: [
        {
          key: 'missed',
          kind: 'long-text',
          text: 'What have we missed, or got wrong?',
          hint: 'Please don’t name anybody.',
          required: false,
        },
        {
          key: 'alternatives',
          kind: 'long-text',
          text: 'Is there another way to do this?',
          hint: 'For example: another building, other hours, or another way to save money.',
          required: false,
        },
      ],
    },
    page('mitigation', {
      kind: 'long-text',
      text: 'If the changes go ahead, what would make them easier for you?',
      hint: 'Please don’t name anybody.',
    }),
    page('heard', {
      kind: 'several',
      text: 'How did you hear about this consultation?',
      options: choices(
        ['centre', 'At a children’s centre'],
        ['school-or-nursery', 'From a school, nursery or childminder'],
        ['health', 'From a midwife, health visitor or doctor'],
        ['email', 'By email or letter'],
        ['social-media', 'On social media'],
        ['news', 'In the news'],
        ['library', 'At a library or other public building'],
        ['friend', 'From a friend or family'],
        ['councillor', 'From a councillor or a campaign'],
      ),
      otherOption: true,
    }),
    {
      key: 'postcode',
      title: 'What is your postcode?',
      introduction:
        'It tells us how far people would have to travel. We turn it into your neighbourhood (about 1,500 people) and how far you are from the nearest centre, and forget it at once.',
      questions: [
        {
          key: 'postcode',
          kind: 'postcode',
          text: 'Postcode',
          hint: 'You can leave this empty.',
          required: false,
        },
      ],
    },
  ]
}

// The same plan has the same ids in every consultation.
const named = (pages: readonly UnnamedPage[]): PlannedPage[] =>
  pages.map(one => ({ ...one, id: `standard-${one.key}` }))

/**
 * The question set that a consultation begins with.
 *
 * @returns the plan, always the same
 */
export function standardPlan(): SurveyPlan {
  return {
    title: 'Children’s centres in {{district}}',
    pages: named([
      ...aboutYou(),
      page('overall', {
        kind: 'agreement',
        text: 'How much do you agree or disagree with the overall approach?',
        hint: 'Fewer, larger Child and Family Centres, with Zones and sessions in other places.',
      }),
      aboutEachProposal,
      ...effects(),
    ]),
    equality: standardEquality(),
  }
}

/**
 * The harmonised equality questions, as a part of a plan.
 *
 * @returns pages, always the same
 */
export function standardEquality(): PlannedPage[] {
  return named(equalityPages())
}

/**
 * The question set that every district is asked, with its own proposals, where nobody changed it.
 *
 * @param district - code and name of the district
 * @param proposals - the district's own proposals, in order
 * @param surroundings - the centres that are offered by name
 * @returns a survey that is the same for the same proposals
 */
export function standardSurvey(
  district: { readonly code: string; readonly name: string },
  proposals: readonly SurveyedProposal[],
  surroundings: SurveySurroundings = {},
): SurveyDefinition {
  return districtSurvey(standardPlan(), {
    code: district.code,
    name: district.name,
    proposals,
    centres: surroundings.centres ?? [],
  })
}
