import type { Request, Response } from 'express'
import { z } from 'zod'
import { bookFor } from '../../consultations/index.ts'
import {
  answersThatCount,
  districtSurvey,
  pagesThatApply,
  type GivenAnswer,
  type PlannedDistrict,
  type SurveyDefinition,
  type SurveyPage,
} from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import type { FieldError } from '../../platform/forms.ts'
import { languages } from '../../platform/languages.ts'
import { pathParameter, queryText, showPage, type Pages } from '../../platform/pages.ts'
import { speakerOf } from '../../platform/speaker.ts'
import { readSurveyPage } from '../survey-forms.ts'
import { shownAnswersOfPage } from '../shown-answers-page.ts'
import { shownPage } from '../survey-page.ts'
import { wordsOf } from '../survey-words.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { standardPatterns } from '../standard-patterns.ts'

const givenAnswers = z
  .array(
    z.object({
      questionKey: z.string().max(200),
      choices: z.array(z.string().max(200)).max(200),
      text: z.string().max(20_000).nullable(),
    }),
  )
  .max(2000)

/** A page of the survey, `check` or `end`. */
type Step = SurveyPage | 'check' | 'end'

/** The steps that somebody with these answers takes. */
function stepsOf(definition: SurveyDefinition, answers: readonly GivenAnswer[]): Step[] {
  return [
    ...pagesThatApply(definition.pages, answers),
    'check',
    ...pagesThatApply(definition.equality, answers),
    'end',
  ]
}

const stepName = (step: Step, definition: SurveyDefinition): string =>
  typeof step === 'string' ? step : definition.equality.includes(step) ? `equality/${step.key}` : step.key

// The page carries the answers itself: nothing of a preview is stored.
function givenIn(body: Record<string, unknown>): GivenAnswer[] {
  const json = body['given']
  if (typeof json !== 'string') return []
  try {
    const read = givenAnswers.safeParse(JSON.parse(json))
    return read.success ? read.data : []
  } catch {
    return []
  }
}

/**
 * The builder's pages for trying a survey as a respondent: its real pages, one after another, without storing anything.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderPreviewRoutes(pages: Pages, needs: BuilderNeeds): void {
  const path = `${builderPath}/preview`
  const districtIn = (building: Building, request: Request): PlannedDistrict => {
    const code = pathParameter(request, 'district')
    const district = building.districts.find(one => one.code === code)
    if (!district) throw notFound('There is no such district.')
    return district
  }

  pages.get(path, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    await showPage(response, 'builder/previews', {
      title: 'Try the survey',
      ...builderFrame(building),
      districts: building.districts,
      languageList: languages.map(({ code, name }) => ({ code, said: name })),
    })
  })

  const showStep = async (
    request: Request,
    response: Response,
    {
      building,
      district,
      definition,
    }: { building: Building; district: PlannedDistrict; definition: SurveyDefinition },
    step: Step,
    answers: readonly GivenAnswer[],
    mistakes: readonly FieldError[] = [],
    typed: object = {},
  ): Promise<void> => {
    const easy = queryText(request, 'view') === 'easy'
    const own = speakerOf(response)
    const speaker = own.reading(
      await bookFor(needs.db, building.consultation, own.language),
      standardPatterns,
    )
    const words = wordsOf(speaker, definition, answers)
    const steps = stepsOf(definition, answers)
    const shown = typeof step === 'string' ? null : shownPage(step, answers, { words, easy })
    const asked = pagesThatApply(definition.pages, answers)
    const counted = answersThatCount(definition.pages, answers)
    await showPage(
      response,
      'builder/preview',
      {
        title: shown === null ? speaker.plain('Check your answers') : shown.heading.text,
        layout: 'public',
        speaker,
        councilName: building.county.name,
        demonstration: building.county.demonstration,
        back: `${building.at}/preview`,
        action: `${building.at}/preview/${district.code}?lang=${own.language}${easy ? '&view=easy' : ''}`,
        districtName: district.name,
        step: stepName(step, definition),
        number: steps.indexOf(step) + 1,
        count: steps.length,
        page: shown,
        place: [],
        given: JSON.stringify(answers),
        lines:
          step === 'check'
            ? asked.flatMap(page => shownAnswersOfPage(page, counted, null, { words, speaker }))
            : [],
        errors: mistakes,
        typed,
      },
      mistakes.length > 0 ? 422 : 200,
    )
  }

  pages.get(`${path}/:district`, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const district = districtIn(building, request)
    const definition = districtSurvey(building.plan, district)
    const wanted = queryText(request, 'page')
    const steps = stepsOf(definition, [])
    const step = steps.find(one => stepName(one, definition) === wanted) ?? steps[0] ?? 'end'
    await showStep(request, response, { building, district, definition }, step, [])
  })

  pages.post(
    `${path}/:district`,
    'consult',
    async (request, response) => {
      const building = await readBuilding(needs, request)
      const district = districtIn(building, request)
      const definition = districtSurvey(building.plan, district)
      const body = request.body as Record<string, unknown>
      const about = { building, district, definition }
      const before = givenIn(body)
      const steps = stepsOf(definition, before)
      const at = Math.max(
        0,
        steps.findIndex(one => stepName(one, definition) === body['step']),
      )
      const here = steps[at] ?? 'end'
      if (body['to'] === 'back')
        return showStep(request, response, about, steps[Math.max(0, at - 1)] ?? here, before)
      if (typeof here === 'string') return showStep(request, response, about, steps[at + 1] ?? 'end', before)
      const { answers, errors, typed } = readSurveyPage(here, body)
      if (errors.length > 0) return showStep(request, response, about, here, before, errors, typed)
      const keys = new Set(answers.map(answer => answer.questionKey))
      const now = [...before.filter(answer => !keys.has(answer.questionKey)), ...answers]
      const after = stepsOf(definition, now)
      await showStep(request, response, about, after[after.indexOf(here) + 1] ?? 'end', now)
    },
    { form: { maximumBytes: 2_000_000 } },
  )
}
