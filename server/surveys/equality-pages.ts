import type { SurveyOption, SurveyPage, SurveyQuestion } from '../model/survey.ts'

const preferNotToSay: SurveyOption = {
  value: 'prefer-not-to-say',
  text: 'Prefer not to say',
  exclusive: true,
}

function options(...texts: readonly (readonly [value: string, text: string])[]): SurveyOption[] {
  return [...texts.map(([value, text]) => ({ value, text })), preferNotToSay]
}

function one(
  key: string,
  text: string,
  offered: SurveyOption[],
  more: Partial<SurveyQuestion> = {},
): SurveyQuestion {
  return { key, kind: 'one', text, options: offered, required: false, ...more }
}

const ethnicGroups = {
  white: options(
    ['white-british', 'English, Welsh, Scottish, Northern Irish or British'],
    ['white-irish', 'Irish'],
    ['white-gypsy-traveller', 'Gypsy or Irish Traveller'],
    ['white-roma', 'Roma'],
    ['white-other', 'Any other White background'],
  ),
  mixed: options(
    ['mixed-white-black-caribbean', 'White and Black Caribbean'],
    ['mixed-white-black-african', 'White and Black African'],
    ['mixed-white-asian', 'White and Asian'],
    ['mixed-other', 'Any other Mixed or multiple ethnic background'],
  ),
  asian: options(
    ['asian-indian', 'Indian'],
    ['asian-pakistani', 'Pakistani'],
    ['asian-bangladeshi', 'Bangladeshi'],
    ['asian-chinese', 'Chinese'],
    ['asian-other', 'Any other Asian background'],
  ),
  black: options(
    ['black-african', 'African'],
    ['black-caribbean', 'Caribbean'],
    ['black-other', 'Any other Black, African or Caribbean background'],
  ),
  other: options(['other-arab', 'Arab'], ['other-other', 'Any other ethnic group']),
} as const

const backgroundTitles = {
  white: 'Which of these best describes your White background?',
  mixed: 'Which of these best describes your Mixed or multiple ethnic groups background?',
  asian: 'Which of these best describes your Asian or Asian British background?',
  black: 'Which of these best describes your Black, African, Caribbean or Black British background?',
  other: 'Which of these best describes your background?',
} as const

function backgroundPage(group: keyof typeof ethnicGroups): SurveyPage {
  return {
    key: `ethnic-background-${group}`,
    title: backgroundTitles[group],
    condition: { questionKey: 'ethnic-group', has: 'any of', values: [group] },
    questions: [one(`ethnic-background-${group}`, backgroundTitles[group], ethnicGroups[group])],
  }
}

/**
 * The optional equality questions, in the harmonised wording, with age bands for dates of birth and with Roma, pregnancy
 * and maternity, and care added.
 *
 * Source: Government Statistical Service harmonised standards as used by the GOV.UK equality information pattern.
 *
 * @returns pages; keys are the same in every survey
 */
export function equalityPages(): SurveyPage[] {
  return [
    {
      key: 'age',
      title: 'How old are you?',
      questions: [
        one(
          'age',
          'How old are you?',
          options(
            ['under-16', 'Under 16'],
            ['16-to-19', '16 to 19'],
            ['20-to-24', '20 to 24'],
            ['25-to-34', '25 to 34'],
            ['35-to-44', '35 to 44'],
            ['45-to-54', '45 to 54'],
            ['55-to-64', '55 to 64'],
            ['65-and-over', '65 and over'],
          ),
        ),
      ],
    },
    {
      key: 'sex',
      title: 'Sex and gender',
      questions: [
        one('sex', 'What is your sex?', options(['female', 'Female'], ['male', 'Male'])),
        one(
          'gender',
          'Is the gender you identify with the same as your sex registered at birth?',
          options(['yes', 'Yes'], ['no', 'No']),
        ),
        {
          key: 'gender-identity',
          kind: 'text',
          text: 'If not, what is your gender identity?',
          hint: 'You don’t have to answer.',
          required: false,
        },
      ],
    },
    {
      key: 'pregnancy',
      title: 'Are you pregnant, or have you had a baby in the last 12 months?',
      questions: [
        one(
          'pregnancy',
          'Are you pregnant, or have you had a baby in the last 12 months?',
          options(
            ['pregnant', 'Yes, I am pregnant'],
            ['baby', 'Yes, I have had a baby in the last 12 months'],
            ['no', 'No'],
          ),
        ),
      ],
    },
    {
      key: 'health',
      title:
        'Do you have any physical or mental health conditions or illnesses lasting or expected to last 12 months or more?',
      questions: [
        one(
          'health',
          'Do you have any physical or mental health conditions or illnesses lasting or expected to last 12 months or more?',
          options(['yes', 'Yes'], ['no', 'No']),
        ),
      ],
    },
    {
      key: 'day-to-day',
      title: 'Do any of your conditions or illnesses reduce your ability to carry out day-to-day activities?',
      condition: { questionKey: 'health', has: 'any of', values: ['yes'] },
      questions: [
        one(
          'day-to-day',
          'Do any of your conditions or illnesses reduce your ability to carry out day-to-day activities?',
          options(['a-lot', 'Yes, a lot'], ['a-little', 'Yes, a little'], ['not-at-all', 'Not at all']),
        ),
      ],
    },
    {
      key: 'carer',
      title:
        'Do you look after, or give help or support to, anyone because of a long-term condition, illness or old age?',
      questions: [
        one(
          'carer',
          'Do you look after, or give help or support to, anyone because of a long-term condition, illness or old age?',
          options(
            ['no', 'No'],
            ['child', 'Yes, a child'],
            ['adult', 'Yes, an adult'],
            ['both', 'Yes, a child and an adult'],
          ),
          { hint: 'Don’t count anything you do as paid work.' },
        ),
      ],
    },
    {
      key: 'ethnic-group',
      title: 'What is your ethnic group?',
      questions: [
        one(
          'ethnic-group',
          'What is your ethnic group?',
          options(
            ['white', 'White'],
            ['mixed', 'Mixed or multiple ethnic groups'],
            ['asian', 'Asian or Asian British'],
            ['black', 'Black, African, Caribbean or Black British'],
            ['other', 'Other ethnic group'],
          ),
        ),
      ],
    },
    backgroundPage('white'),
    backgroundPage('mixed'),
    backgroundPage('asian'),
    backgroundPage('black'),
    backgroundPage('other'),
    {
      key: 'religion',
      title: 'What is your religion?',
      questions: [
        one(
          'religion',
          'What is your religion?',
          options(
            ['none', 'No religion'],
            [
              'christian',
              'Christian, including Church of England, Catholic, Protestant and all other Christian denominations',
            ],
            ['buddhist', 'Buddhist'],
            ['hindu', 'Hindu'],
            ['jewish', 'Jewish'],
            ['muslim', 'Muslim'],
            ['sikh', 'Sikh'],
          ),
          { otherOption: true },
        ),
      ],
    },
    {
      key: 'orientation',
      title: 'Which of the following best describes your sexual orientation?',
      questions: [
        one(
          'orientation',
          'Which of the following best describes your sexual orientation?',
          options(
            ['heterosexual', 'Heterosexual or straight'],
            ['gay-or-lesbian', 'Gay or lesbian'],
            ['bisexual', 'Bisexual'],
          ),
          { otherOption: true },
        ),
      ],
    },
    {
      key: 'marital-status',
      title: 'What is your legal marital or registered civil partnership status?',
      questions: [
        one(
          'marital-status',
          'What is your legal marital or registered civil partnership status?',
          options(
            ['never', 'Never married and never registered in a civil partnership'],
            ['married', 'Married'],
            ['civil-partnership', 'In a registered civil partnership'],
            ['separated-marriage', 'Separated, but still legally married'],
            ['separated-partnership', 'Separated, but still legally in a civil partnership'],
            ['divorced', 'Divorced'],
            ['dissolved', 'Formerly in a civil partnership which is now legally dissolved'],
            ['widowed', 'Widowed'],
            ['surviving-partner', 'Surviving partner from a registered civil partnership'],
          ),
        ),
      ],
    },
  ]
}
