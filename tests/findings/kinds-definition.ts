import type { SurveyDefinition } from '../../server/model/survey.ts'
import { kinds } from '../surveys/every-kind.ts'
import { rolePage } from './support.ts'

/** A survey of the kinds that are neither chosen nor written, some asked only of parents. */
export function kindsDefinition(district: { code: string; name: string }): SurveyDefinition {
  return {
    title: `Children’s centres in ${district.name}`,
    pages: [
      rolePage({ required: false }),
      {
        key: 'all',
        title: 'Everybody',
        questions: [kinds.order, { ...kinds.count, maximum: 3 }, kinds.born, kinds.photo, kinds.views],
      },
      {
        key: 'parents',
        title: 'Parents',
        condition: { questionKey: 'role', has: 'any of', values: ['parent'] },
        questions: [
          { ...kinds.order, key: 'order-of-parents', text: 'What comes first for parents?' },
          { ...kinds.count, key: 'count-of-parents', maximum: 1, text: 'How many rooms?' },
          { ...kinds.born, key: 'day-of-parents', text: 'When did you come?' },
        ],
      },
    ],
    equality: [],
  }
}
