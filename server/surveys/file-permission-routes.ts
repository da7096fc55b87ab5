import { recordAction } from '../accounts/index.ts'
import { inTransaction } from '../db/index.ts'
import { questionsOf } from '../model/survey.ts'
import { AppError } from '../platform/errors.ts'
import { redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { builderFrame, builderPath, readBuilding, type BuilderNeeds } from './builder/building-routes.ts'
import { allowFiles, asksForFiles, forbidFiles, readFilePermission } from './file-permission-repository.ts'
import { listSurveys, type Survey } from './survey-repository.ts'

/** What has to be answered with a file, in each district's newest survey. */
function neededFiles(
  surveys: readonly Survey[],
  districts: readonly { readonly code: string; readonly name: string }[],
): string[] {
  return districts.flatMap(({ code, name }) => {
    // The newest version stands first.
    const { definition } = surveys.find(({ districtCode }) => districtCode === code) ?? {}
    return questionsOf(definition?.pages ?? [])
      .filter(({ kind, required }) => kind === 'file' && required)
      .map(({ text }) => `${name}: “${text}”`)
  })
}

/**
 * The staff's page on whether a consultation may ask for files. The administrator allows them; an analyst may forbid
 * them again at any time.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function filePermissionRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const path = `${builderPath}/files`

  pages.get(path, 'consult', async (request, response, visitor) => {
    const building = await readBuilding(needs, request)
    const { consultation, plan, at } = building
    const surveys = await listSurveys(db, consultation.id)
    await showPage(response, 'builder/files', {
      title: 'Files with answers',
      ...builderFrame(building),
      action: `${at}/files`,
      permission: await readFilePermission(db, consultation.id),
      mayAllow: visitor.may('administer'),
      asked: asksForFiles(plan.pages, plan.equality),
      needing: neededFiles(surveys, building.districts),
      published: surveys.some(({ definition }) => asksForFiles(definition.pages, definition.equality)),
    })
  })

  pages.post(path, 'consult', async (request, response, visitor) => {
    const { consultation, at } = await readBuilding(needs, request)
    const wanted = (request.body as Record<string, unknown> | undefined)?.['files']
    if (wanted !== 'allow' && wanted !== 'forbid')
      throw new AppError('not-chosen', 422, 'Choose whether files are allowed, with the button on the page.')
    const allow = wanted === 'allow'
    if (allow && !visitor.may('administer'))
      throw new AppError('administrator-only', 403, 'Only an administrator can allow files.')
    await inTransaction(db, async tx => {
      if (allow) await allowFiles(tx, consultation.id, visitor, clock())
      else await forbidFiles(tx, consultation.id)
      await recordAction(tx, visitor, {
        action: allow ? 'survey.files-allowed' : 'survey.files-forbidden',
        consultation: consultation.id,
        summary: `${allow ? 'Allowed' : 'Forbade'} files with answers to ${consultation.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(
      response,
      `${at}/files`,
      allow ? 'Files are allowed' : 'Files are not allowed any more',
    )
  })
}
