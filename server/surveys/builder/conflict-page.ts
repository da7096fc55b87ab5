import type { PlannedDistrict, PlannedQuestion } from '../../model/survey.ts'
import type { TypedPage } from './builder-forms.ts'
import type { Conflict } from './building-routes.ts'
import { kindName } from './builder-words.ts'
import { linesFromOptions } from './option-lines.ts'

type Parts<Thing> = readonly (readonly [label: string, of: (thing: Thing) => string])[]

const yesOrNo = (is: boolean | undefined): string => (is === true ? 'Yes' : 'No')

const limits = ({ minimum, maximum, earliest, latest }: PlannedQuestion): string => {
  const [least, most] = [minimum ?? earliest, maximum ?? latest]
  if (least === undefined) return most === undefined ? '' : `up to ${most}`
  return most === undefined ? `from ${least}` : `${least} to ${most}`
}

const questionParts: Parts<PlannedQuestion> = [
  ['How it is answered', question => kindName(question.kind)],
  ['Question', question => question.text],
  ['Help text', question => question.hint ?? ''],
  ['Answers', question => linesFromOptions(question.options ?? [])],
  ['Statements', question => linesFromOptions(question.items ?? [])],
  ['“Other, please say”', question => yesOrNo(question.otherOption)],
  ['The district’s own centres', question => yesOrNo(question.centres)],
  ['Has to be answered', question => yesOrNo(question.required)],
  ['Limits', limits],
  ['Digits after the point', question => (question.decimals === undefined ? '' : String(question.decimals))],
  ['What is counted', question => question.unit ?? ''],
  ['Easy words', question => question.easyText ?? ''],
  ['Easy read picture', question => question.picture ?? ''],
  ['Key', question => question.key],
]

function compared<Thing>(parts: Parts<Thing>, yours: Thing, theirs: Thing | null): Conflict['rows'] {
  return parts
    .map(([label, of]) => ({ label, yours: of(yours), theirs: theirs === null ? '' : of(theirs) }))
    .filter(row => row.yours !== '' || row.theirs !== '')
}

/**
 * Two people's versions of a question, part by part.
 *
 * @param yours - as it was sent
 * @param theirs - as it is stored; null when it was taken out
 * @returns the parts of which one of them says something
 */
export function questionConflict(yours: PlannedQuestion, theirs: PlannedQuestion | null): Conflict['rows'] {
  return compared(questionParts, yours, theirs)
}

/**
 * Two people's versions of a page, part by part.
 *
 * @param yours - as it was sent
 * @param theirs - as it is stored; null when it was taken out
 * @param districts - every district, for their names
 * @returns the parts of which one of them says something
 */
export function pageConflict(
  yours: TypedPage,
  theirs: TypedPage | null,
  districts: readonly PlannedDistrict[],
): Conflict['rows'] {
  const nameOf = (code: string): string => districts.find(one => one.code === code)?.name ?? code
  return compared<TypedPage>(
    [
      ['Title', page => page.title],
      ['Introduction', page => page.introduction ?? ''],
      ['Section', page => page.section ?? ''],
      ['About each proposal', page => yesOrNo(page.block !== undefined)],
      ['Districts', page => page.districts?.map(nameOf).join(', ') ?? 'All districts'],
      ['Key', page => page.key],
    ],
    yours,
    theirs,
  )
}
