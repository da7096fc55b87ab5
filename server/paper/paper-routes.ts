import { recordAction } from '../accounts/index.ts'
import { readAnswerDeletion } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { languages } from '../platform/languages.ts'
import { pathParameter, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { readSurvey } from '../surveys/index.ts'
import { batchKindNames, reconcile } from './batch.ts'
import { batchEntryRoutes } from './batch-entry-routes.ts'
import { batchRoutes } from './batch-routes.ts'
import { listBatches } from './batch-repository.ts'
import { findIssue, issueForms, listIssues } from './issue-repository.ts'
import { keyingRoutes } from './keying-routes.ts'
import { listDrafts } from './keying-repository.ts'
import { publishedConsultations, readPaperConsultation } from './paper-consultation.ts'
import { mostCopies, printForm } from './paper-forms.ts'
import { paperPreviewRoutes } from './preview-routes.ts'
import { languageName, printSpeaker } from './print-language.ts'
import { printedSurvey } from './print-page.ts'

/**
 * Pages for paper: printing numbered forms, batches, keying.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where people reach the product (for the address on the form)
 */
export function paperRoutes(pages: Pages, needs: { db: Db; clock: Clock; publicUrl: string }): void {
  const { db, clock, publicUrl } = needs

  pages.get('/paper', 'key-paper', async (_request, response) => {
    await showPage(response, 'paper/list', {
      title: 'Paper forms',
      scripts: ['keying.js'],
      consultations: await Promise.all(
        (await publishedConsultations(db)).map(async consultation => {
          const batches = await listBatches(db, consultation.id)
          const open = batches.filter(batch => batch.closedAt === null)
          return {
            ...consultation,
            open: open.length,
            closed: batches.length - open.length,
            entered: batches.reduce((sum, batch) => sum + batch.counts.entered, 0),
          }
        }),
      ),
    })
  })

  const paperPage = async (
    visitor: Visitor,
    slug: string,
    mistakes: { errors?: readonly FieldError[]; typed?: Typed } = {},
  ): Promise<Record<string, unknown> & { title: string }> => {
    const { consultation, districts, sessions } = await readPaperConsultation(db, slug)
    const names = new Map(districts.map(district => [district.code, district.name]))
    const [batches, issues, drafts, deletion] = await Promise.all([
      listBatches(db, consultation.id),
      listIssues(db, consultation.id),
      listDrafts(db, consultation.id, visitor.accountId ?? ''),
      readAnswerDeletion(db, consultation.id),
    ])
    return {
      title: `Paper: ${consultation.name}`,
      scripts: ['keying.js'],
      breadcrumbs: [{ text: 'Paper', href: '/paper' }],
      consultation,
      districts,
      sessions,
      mostCopies,
      drafts,
      deletion,
      batches: batches.map(batch => ({
        ...batch,
        kindName: batchKindNames[batch.kind],
        districtName: batch.districtCode === null ? 'All districts' : (names.get(batch.districtCode) ?? ''),
        reconciliation: reconcile(batch.countIn, batch.counts),
      })),
      issues: issues.map(issue => ({
        ...issue,
        districtName: names.get(issue.districtCode) ?? '',
        languageName: languageName(issue.language),
      })),
      formLanguages: languages.map(({ code, englishName }) => ({ value: code, text: englishName })),
      ...mistakes,
    }
  }

  pages.get('/paper/:consultation', 'key-paper', async (request, response, visitor) => {
    await showPage(
      response,
      'paper/consultation',
      await paperPage(visitor, pathParameter(request, 'consultation')),
    )
  })

  pages.post('/paper/:consultation/print', 'key-paper', async (request, response, visitor) => {
    const slug = pathParameter(request, 'consultation')
    const { consultation, districts } = await readPaperConsultation(db, slug)
    const form = readForm(printForm, request.body)
    const district = form.ok ? districts.find(one => one.slug === form.value.district) : undefined
    if (!form.ok || !district) {
      const errors = form.ok ? [{ field: 'district', message: 'Select a district' }] : form.errors
      const typed = typedFields(request.body)
      await showPage(response, 'paper/consultation', await paperPage(visitor, slug, { errors, typed }), 422)
      return
    }
    const forms = await inTransaction(db, async tx => {
      const issued = await issueForms(tx, {
        consultationId: consultation.id,
        districtCode: district.code,
        districtSlug: district.slug,
        surveyId: district.survey.id,
        label: form.value.label,
        language: form.value.language,
        copies: form.value.copies,
        by: visitor.name,
        at: clock(),
      })
      await recordAction(tx, visitor, {
        action: 'paper.printed',
        consultation: consultation.id,
        subject: issued[0]?.issueId ?? '',
        summary: `Numbered ${issued.length === 1 ? '1 form' : `${issued.length} forms`} for ${district.name} in ${languageName(form.value.language)}, from ${issued[0]?.serial ?? ''}`,
        at: clock(),
      })
      return issued
    })
    response.redirect(303, `/paper/${slug}/print/${forms[0]?.issueId ?? ''}`)
  })

  pages.get('/paper/:consultation/print/:issue', 'key-paper', async (request, response) => {
    const { consultation, districts, sessions } = await readPaperConsultation(
      db,
      pathParameter(request, 'consultation'),
    )
    const found = await findIssue(db, pathParameter(request, 'issue'))
    const survey = found === null ? null : await readSurvey(db, found.issue.surveyId)
    if (found === null || survey === null || found.issue.consultationId !== consultation.id) {
      throw notFound('There are no such printed forms.')
    }
    const speaker = await printSpeaker(db, consultation, found.issue.language)
    await showPage(response, 'paper/print', {
      speaker,
      languageName: languageName(found.issue.language),
      title: `${found.forms.length === 1 ? 'Form' : 'Forms'} ${found.forms[0]?.serial ?? ''}`,
      layout: 'print',
      consultation,
      district: districts.find(district => district.code === found.issue.districtCode) ?? null,
      sessions,
      issue: found.issue,
      copies: found.forms,
      survey: {
        ...printedSurvey(survey.definition, speaker),
        title: survey.definition.title,
        version: survey.version,
      },
      address: `${publicUrl.replace(/\/$/, '')}/consultations/${consultation.slug}`,
      // The last moment at which it is open: a consultation that closes as a day begins ends on the day before.
      lastDay: new Date(Date.parse(consultation.closesAt) - 1).toISOString(),
    })
  })

  paperPreviewRoutes(pages, needs)
  batchRoutes(pages, needs)
  batchEntryRoutes(pages, needs)
  keyingRoutes(pages, needs)
}
