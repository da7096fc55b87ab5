import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { requireCounty } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../platform/receive-files.ts'
import type { Uploads } from '../platform/uploads.ts'
import { fileForm, mostFiles } from './file-forms.ts'
import { addSiteFile, findSiteFile, removeSiteFile } from './site-file-repository.ts'
import { readSite } from './site-repository.ts'
import type { SiteProfile } from './site.ts'

const rule = { field: 'files', maximumFiles: 6, maximumBytes: 10_000_000, kinds: ['image', 'pdf'] } as const

/**
 * Pages for a site's photos, floor plans and evidence.
 *
 * @param pages - register of pages
 * @param needs - database, clock and kept files
 * @param needs.db - the database
 * @param needs.clock - tells the time
 * @param needs.uploads - where files are kept
 */
export function siteFileRoutes(
  pages: Pages,
  { db, clock, uploads }: { db: Db; clock: Clock; uploads: Uploads },
): void {
  const known = async (request: Request): Promise<SiteProfile> => {
    const county = await requireCounty(db)
    const site = await readSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    return site
  }
  const show = (
    response: Response,
    site: SiteProfile,
    errors: readonly FieldError[] = [],
    typed: Record<string, string | string[]> = {},
  ): Promise<void> =>
    showPage(
      response,
      'sites/files',
      {
        title: `Photos and floor plans: ${site.name}`,
        breadcrumbs: [
          { text: 'Sites', href: '/sites' },
          { text: site.name, href: `/sites/${site.id}` },
        ],
        site,
        pictures: site.files.filter(file => file.purpose !== 'evidence'),
        rule,
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )

  pages.get('/sites/:id/files', 'plan', async (request, response) => {
    await show(response, await known(request))
  })

  pages.post(
    '/sites/:id/files',
    'plan',
    async (request, response, visitor) => {
      const site = await known(request)
      const files = uploadedFiles(request)
      const form = readForm(fileForm, request.body)
      const problems = [...uploadProblems(request), ...(form.ok ? [] : form.errors)]
      const typed = form.ok ? { purpose: form.value.purpose, caption: form.value.caption } : form.typed
      if (problems.length === 0 && files.length === 0) {
        problems.push({ field: 'files', message: 'Choose at least one file' })
      }
      if (site.files.length + files.length > mostFiles) {
        problems.push({ field: 'files', message: `A site can have ${mostFiles} files. Take some away first` })
      }
      if (
        form.ok &&
        form.value.purpose === 'photo' &&
        files.some(file => file.mediaType === 'application/pdf')
      ) {
        problems.push({ field: 'files', message: 'A photo must be a picture. Send a PDF as a floor plan' })
      }
      if (!form.ok || problems.length > 0) {
        await show(response, site, problems, typed)
        return
      }
      for (const file of files) await uploads.keep(file.path)
      await inTransaction(db, async tx => {
        for (const file of files) {
          await addSiteFile(
            tx,
            { ...file, siteId: site.id, purpose: form.value.purpose, caption: form.value.caption || null },
            { name: visitor.name, at: clock() },
          )
        }
        await recordAction(tx, visitor, {
          action: 'site.files-added',
          subject: site.id,
          summary: `Added ${files.length} ${form.value.purpose === 'photo' ? 'photos' : 'floor plans'} to ${site.name}`,
          at: clock(),
        })
      })
      redirectWithNotice(
        response,
        `/sites/${site.id}/files`,
        files.length === 1 ? 'File added' : 'Files added',
      )
    },
    { files: rule },
  )

  pages.post('/sites/:id/files/:fileId/remove', 'plan', async (request, response, visitor) => {
    const site = await known(request)
    const removed = await inTransaction(db, async tx => {
      const done = await removeSiteFile(tx, site.id, pathParameter(request, 'fileId'), clock())
      if (done) {
        await recordAction(tx, visitor, {
          action: 'site.file-removed',
          subject: site.id,
          summary: `Took a photo or floor plan off ${site.name}`,
          at: clock(),
        })
      }
      return done
    })
    if (!removed) throw notFound('There is no such photo or floor plan.')
    redirectWithNotice(response, `/sites/${site.id}/files`, 'File taken away')
  })

  pages.get('/sites/:id/files/:fileId', 'plan', async (request, response) => {
    const site = await known(request)
    const file = await findSiteFile(db, site.id, pathParameter(request, 'fileId'))
    if (file === null) throw notFound('There is no such file.')
    // The content decided the type when the file came in; nothing in it may run or be taken for something else.
    const picture = file.mediaType.startsWith('image/')
    response.attachment(file.originalName)
    if (picture)
      response.set(
        'Content-Disposition',
        (response.get('Content-Disposition') ?? '').replace('attachment', 'inline'),
      )
    response.set('Content-Type', file.mediaType)
    response.set('X-Content-Type-Options', 'nosniff')
    response.set('Content-Security-Policy', "default-src 'none'; sandbox")
    response.set('Cache-Control', 'private, max-age=3600')
    await new Promise<void>((resolve, reject) => {
      response.sendFile(uploads.path(file.sha256), { dotfiles: 'allow', cacheControl: false }, error => {
        if (!error) resolve()
        else if (response.headersSent) resolve()
        else reject(notFound('This file is no longer here.'))
      })
    })
  })
}
