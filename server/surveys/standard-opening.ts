import { alone, choices, page, services, type UnnamedPage } from './standard-parts.ts'

/**
 * The standard questions about who answers and how they use the centres now.
 *
 * @returns the pages, always the same
 */
export function aboutYou(): UnnamedPage[] {
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

/** The standard page about each proposal. */
export const aboutEachProposal: UnnamedPage = {
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
