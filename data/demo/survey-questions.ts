import type { SurveyPage } from '../../server/model/survey.ts'

/** Pages that follow a page of the standard survey. */
export interface AddedPages {
  /** Key of the page that they follow. */
  readonly after: string
  readonly survey: {
    readonly format: 'doorstep-survey/1'
    readonly title: string
    readonly pages: readonly SurveyPage[]
    readonly equality: readonly SurveyPage[]
  }
}

const following = (after: string, ...pages: SurveyPage[]): AddedPages => ({
  after,
  survey: { format: 'doorstep-survey/1', title: '', pages, equality: [] },
})

// None asks for a file: an administrator lets files in, survey by survey, and a demonstration that anybody may open
// keeps nothing that strangers send.
/** What the invented council asks beside the standard questions. */
export const surveyQuestions: readonly AddedPages[] = [
  following('children', {
    key: 'family-size',
    title: 'How many children do you look after?',
    condition: { questionKey: 'children', has: 'none of', values: ['none', 'prefer-not-to-say'] },
    questions: [
      {
        key: 'family-size',
        kind: 'number',
        text: 'How many children do you look after?',
        hint: 'Count every child that you would bring or care for. You can leave this empty.',
        easyText: 'How many children do you look after?',
        picture: 'child',
        minimum: 0,
        maximum: 20,
        unit: 'children',
        required: false,
      },
    ],
  }),
  following('overall', {
    key: 'principles',
    title: 'What should guide us?',
    introduction: 'We cannot keep everything. Tell us what you think of each of these.',
    questions: [
      {
        key: 'principles',
        kind: 'agreement-list',
        text: 'How much do you agree or disagree with each of these?',
        easyText: 'Do you agree with these?',
        picture: 'speech',
        items: [
          { value: 'near-poorest', text: 'Centres should be nearest to the families with the least money.' },
          {
            value: 'longer-hours',
            text: 'A few places that are open longer are better than many that open for a few hours.',
          },
          { value: 'all-ages', text: 'The same place should help families with children of all ages.' },
          { value: 'come-to-us', text: 'Family support workers should come to families who cannot travel.' },
        ],
        required: false,
      },
    ],
  }),
  following('matters-most', {
    key: 'keep-first',
    title: 'What should we keep near you first?',
    questions: [
      {
        key: 'keep-first',
        kind: 'ranking',
        text: 'What should we keep near you first?',
        hint: 'Put as many in order as you like.',
        easyText: 'What should stay near you first?',
        picture: 'building',
        options: [
          { value: 'groups', text: 'Groups for babies and toddlers' },
          { value: 'clinics', text: 'Midwife and health visitor clinics' },
          { value: 'support', text: 'One-to-one family support' },
          { value: 'courses', text: 'Parenting courses' },
          { value: 'special-needs', text: 'Help for children with special needs' },
        ],
        required: false,
      },
    ],
  }),
]
