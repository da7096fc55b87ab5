import type { Request, Response } from 'express'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import {
  crumbsOf,
  findConsultation,
  largestTranslationFile,
  listTranslations,
  listTranslationVersions,
  readTranslationFile,
  translationTable,
  translationXliff,
  type Consultation,
  type ReadTranslations,
  type UnitToWrite,
} from '../consultations/index.ts'
import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { format } from '../platform/format.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { oneOf, optionalText, readForm, type FieldError } from '../platform/forms.ts'
import { translatedLanguages, type Language } from '../platform/languages.ts'
import { pathParameter, redirectWithNotice, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../platform/receive-files.ts'
import { takeTranslations } from './translation-import-service.ts'
import { translationUnits, type LaterTexts } from './translation-units-service.ts'

const importForm = z.object({
  who: oneOf(['machine', 'person'], 'Choose who translated the sentences'),
  by: optionalText(100),
  reason: optionalText(500),
})

/**
 * The staff's pages for the translations of a council's texts: how much there is, files for translators, and what they
 * hand in.
 *
 * @param pages - register of pages
 * @param needs - database and clock, and the texts that later rooms keep
 */
export function translationsRoutes(
  pages: Pages,
  { db, clock, later }: { db: Db; clock: Clock; later: LaterTexts },
): void {
  const managed = async (request: Request): Promise<Consultation> => {
    const county = await requireCounty(db)
    const consultation = await findConsultation(db, pathParameter(request, 'id'))
    if (consultation?.countyId !== county.id) throw notFound('There is no such consultation.')
    return consultation
  }
  const languageIn = (request: Request): Language => {
    const code = pathParameter(request, 'language')
    const language = translatedLanguages.find(one => one.code === code)
    if (!language) throw notFound('There is no such language.')
    return language
  }
  const at = (consultation: Consultation, ...parts: string[]): string =>
    ['/manage/consultations', consultation.id, 'translations', ...parts].join('/')
  const crumbs = (consultation: Consultation): { text: string; href: string }[] => [
    ...crumbsOf(consultation),
    { text: 'Translations', href: at(consultation) },
  ]

  const unitsWithWords = async (
    from: Db,
    consultation: Consultation,
    language: Language,
  ): Promise<UnitToWrite[]> => {
    const known = new Map(
      (await listTranslations(from, consultation.id, language.code)).map(one => [one.source, one]),
    )
    return (await translationUnits(from, consultation, language.code, later)).map(unit => ({
      ...unit,
      words: known.get(unit.source)?.words ?? '',
      machine: known.get(unit.source)?.machine ?? false,
    }))
  }

  pages.get('/manage/consultations/:id/translations', 'consult', async (request, response) => {
    const consultation = await managed(request)
    const versions = await listTranslationVersions(db, consultation.id)
    const rows = []
    for (const language of translatedLanguages) {
      const units = await unitsWithWords(db, consultation, language)
      const translated = units.filter(({ words }) => words !== '')
      rows.push({
        name: language.englishName,
        href: at(consultation, language.code),
        sentences: units.length,
        translated: translated.length,
        byMachine: translated.filter(({ machine }) => machine).length,
        version: versions.find(one => one.language === language.code)?.version ?? null,
      })
    }
    await showPage(response, 'manage/translations', {
      title: 'Translations',
      breadcrumbs: crumbsOf(consultation),
      consultation,
      languageRows: rows,
    })
  })

  const showLanguage = async (
    response: Response,
    consultation: Consultation,
    language: Language,
    again: { errors?: readonly FieldError[]; typed?: object; report?: ReadTranslations } = {},
  ): Promise<void> => {
    const units = await unitsWithWords(db, consultation, language)
    const versions = await listTranslationVersions(db, consultation.id)
    await showPage(
      response,
      'manage/translation-language',
      {
        title: `${language.englishName} translations`,
        breadcrumbs: crumbs(consultation),
        consultation,
        language,
        here: at(consultation, language.code),
        units,
        report: null,
        versions: versions.filter(one => one.language === language.code),
        ...again,
      },
      again.errors === undefined ? 200 : 422,
    )
  }

  pages.get('/manage/consultations/:id/translations/:language', 'consult', async (request, response) => {
    await showLanguage(response, await managed(request), languageIn(request))
  })

  pages.get(
    '/manage/consultations/:id/translations/:language/sentences.csv',
    'consult',
    async (request, response) => {
      const [consultation, language] = [await managed(request), languageIn(request)]
      const units = await unitsWithWords(db, consultation, language)
      sendCsv(response, `${consultation.slug}-${language.code}.csv`, translationTable(units))
    },
  )

  pages.get(
    '/manage/consultations/:id/translations/:language/sentences.xlf',
    'consult',
    async (request, response) => {
      const [consultation, language] = [await managed(request), languageIn(request)]
      const units = await unitsWithWords(db, consultation, language)
      response
        .attachment(`${consultation.slug}-${language.code}.xlf`)
        .type('application/xliff+xml; charset=utf-8')
        .send(translationXliff(language.code, consultation.name, units))
    },
  )

  pages.post(
    '/manage/consultations/:id/translations/:language',
    'consult',
    async (request, response, visitor) => {
      const [consultation, language] = [await managed(request), languageIn(request)]
      const form = readForm(importForm, request.body)
      const [file] = uploadedFiles(request)
      const errors = [...uploadProblems(request), ...(form.ok ? [] : form.errors)]
      if (!file && errors.length === 0)
        errors.push({ field: 'file', message: 'Choose the translator’s file' })
      if (consultation.publishedAt !== null && form.ok && form.value.reason === '') {
        errors.push({ field: 'reason', message: 'Say why the translations change: the public reads it' })
      }
      if (!form.ok || !file || errors.length > 0) {
        return showLanguage(response, consultation, language, {
          errors,
          ...(form.ok ? {} : { typed: form.typed }),
        })
      }
      const { who, by, reason } = form.value
      let report: ReadTranslations
      try {
        const rows = readTranslationFile(await readFile(file.path), language.code)
        const about = {
          fileName: file.originalName.slice(0, 200),
          machine: who === 'machine',
          translator: by,
          reason,
          at: clock(),
        }
        report = await takeTranslations(db, consultation, language, rows, about, visitor, later)
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 422) throw error
        return showLanguage(response, consultation, language, {
          errors: [{ field: 'file', message: error.message }],
          typed: { who, by, reason },
        })
      }
      if (report.problems.length > 0) {
        const message = 'Nothing was taken: some rows have problems. They are listed below.'
        return showLanguage(response, consultation, language, {
          errors: [{ field: 'file', message }],
          typed: { who, by, reason },
          report,
        })
      }
      const unknown =
        report.unknown.length > 0
          ? ` ${format.count(report.unknown.length, 'row is', 'rows are')} not in the texts.`
          : ''
      redirectWithNotice(
        response,
        at(consultation, language.code),
        `${format.count(report.added, 'new translation')}, ${report.changed} changed.${unknown}`,
      )
    },
    { files: { field: 'file', maximumFiles: 1, maximumBytes: largestTranslationFile, kinds: ['any'] } },
  )
}
