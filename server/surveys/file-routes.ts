import type { Response } from 'express'
import { inTransaction } from '../db/index.ts'
import { cleanFileName, type GivenAnswer, type SurveyPage, type SurveyQuestion } from '../model/survey.ts'
import { notFound } from '../platform/errors.ts'
import { fieldError, type FieldError } from '../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../platform/receive-files.ts'
import { answersOf, type SavedPage } from './draft.ts'
import { sealOldDraft, savePage } from './draft-repository.ts'
import { keepDraftFile, largestFile } from './draft-file-service.ts'
import { readFilePermission } from './file-permission-repository.ts'
import { removeDraftFile } from './response-file-repository.ts'
import {
  surveyFrame,
  surveyPath,
  whileAnswering,
  whileInTime,
  type BegunVisit,
  type SurveyNeeds,
} from './survey-visit-routes.ts'
import { wordsOf } from './survey-words.ts'

/** A question that is answered by a file, and its page. */
interface FileQuestion {
  readonly page: SurveyPage
  readonly question: SurveyQuestion
}

function fileQuestion(seen: BegunVisit, key: string): FileQuestion {
  for (const page of seen.answering.definition.pages) {
    const question = page.questions.find(one => one.kind === 'file' && one.key === key)
    if (question !== undefined) return { page, question }
  }
  // Only where the survey allows it.
  throw notFound('There is no such question.')
}

function withFileName(seen: BegunVisit, { page, question }: FileQuestion, name: string): SavedPage {
  const before = seen.draft.pages.get(page.key)
  const answer: GivenAnswer = { questionKey: question.key, choices: [], text: name === '' ? null : name }
  const others = (before?.answers ?? []).filter(one => one.questionKey !== question.key)
  return { answers: [...others, answer], place: before?.place ?? null }
}

/**
 * Adding and removing the file that answers a question.
 *
 * @param pages - register of pages
 * @param needs - database, clock, uploads, and what opens drafts
 */
export function fileRoutes(pages: Pages, needs: SurveyNeeds): void {
  const { db, pepper } = needs
  const show = async (
    seen: BegunVisit,
    asked: FileQuestion,
    response: Response,
    errors: readonly FieldError[] = [],
  ): Promise<void> => {
    const { speaker, draft, answering, at } = seen
    const answers = answersOf(draft)
    const words = wordsOf(speaker, answering.definition, answers)
    const question = words(asked.question.text)
    await showPage(
      response,
      'surveys/file',
      {
        title: question.text,
        ...surveyFrame(needs, seen),
        backLink: `${at}/${asked.page.key}`,
        action: `${at}/file/${asked.question.key}`,
        question,
        fieldHint: asked.question.hint === undefined ? null : words(asked.question.hint),
        megabytes: largestFile / 1_000_000,
        fileName: answers.find(one => one.questionKey === asked.question.key)?.text ?? '',
        errors,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get(
    `${surveyPath}/file/:question`,
    'public',
    whileInTime(needs, (seen, request, response) =>
      show(seen, fileQuestion(seen, pathParameter(request, 'question')), response),
    ),
  )

  pages.post(
    `${surveyPath}/file/:question`,
    'public',
    whileInTime(needs, async (seen, request, response) => {
      const asked = fileQuestion(seen, pathParameter(request, 'question'))
      const { now, at } = seen
      if ((await readFilePermission(db, seen.consultation.id)) === null) {
        const forbidden = fieldError(
          'file',
          'This consultation takes no files any more. Write what you want to tell us in words',
          {},
        )
        return show(seen, asked, response, [forbidden])
      }
      const [problem] = uploadProblems(request)
      const [file] = uploadedFiles(request)
      if (problem !== undefined || file === undefined) {
        const wrong = problem ?? { field: 'file', message: 'Choose a file' }
        return show(seen, asked, response, [{ ...wrong, field: 'file' }])
      }
      const name = cleanFileName(file.originalName)
      if (name === '') {
        const error = fieldError('file', 'Give the file a name with letters or digits', {})
        return show(seen, asked, response, [error])
      }
      const [inUse] = seen.answering.onDevice
      const draft =
        seen.draft.key === null && inUse !== undefined
          ? await sealOldDraft(db, pepper, seen.draft, inUse.token, now)
          : seen.draft
      const { key } = draft
      if (key === null) throw notFound('There is no such question.')
      await inTransaction(db, async tx => {
        await keepDraftFile(tx, { id: draft.id, key }, asked.question.key, { ...file, name }, now)
        await savePage(tx, draft, asked.page.key, withFileName({ ...seen, draft }, asked, name), now)
      })
      response.redirect(303, `${at}/${asked.page.key}`)
    }),
    { files: { field: 'file', maximumFiles: 1, maximumBytes: largestFile, kinds: ['image', 'pdf'] } },
  )

  pages.post(
    `${surveyPath}/file/:question/remove`,
    'public',
    whileAnswering(needs, async (seen, request, response) => {
      const asked = fileQuestion(seen, pathParameter(request, 'question'))
      const { draft, now, at } = seen
      await inTransaction(db, async tx => {
        await removeDraftFile(tx, draft.id, asked.question.key)
        await savePage(tx, draft, asked.page.key, withFileName(seen, asked, ''), now)
      })
      response.redirect(303, `${at}/${asked.page.key}`)
    }),
  )
}
