import type { Response } from 'express'
import { planProblems, type PlannedPage, type SurveyPlan } from '../../model/survey.ts'
import { AppError } from '../../platform/errors.ts'
import type { FieldError } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../../platform/receive-files.ts'
import { largestPlanBytes, planAsJson, planFromJson } from '../plan-json.ts'
import { problemsOf } from './builder-page.ts'
import { editPlan } from './builder-service.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  readToChange,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { largestQuestionFile, readQuestionFile } from './read-file-service.ts'

const ways = ['add', 'replace'] as const
type Way = (typeof ways)[number]

/** The plan as it would be with what was read in it. */
function withRead(plan: SurveyPlan, read: SurveyPlan, whole: boolean, way: Way): SurveyPlan {
  const fresh = (all: readonly PlannedPage[]): PlannedPage[] => all.map(page => ({ ...page, id: newId() }))
  const [pages, equality] = [fresh(read.pages), fresh(read.equality)]
  if (way === 'add')
    return { ...plan, pages: [...plan.pages, ...pages], equality: [...plan.equality, ...equality] }
  return whole ? { title: read.title, pages, equality } : { ...plan, pages }
}

/**
 * The builder's pages for exporting questions to a file and importing them from one.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderFileRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const showForm = async (
    response: Response,
    building: Building,
    errors: readonly FieldError[] = [],
    status = 200,
  ): Promise<void> =>
    showPage(
      response,
      'builder/file',
      { title: 'Export and import', ...builderFrame(building), errors },
      errors.length > 0 && status === 200 ? 422 : status,
    )

  pages.get(`${builderPath}/file`, 'consult', async (request, response) => {
    await showForm(response, await readBuilding(needs, request))
  })

  pages.get(`${builderPath}/export.json`, 'consult', async (request, response) => {
    const { consultation, plan } = await readBuilding(needs, request)
    response.attachment(`${consultation.slug.replace(/[^a-z0-9-]/gi, '')}-questions.json`)
    response.type('application/json').send(planAsJson(plan))
  })

  pages.post(
    `${builderPath}/file`,
    'consult',
    async (request, response) => {
      const building = await readToChange(needs, request)
      const problems = uploadProblems(request)
      const [file] = uploadedFiles(request)
      if (problems.length > 0) return showForm(response, building, problems)
      if (!file)
        return showForm(response, building, [{ field: 'file', message: 'Choose a file of questions' }])
      try {
        const read = await readQuestionFile(file.path)
        const refused = read.rows.filter(row => row.refused !== '').length
        await showPage(
          response,
          'builder/read',
          {
            title: refused > 0 ? 'Nothing was imported' : 'Check what was read',
            ...builderFrame(building),
            fileName: file.originalName,
            rows: read.rows.slice(0, 1000),
            refused,
            whole: read.whole,
            pageCount: read.plan === null ? 0 : read.plan.pages.length + read.plan.equality.length,
            questionPlan: read.plan === null ? '' : planAsJson(read.plan),
            problems:
              read.plan === null
                ? []
                : problemsAll(withRead(building.plan, read.plan, read.whole, 'replace'), building),
          },
          refused > 0 ? 422 : 200,
        )
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return showForm(response, building, [{ field: 'file', message: error.message }], error.status)
      }
    },
    { files: { field: 'file', maximumFiles: 1, maximumBytes: largestQuestionFile, kinds: ['any'] } },
  )

  pages.post(
    `${builderPath}/import`,
    'consult',
    async (request, response, visitor) => {
      const building = await readToChange(needs, request)
      const body = request.body as Record<string, unknown>
      const way = ways.find(one => one === body['way'])
      const json = typeof body['plan'] === 'string' ? body['plan'] : ''
      // What comes back from the page is read as strictly as the file was.
      const read = planFromJson(json)
      if (way === undefined || !read.ok) {
        return showForm(response, building, [
          {
            field: 'file',
            message:
              way === undefined && read.ok
                ? 'Choose the file again, and then whether its pages are added or take the place of all others'
                : 'What was read could not be kept. Choose the file again',
          },
        ])
      }
      const whole = body['whole'] === 'yes'
      await editPlan(db, building.consultation.id, visitor, clock, 'Imported questions from a file', plan =>
        withRead(plan, read.plan, whole, way),
      )
      const count = read.plan.pages.length + read.plan.equality.length
      redirectWithNotice(
        response,
        building.at,
        `${count === 1 ? 'One page was' : `${count} pages were`} imported`,
      )
    },
    { form: { maximumBytes: largestPlanBytes * 4 } },
  )
}

function problemsAll(plan: SurveyPlan, { districts }: Building): string[] {
  const problems = planProblems(plan, districts)
  return [null, ...[...plan.pages, ...plan.equality].map(page => page.id)]
    .flatMap(id => problemsOf(problems, id))
    .slice(0, 50)
}
