import type { Request, Response } from 'express'
import { addedOnce, recordAction } from '../accounts/index.ts'
import { listConsultationDistricts } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { kappaByCode, KAPPA_TARGET } from '../model/agreement.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { doubleCoded } from './coding-repository.ts'
import { codingProgress } from './comment-repository.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import { agreeForm, themeForm } from './findings-forms.ts'
import {
  addTheme,
  agreeFrame,
  leaveThemeOut,
  listFrames,
  listThemes,
  openFrame,
  wordTheme,
} from './theme-repository.ts'

/**
 * Pages for the code frame: its themes, its versions, and how far two coders agree.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function themesRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const showThemes = async (
    request: Request,
    response: Response,
    more: { errors?: readonly FieldError[]; typed?: Typed; editing?: string } = {},
  ): Promise<void> => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const [districts, frames, progress, twice] = await Promise.all([
      listConsultationDistricts(db, consultation.id),
      listFrames(db, consultation.id),
      codingProgress(db, consultation.id),
      doubleCoded(db, consultation.id),
    ])
    const [newest] = frames
    const themes = newest ? await listThemes(db, newest.id) : []
    const agreement = kappaByCode(
      twice,
      themes.map(({ id }) => id),
    )
    await showPage(
      response,
      'findings/themes',
      {
        title: 'Themes',
        ...findingsFrame(consultation, districts, `/findings/${consultation.slug}/themes`),
        themes: themes.map((theme, at) => ({ ...theme, agreement: agreement[at] ?? null })),
        frames,
        newest: newest ?? null,
        progress,
        target: KAPPA_TARGET,
        editing: null,
        ...more,
      },
      more.errors ? 422 : 200,
    )
  }

  pages.get('/findings/:consultation/themes', 'analyse', (request, response) => showThemes(request, response))

  pages.post('/findings/:consultation/themes', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const form = readForm(themeForm, request.body)
    if (!form.ok) return showThemes(request, response, { errors: form.errors, typed: form.typed })
    await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        const frame = await openFrame(tx, consultation.id, clock())
        const id = await addTheme(tx, consultation.id, frame.id, form.value, visitor.name, clock())
        await recordAction(tx, visitor, {
          action: 'findings.theme-added',
          consultation: consultation.id,
          subject: id,
          summary: `Added the theme “${form.value.name}” to version ${frame.version}`,
          at: clock(),
        })
        return id
      }),
    )
    redirectWithNotice(response, `/findings/${consultation.slug}/themes`, 'Theme added')
  })

  pages.post('/findings/:consultation/themes/agree', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const form = readForm(agreeForm, request.body)
    if (!form.ok) return showThemes(request, response, { errors: form.errors, typed: form.typed })
    const version = await inTransaction(db, async tx => {
      const [newest] = await listFrames(tx, consultation.id)
      if (!newest || newest.agreedAt !== null) return null
      await agreeFrame(tx, newest.id, { note: form.value.note, by: visitor.name, at: clock() })
      await recordAction(tx, visitor, {
        action: 'findings.themes-agreed',
        consultation: consultation.id,
        subject: newest.id,
        summary: `Agreed version ${newest.version} of the themes`,
        at: clock(),
      })
      return newest.version
    })
    const notice = version === null ? 'There is no open version to agree' : `Version ${version} is agreed`
    redirectWithNotice(response, `/findings/${consultation.slug}/themes`, notice)
  })

  pages.post('/findings/:consultation/themes/:theme', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const themeId = pathParameter(request, 'theme')
    const form = readForm(themeForm, request.body)
    if (!form.ok)
      return showThemes(request, response, { errors: form.errors, typed: form.typed, editing: themeId })
    await inTransaction(db, async tx => {
      const frame = await openFrame(tx, consultation.id, clock())
      if (!(await wordTheme(tx, frame.id, { id: themeId, ...form.value })))
        throw notFound('There is no such theme.')
      await recordAction(tx, visitor, {
        action: 'findings.theme-worded',
        consultation: consultation.id,
        subject: themeId,
        summary: `Worded the theme “${form.value.name}” in version ${frame.version}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/findings/${consultation.slug}/themes`, 'Theme saved')
  })

  pages.post(
    '/findings/:consultation/themes/:theme/leave-out',
    'analyse',
    async (request, response, visitor) => {
      const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
      const themeId = pathParameter(request, 'theme')
      await inTransaction(db, async tx => {
        const frame = await openFrame(tx, consultation.id, clock())
        const theme = (await listThemes(tx, frame.id)).find(({ id }) => id === themeId)
        if (!theme || !(await leaveThemeOut(tx, frame.id, themeId))) throw notFound('There is no such theme.')
        await recordAction(tx, visitor, {
          action: 'findings.theme-left-out',
          consultation: consultation.id,
          subject: themeId,
          summary: `Left the theme “${theme.name}” out of version ${frame.version}`,
          at: clock(),
        })
      })
      redirectWithNotice(
        response,
        `/findings/${consultation.slug}/themes`,
        'Theme left out. Older versions and comments keep it',
      )
    },
  )
}
