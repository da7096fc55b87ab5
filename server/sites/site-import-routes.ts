import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { format } from '../platform/format.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { typedFields, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems, type UploadedFile } from '../platform/receive-files.ts'
import { openDataFile } from '../platform/tables/data-file.ts'
import { extraColumns, registerColumns } from './register-layout.ts'
import { mostRegisterRows, type TableRow } from './register-rows.ts'
import { applyRegister, planRegister, type RegisterPlan } from './register-service.ts'
import { appliedImports, keepImport, waitingImport, type SiteImport } from './site-import-repository.ts'

const rule = { field: 'register', maximumFiles: 1, maximumBytes: 5_000_000, kinds: ['any'] } as const

/**
 * Pages for taking a register in as a table: what it would change is shown row by row before anything is changed.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param needs.db - the database
 * @param needs.clock - tells the time
 */
export function siteImportRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const breadcrumbs = [{ text: 'Sites', href: '/sites' }]
  const locals = async (errors: readonly FieldError[] = []) => ({
    title: 'Import a register',
    breadcrumbs,
    columns: registerColumns,
    extraColumns,
    earlier: await appliedImports(db, (await requireCounty(db)).id),
    errors,
  })
  const preview = (sent: Pick<SiteImport, 'id' | 'fileName'>, plan: RegisterPlan, overtaken: boolean) => ({
    title: `What ${sent.fileName} would change`,
    breadcrumbs: [...breadcrumbs, { text: 'Import a register', href: '/sites/import' }],
    wide: true,
    sent,
    plan,
    overtaken,
    waiting: plan.counts.added + plan.counts.changed,
  })

  pages.get('/sites/import', 'plan', async (_request, response) => {
    await showPage(response, 'sites/import', await locals())
  })

  pages.post(
    '/sites/import',
    'plan',
    async (request, response, visitor) => {
      const county = await requireCounty(db)
      const [file] = uploadedFiles(request)
      const problems = [...uploadProblems(request)]
      if (problems.length === 0 && !file) problems.push({ field: 'register', message: 'Choose a file' })
      const read = file && problems.length === 0 ? await tableOf(file, problems) : null
      const plan = read === null ? null : await planOr(problems, () => planRegister(db, county.id, read))
      if (!file || read === null || plan === null) {
        await showPage(response, 'sites/import', await locals(problems), 422)
        return
      }
      const id = await keepImport(
        db,
        county.id,
        {
          fileName: file.originalName,
          sha256: file.sha256,
          bytes: file.bytes,
          rows: read,
          counts: plan.counts,
        },
        { name: visitor.name, at: clock() },
      )
      response.redirect(303, `/sites/import/${id}`)
    },
    { files: rule },
  )

  pages.get('/sites/import/:importId', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const waiting = await waitingImport(db, county.id, pathParameter(request, 'importId'))
    if (waiting === null)
      throw notFound('This table was applied already, or has been forgotten. Send it again.')
    const plan = await planRegister(db, county.id, waiting.rows)
    await showPage(response, 'sites/import-preview', preview(waiting.sent, plan, false))
  })

  pages.post('/sites/import/:importId', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const id = pathParameter(request, 'importId')
    const waiting = await waitingImport(db, county.id, id)
    if (waiting === null) {
      throw new AppError(
        'already-applied',
        409,
        'This table was applied already, or has been forgotten. Send it again.',
      )
    }
    const seen = typedFields(request.body)['mark']
    const done = await applyRegister(
      db,
      county.id,
      { id, fileName: waiting.sent.fileName, rows: waiting.rows, mark: typeof seen === 'string' ? seen : '' },
      { actor: visitor, at: clock() },
    )
    if (!done.applied) {
      await showPage(response, 'sites/import-preview', preview(waiting.sent, done.plan, true), 409)
      return
    }
    const { added, changed } = done.counts
    redirectWithNotice(
      response,
      '/sites?show=all',
      `Register imported: ${format.count(added, 'site')} added, ${changed} changed`,
    )
  })
}

async function planOr(
  problems: FieldError[],
  plan: () => Promise<RegisterPlan>,
): Promise<RegisterPlan | null> {
  try {
    return await plan()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    problems.push({ field: 'register', message: error.message })
    return null
  }
}

async function tableOf(file: UploadedFile, problems: FieldError[]): Promise<TableRow[] | null> {
  const say = (message: string): null => {
    problems.push({ field: 'register', message })
    return null
  }
  try {
    const opened = await openDataFile(file.path)
    try {
      const table = opened.parts.find(part => part.is === 'table')
      if (!table) return say('The file has no table in it. Choose a CSV file or a spreadsheet')
      const rows: TableRow[] = []
      for await (const row of table.rows()) {
        if (rows.length > mostRegisterRows + 20) {
          return say(`The table has more than ${mostRegisterRows.toLocaleString('en-GB')} rows`)
        }
        rows.push({ number: row.number, cells: [...row.cells] })
      }
      return rows
    } finally {
      opened.close()
    }
  } catch (error) {
    if (error instanceof AppError) return say(error.message)
    throw error
  }
}
