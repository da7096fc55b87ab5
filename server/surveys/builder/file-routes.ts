import type { Response } from 'express'
import {
  planProblems,
  questionsOf,
  type PlannedPage,
  type PlanPart,
  type SurveyPlan,
} from '../../model/survey.ts'
import { AppError } from '../../platform/errors.ts'
import type { FieldError } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../../platform/receive-files.ts'
import { largestPlanBytes, planAsJson, planFromJson } from '../plan-json.ts'
import { problemsOf } from './builder-page.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { findPage } from './plan-edits.ts'
import { largestQuestionFile, readQuestionFile, rowsOfPlan, type ReadQuestions } from './read-file-service.ts'

const ways = ['add', 'replace'] as const
type Way = (typeof ways)[number]

/** What was read of a file, and what its pages are to be called. */
interface Imported {
  readonly plan: SurveyPlan
  /** A file in the product's own format also holds the title and the equality questions. */
  readonly whole: boolean
  /** Names this reading of the file; the ids of its pages begin with it. */
  readonly name: string
}

const idOf = ({ name }: Imported, way: Way, part: PlanPart, at: number): string =>
  `${name}-${way}-${part}-${at}`

/** The plan as it would be with what was read in it. */
function withRead(plan: SurveyPlan, imported: Imported, way: Way): SurveyPlan {
  const named = (part: PlanPart): PlannedPage[] =>
    imported.plan[part].map((page, at) => ({ ...page, id: idOf(imported, way, part, at) }))
  const [pages, equality] = [named('pages'), named('equality')]
  if (way === 'add')
    return { ...plan, pages: [...plan.pages, ...pages], equality: [...plan.equality, ...equality] }
  return imported.whole ? { title: imported.plan.title, pages, equality } : { ...plan, pages }
}

/**
 * The builder's pages for exporting questions to a file and importing them from one.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderFileRoutes(pages: Pages, needs: BuilderNeeds): void {
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

  const showRead = async (
    response: Response,
    building: Building,
    {
      fileName,
      rows,
      imported,
    }: { fileName: string; rows: ReadQuestions['rows']; imported: Imported | null },
    again: { readonly way: Way | null; readonly message: string } | null = null,
  ): Promise<void> => {
    const refusedRows = rows.filter(row => row.refused !== '')
    await showPage(
      response,
      'builder/read',
      {
        title: imported === null ? 'Nothing was imported' : 'Check what was read',
        ...builderFrame(building),
        fileName,
        refusedRows,
        takenRows: rows.filter(row => row.refused === '' && row.left !== true).slice(0, 1000),
        leftRows: rows.filter(row => row.left === true),
        refused: refusedRows.length,
        whole: imported?.whole ?? false,
        imported: imported?.name ?? '',
        pageCount: imported === null ? 0 : imported.plan.pages.length + imported.plan.equality.length,
        questionPlan: imported === null ? '' : planAsJson(imported.plan),
        seen: String(building.version),
        now: replacedBy(building.plan, imported),
        problemLists: imported === null ? [] : problemLists(building, imported),
        errors: again === null ? [] : [{ field: 'way', message: again.message }],
        chosen: again?.way ?? null,
      },
      imported === null || again?.way === null ? 422 : again === null ? 200 : 409,
    )
  }

  changePages(
    pages,
    needs,
    `${builderPath}/file`,
    async ({ request, response, building }) => {
      const problems = uploadProblems(request)
      const [file] = uploadedFiles(request)
      if (problems.length > 0) return showForm(response, building, problems)
      if (!file)
        return showForm(response, building, [{ field: 'file', message: 'Choose a file of questions' }])
      try {
        const { plan, whole, rows } = await readQuestionFile(file.path)
        const imported = plan === null ? null : { plan, whole, name: newId() }
        await showRead(response, building, { fileName: file.originalName, rows, imported })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return showForm(response, building, [{ field: 'file', message: error.message }], error.status)
      }
    },
    { files: { field: 'file', maximumFiles: 1, maximumBytes: largestQuestionFile, kinds: ['any'] } },
  )

  changePages(
    pages,
    needs,
    `${builderPath}/import`,
    async ({ request, response, building, edit }) => {
      const body = request.body as Record<string, unknown>
      const way = ways.find(one => one === body['way']) ?? null
      // What comes back from the page is read as strictly as the file was.
      const read = planFromJson(typeof body['plan'] === 'string' ? body['plan'] : '')
      const name = sentField(request, 'imported')
      if (!read.ok || !/^[a-z0-9-]{1,40}$/.test(name)) {
        return showForm(response, building, [
          { field: 'file', message: 'What was read could not be kept. Choose the file again' },
        ])
      }
      const imported: Imported = { plan: read.plan, whole: body['whole'] === 'yes', name }
      const again = { fileName: 'The file', rows: rowsOfPlan(read.plan), imported }
      if (way === null) {
        const message =
          'Choose what should happen: either the file takes the place of the questions that are there, or its pages are added after them'
        return showRead(response, building, again, { way, message })
      }
      const { outcome } = await edit('Imported questions from a file', (plan, version) => {
        const first = read.plan.pages.length > 0 ? 'pages' : 'equality'
        // The second of two clicks adds nothing.
        if (findPage(plan, idOf(imported, way, first, 0)) !== null) return plan
        // Whoever replaces everything has seen what they replace.
        if (way === 'replace' && sentField(request, 'seen') !== String(version)) return 'changed'
        return withRead(plan, imported, way)
      })
      if (outcome !== 'saved') {
        const message =
          'Somebody has changed the questions since the file was read. Nothing was imported: import once more to replace theirs too'
        return showRead(response, await readBuilding(needs, request), again, { way, message })
      }
      const count = read.plan.pages.length + read.plan.equality.length
      redirectWithNotice(
        response,
        building.at,
        `${count === 1 ? 'One page was' : `${count} pages were`} imported. You can take that back under “Earlier versions”`,
      )
    },
    { form: { maximumBytes: largestPlanBytes * 4 } },
  )
}

/** How much would go out if what was read took its place. */
function replacedBy(plan: SurveyPlan, imported: Imported | null): { pages: number; questions: number } {
  const pages = [...plan.pages, ...(imported?.whole === true ? plan.equality : [])]
  return { pages: pages.length, questions: questionsOf(pages).length }
}

/** What would have to be solved before publishing; said once where it is the same whichever way they are imported. */
function problemLists(
  building: Building,
  imported: Imported,
): { readonly heading: string; readonly sentences: readonly string[] }[] {
  const of = (way: Way): string[] => problemsAll(withRead(building.plan, imported, way), building)
  const there = new Set(problemsAll(building.plan, building))
  // What is wrong already is not the file's doing.
  const added = of('add').filter(sentence => !there.has(sentence))
  const replaced = of('replace')
  const heading = 'To be solved before publishing'
  const lists =
    added.join() === replaced.join()
      ? [{ heading, sentences: added }]
      : [
          { heading: `${heading}, if they are added`, sentences: added },
          { heading: `${heading}, if they take the place of the others`, sentences: replaced },
        ]
  return lists.filter(({ sentences }) => sentences.length > 0)
}

function problemsAll(plan: SurveyPlan, { districts }: Building): string[] {
  const problems = planProblems(plan, districts)
  return [null, ...[...plan.pages, ...plan.equality].map(page => page.id)]
    .flatMap(id => problemsOf(problems, id, districts))
    .slice(0, 50)
}
