import type {
  PageCondition,
  SurveyDefinition,
  SurveyOption,
  SurveyPage,
  SurveyQuestion,
} from './definition.ts'
import { LONGEST_TEXTS } from './limits.ts'
import type { SurveyProblem } from './problem.ts'
import { surveyProblems } from './problems.ts'

/** A question as it is planned for all districts. */
export interface PlannedQuestion extends SurveyQuestion {
  /** Offers the district's own centres by name before its other answers. */
  readonly centres?: boolean
}

/** A page as it is planned. Texts may hold `{{district}}`, and in the proposals' block `{{proposal}}`, `{{lost}}`, `{{changes}}`. */
export interface PlannedPage extends Omit<SurveyPage, 'questions'> {
  /** Names the page in the plan: two districts may have different pages of one key. */
  readonly id: string
  readonly questions: readonly PlannedQuestion[]
  /** Asked once for each proposal of the district. Its keys begin with `proposal`, which becomes `proposal-1` and so on. */
  readonly block?: 'proposals'
  /** Codes of the districts that are asked; without it, all. */
  readonly districts?: readonly string[]
}

/** The questions of a consultation, from which each district's survey is made. */
export interface SurveyPlan {
  readonly title: string
  readonly pages: readonly PlannedPage[]
  readonly equality: readonly PlannedPage[]
}

/** What is asked about a proposal. */
export interface PlannedProposal {
  readonly id: string
  readonly title: string
  /** '' when nothing is. */
  readonly whatIsLost: string
  readonly whatChanges: string
}

/** A district for which a plan becomes a survey. */
export interface PlannedDistrict {
  readonly code: string
  readonly name: string
  readonly proposals: readonly PlannedProposal[]
  /** Existing centres, offered by name. */
  readonly centres: readonly { readonly id: string; readonly name: string }[]
}

/** The two parts of a plan. */
export type PlanPart = 'pages' | 'equality'

type Fill = (text: string) => string

/** The block's keys begin with it. */
const proposalKey = /^proposal(?=-|$)/

/**
 * The survey of one district: the planned pages that it is asked, with its name, centres and proposals in them.
 *
 * @param plan - the plan
 * @param district - the district
 * @returns the same survey for the same plan and district
 */
export function districtSurvey(plan: SurveyPlan, district: PlannedDistrict): SurveyDefinition {
  const named = filler({ district: district.name })
  const asked = (pages: readonly PlannedPage[]): PlannedPage[] =>
    pages.filter(page => page.districts === undefined || page.districts.includes(district.code))
  const made = (page: PlannedPage): SurveyPage[] =>
    page.block === undefined
      ? [surveyPage(page, district, named, key => key, null)]
      : district.proposals.map((proposal, at) => {
          const keyOf: Fill = key => key.replace(proposalKey, `proposal-${at + 1}`)
          const fill = filler({
            district: district.name,
            proposal: proposal.title,
            lost: proposal.whatIsLost.trim(),
            changes: proposal.whatChanges.trim(),
          })
          const piped: Fill = text =>
            fill(
              text.replace(
                /(\{\{\s*answer:\s*)([a-z0-9-]+)/g,
                (_all, start: string, key: string) => start + keyOf(key),
              ),
            )
          return surveyPage(page, district, piped, keyOf, proposal.id)
        })
  return {
    title: named(plan.title),
    pages: asked(plan.pages).flatMap(made),
    equality: asked(plan.equality).flatMap(made),
  }
}

function filler(values: Readonly<Record<string, string>>): Fill {
  return text =>
    text
      .replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
        Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
      )
      // What has nothing to say leaves no empty paragraph.
      .replace(/\n{3,}/g, '\n\n')
      .trim()
}

function surveyPage(
  page: PlannedPage,
  district: PlannedDistrict,
  fill: Fill,
  keyOf: Fill,
  proposalId: string | null,
): SurveyPage {
  const introduction = page.introduction === undefined ? '' : fill(page.introduction)
  const here = (one: PageCondition): PageCondition => ({ ...one, questionKey: keyOf(one.questionKey) })
  return {
    key: keyOf(page.key),
    title: fill(page.title),
    ...(introduction === '' ? {} : { introduction }),
    questions: page.questions.map(question => surveyQuestion(question, district, fill, keyOf, proposalId)),
    ...(page.condition === undefined ? {} : { condition: here(page.condition) }),
    ...(page.also === undefined || page.also.length === 0 ? {} : { also: page.also.map(here) }),
    ...(page.section === undefined ? {} : { section: page.section }),
  }
}

function surveyQuestion(
  question: PlannedQuestion,
  district: PlannedDistrict,
  fill: Fill,
  keyOf: Fill,
  proposalId: string | null,
): SurveyQuestion {
  const { centres, options, items, hint, easyText, ...rest } = question
  const filled = (all: readonly SurveyOption[]): SurveyOption[] =>
    all.map(option => ({ ...option, text: fill(option.text) }))
  const own = centres === true ? district.centres.map(({ id, name }) => ({ value: id, text: name })) : []
  return {
    ...rest,
    key: keyOf(question.key),
    text: fill(question.text),
    ...(hint === undefined ? {} : { hint: fill(hint) }),
    ...(easyText === undefined ? {} : { easyText: fill(easyText) }),
    ...(options === undefined && own.length === 0 ? {} : { options: [...own, ...filled(options ?? [])] }),
    ...(items === undefined ? {} : { items: filled(items) }),
    ...(proposalId === null ? {} : { proposalId }),
  }
}

/** Something that is wrong with a plan, and where. */
export interface PlanProblem {
  readonly message: string
  /** Names of the districts in which it is wrong; empty where it is wrong before any district. */
  readonly districts: readonly string[]
  /** The planned page; null for the whole survey. */
  readonly pageId: string | null
  /** Key of the planned question; null for the whole page. */
  readonly questionKey: string | null
}

/**
 * What is wrong with a plan before its surveys can be published.
 *
 * @param plan - the plan
 * @param districts - the districts that are asked
 * @returns each problem once, with the districts that have it; empty when every district's survey can be published
 */
export function planProblems(plan: SurveyPlan, districts: readonly PlannedDistrict[]): PlanProblem[] {
  const found = new Map<string, PlanProblem>()
  const add = (problem: Omit<PlanProblem, 'districts'>, name: string | null): void => {
    const key = JSON.stringify([problem.message, problem.pageId, problem.questionKey])
    const before = found.get(key)?.districts ?? []
    found.set(key, {
      ...problem,
      districts: name === null || before.includes(name) ? before : [...before, name],
    })
  }
  for (const page of [...plan.pages, ...plan.equality]) {
    if (page.districts !== undefined && !districts.some(({ code }) => page.districts?.includes(code))) {
      const message = `The page “${page.title}” is asked in no district: those that it names are not in this consultation.`
      add({ message, pageId: page.id, questionKey: null }, null)
    }
    for (const { questionKey, message } of blockProblems(page, plan)) {
      add({ message, pageId: page.id, questionKey }, null)
    }
  }
  for (const district of districts) {
    for (const problem of surveyProblems(districtSurvey(plan, district))) {
      add(placed(problem, plan, district), district.name)
    }
  }
  return [...found.values()]
}

function blockProblems(
  page: PlannedPage,
  plan: SurveyPlan,
): { message: string; questionKey: string | null }[] {
  if (page.block === undefined) return []
  if (plan.equality.includes(page)) {
    return [{ message: 'Equality questions cannot be asked about each proposal.', questionKey: null }]
  }
  const words = 'is asked about each proposal, so its key must begin with “proposal”.'
  return [
    ...(proposalKey.test(page.key)
      ? []
      : [{ message: `The page “${page.key}” ${words}`, questionKey: null }]),
    ...page.questions
      .filter(question => !proposalKey.test(question.key))
      .map(question => ({ message: `The question “${question.key}” ${words}`, questionKey: question.key })),
  ]
}

/** Finds the planned page and question behind those of a district's survey. */
function placed(
  problem: SurveyProblem,
  plan: SurveyPlan,
  district: PlannedDistrict,
): Omit<PlanProblem, 'districts'> {
  const plain = (key: string): string => key.replace(/^proposal-\d+(?=-|$)/, 'proposal')
  const page = [...plan.pages, ...plan.equality].find(one => {
    if (one.districts !== undefined && !one.districts.includes(district.code)) return false
    const keyed = (key: string | null, own: string): boolean =>
      key !== null && own === (one.block === undefined ? key : plain(key))
    return problem.pageKey === null
      ? one.questions.some(question => keyed(problem.questionKey, question.key))
      : keyed(problem.pageKey, one.key)
  })
  const key = problem.questionKey
  return {
    message: problem.message,
    pageId: page?.id ?? null,
    questionKey: key === null ? null : page?.block === undefined ? key : plain(key),
  }
}

/**
 * A key made of words, for addresses and downloads.
 *
 * @param words - such as a question's text
 * @param taken - keys that are used already
 * @returns small letters, figures and single hyphens, at most 40 characters, and none of `taken`
 */
export function keyFrom(words: string, taken: Iterable<string> = []): string {
  const used = new Set(taken)
  const base =
    words
      .slice(0, LONGEST_TEXTS.question)
      .normalize('NFKD')
      .replace(/[’']/g, '')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-[^-]*$/, whole => (words.length > 40 ? '' : whole)) || 'question'
  let key = base
  for (let at = 2; used.has(key); at += 1) key = `${base}-${at}`
  return key
}
