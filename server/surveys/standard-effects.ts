import { alone, choices, page, services, type UnnamedPage } from './standard-parts.ts'

const travel = choices(
  ['walk', 'Walk, with or without a pram or buggy'],
  ['cycle', 'Cycle'],
  ['bus', 'Bus'],
  ['train', 'Train'],
  ['car', 'Car'],
  ['lift-or-taxi', 'A lift or a taxi'],
)

/**
 * The standard questions about what the proposals would change for people, and what they suggest.
 *
 * @returns the pages, always the same
 */
export function effects(): UnnamedPage[] {
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
