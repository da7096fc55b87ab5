import type { Request, Response } from 'express'
import { questionsOf, type PlannedPage, type PlannedQuestion, type QuestionKind } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import { typedFields, type FieldError, type Typed } from '../../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { easyPictures } from '../easy-pictures.ts'
import { readQuestionForm } from './builder-forms.ts'
import { editPlan } from './builder-service.ts'
import { kindName, kindWords } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  readToChange,
  showConflict,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { linesFromOptions } from './option-lines.ts'
import { findPage, markOfThing, putQuestion, removeQuestion } from './plan-edits.ts'

type Again = { readonly errors: readonly FieldError[]; readonly typed: Typed } | null

const field = (request: Request, name: string): string => {
  const value = (request.body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

/** What the form of a question shows. */
function fieldsOf(question: PlannedQuestion): Record<string, unknown> {
  return {
    kind: question.kind,
    words: question.text,
    questionKey: question.key,
    hintText: question.hint ?? '',
    options: linesFromOptions(question.options ?? []),
    items: linesFromOptions(question.items ?? []),
    minimum: question.minimum ?? '',
    maximum: question.maximum ?? '',
    decimals: question.decimals ?? '',
    unit: question.unit ?? '',
    earliest: question.earliest ?? '',
    latest: question.latest ?? '',
    easyText: question.easyText ?? '',
    picture: question.picture ?? '',
    also: [
      ...(question.required ? ['required'] : []),
      ...(question.otherOption === true ? ['other'] : []),
      ...(question.centres === true ? ['centres'] : []),
    ],
  }
}

function inWords(question: PlannedQuestion | null): [label: string, text: string][] {
  if (question === null) return []
  const { minimum, maximum, earliest, latest } = question
  return [
    ['Kind', kindName(question.kind)],
    ['Question', question.text],
    ['Key', question.key],
    ['Hint', question.hint ?? ''],
    ['Answers', linesFromOptions(question.options ?? [])],
    ['Statements', linesFromOptions(question.items ?? [])],
    ['“Other”', question.otherOption === true ? 'Yes' : 'No'],
    ['Has to be answered', question.required ? 'Yes' : 'No'],
    ['Limits', [minimum, maximum, earliest, latest].filter(limit => limit !== undefined).join(' to ')],
    ['Easy words', question.easyText ?? ''],
  ]
}

/**
 * The builder's pages about one question.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderQuestionRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const newPath = `${builderPath}/pages/:page/new-question`
  const onePath = `${builderPath}/pages/:page/questions/:question`
  const pageIn = (building: Building, request: Request): PlannedPage => {
    const found = findPage(building.plan, pathParameter(request, 'page'))
    if (!found) throw notFound('There is no such page of questions. Somebody may have taken it out.')
    return found.page
  }
  const otherKeys = (building: Building, page: PlannedPage, key: string | null): string[] =>
    questionsOf([...building.plan.pages, ...building.plan.equality])
      .map(question => question.key)
      .filter(one => one !== key || !page.questions.some(question => question.key === key))
  const show = async (
    response: Response,
    building: Building,
    page: PlannedPage,
    kind: QuestionKind,
    question: PlannedQuestion | null,
    again: Again = null,
  ): Promise<void> =>
    showPage(
      response,
      'builder/question',
      {
        title: question === null ? `New question: ${kindName(kind).toLowerCase()}` : question.text,
        ...builderFrame(building, [{ text: page.title, href: `${building.at}/pages/${page.id}` }]),
        page,
        part: findPage(building.plan, page.id)?.part ?? 'pages',
        action:
          question === null
            ? `${building.at}/pages/${page.id}/new-question`
            : `${building.at}/pages/${page.id}/questions/${question.key}`,
        isNew: question === null,
        seen: question === null ? '' : markOfThing(question),
        asked: { ...fieldsOf(question ?? { key: '', kind, text: '', required: false }), kind },
        kinds: kindWords.map(({ value, text }) => ({ value, text })),
        pictures: [
          { value: '', text: 'One that fits its key or kind' },
          ...easyPictures.map(name => ({ value: name, text: name })),
        ],
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  const kindOf = (text: string): QuestionKind | null =>
    kindWords.find(one => one.value === text)?.value ?? null

  pages.get(newPath, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const page = pageIn(building, request)
    const wish = queryText(request, 'kind')
    const kind = kindOf(wish)
    if (kind !== null) return show(response, building, page, kind, null)
    const missing = wish !== '' || queryText(request, 'next') !== ''
    await showPage(
      response,
      'builder/kind',
      {
        title: 'How is the question answered?',
        ...builderFrame(building, [{ text: page.title, href: `${building.at}/pages/${page.id}` }]),
        action: `${building.at}/pages/${page.id}/new-question`,
        kinds: kindWords,
        ...(missing ? { errors: [{ field: 'kind', message: 'Choose how the question is answered' }] } : {}),
      },
      missing ? 422 : 200,
    )
  })
  pages.post(newPath, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const page = pageIn(building, request)
    const taken = otherKeys(building, page, null)
    const form = readQuestionForm(request.body, taken, page.block === undefined ? '' : 'proposal')
    if (!form.ok) return show(response, building, page, kindOf(field(request, 'kind')) ?? 'one', null, form)
    const question = form.value
    const same = page.questions.some(one => one.key === question.key)
    if (same) {
      return show(response, building, page, question.kind, null, {
        errors: [{ field: 'key', message: 'Another question of this page has that key' }],
        typed: typedFields(request.body),
      })
    }
    const { outcome } = await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Added the question ${question.key}`,
      plan => (findPage(plan, page.id) === null ? 'gone' : putQuestion(plan, page.id, null, question)),
    )
    if (outcome === 'gone')
      throw notFound('Somebody has taken this page out meanwhile. Go back to copy what you typed.')
    redirectWithNotice(response, `${building.at}/pages/${page.id}`, 'Question added')
  })

  pages.get(onePath, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const page = pageIn(building, request)
    const question = page.questions.find(one => one.key === pathParameter(request, 'question'))
    if (!question) throw notFound('There is no such question. Somebody may have taken it out.')
    await show(response, building, page, question.kind, question)
  })
  pages.post(onePath, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const page = pageIn(building, request)
    const key = pathParameter(request, 'question')
    const now = page.questions.find(one => one.key === key) ?? null
    const form = readQuestionForm(
      request.body,
      otherKeys(building, page, key),
      page.block === undefined ? '' : 'proposal',
    )
    if (!form.ok) {
      const kind = kindOf(field(request, 'kind')) ?? now?.kind ?? 'one'
      return show(response, building, page, kind, now, form)
    }
    const question = form.value
    if (question.key !== key && page.questions.some(one => one.key === question.key)) {
      return show(response, building, page, question.kind, now, {
        errors: [{ field: 'key', message: 'Another question of this page has that key' }],
        typed: typedFields(request.body),
      })
    }
    const seen = field(request, 'seen')
    const { outcome, plan } = await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Changed the question ${question.key}`,
      at => {
        const there = findPage(at, page.id)?.page.questions.find(one => one.key === key)
        if (there === undefined) return 'gone'
        return markOfThing(there) === seen ? putQuestion(at, page.id, key, question) : 'changed'
      },
    )
    if (outcome !== 'saved') {
      const theirs = findPage(plan, page.id)?.page.questions.find(one => one.key === key) ?? null
      const other = inWords(theirs)
      return showConflict(response, building, {
        what: 'this question',
        action: `${building.at}/pages/${page.id}/${theirs === null ? 'new-question' : `questions/${key}`}`,
        again: { ...typedFields(request.body), seen: theirs === null ? '' : markOfThing(theirs) },
        rows: inWords(question).map(([label, yours], at) => ({ label, yours, theirs: other[at]?.[1] ?? '' })),
        gone: theirs === null,
        back: `${building.at}/pages/${page.id}${theirs === null ? '' : `/questions/${key}`}`,
      })
    }
    redirectWithNotice(response, `${building.at}/pages/${page.id}`, 'Question saved')
  })

  const showRemoval = async (
    response: Response,
    building: Building,
    page: PlannedPage,
    question: PlannedQuestion,
    changed: boolean,
  ): Promise<void> =>
    showPage(
      response,
      'builder/remove',
      {
        title: 'Take this question out?',
        ...builderFrame(building, [{ text: page.title, href: `${building.at}/pages/${page.id}` }]),
        what: question.text,
        lines: (question.options ?? question.items ?? []).map(option => option.text),
        action: `${building.at}/pages/${page.id}/questions/${question.key}/remove`,
        back: `${building.at}/pages/${page.id}`,
        seen: markOfThing(question),
        changedMeanwhile: changed,
      },
      changed ? 409 : 200,
    )
  const questionIn = (page: PlannedPage | undefined, request: Request): PlannedQuestion => {
    const question = page?.questions.find(one => one.key === pathParameter(request, 'question'))
    if (!question) throw notFound('There is no such question. Somebody may have taken it out.')
    return question
  }
  pages.get(`${onePath}/remove`, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const page = pageIn(building, request)
    await showRemoval(response, building, page, questionIn(page, request), false)
  })
  pages.post(`${onePath}/remove`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const page = pageIn(building, request)
    const question = questionIn(page, request)
    const seen = field(request, 'seen')
    const { outcome, plan } = await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Took out the question ${question.key}`,
      now => {
        const there = findPage(now, page.id)?.page.questions.find(one => one.key === question.key)
        if (there === undefined) return 'gone'
        return markOfThing(there) === seen ? removeQuestion(now, page.id, question.key) : 'changed'
      },
    )
    if (outcome === 'changed') {
      return showRemoval(response, building, page, questionIn(findPage(plan, page.id)?.page, request), true)
    }
    redirectWithNotice(response, `${building.at}/pages/${page.id}`, `“${question.text}” is taken out`)
  })
}
