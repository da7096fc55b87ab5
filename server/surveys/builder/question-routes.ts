import type { Request, Response } from 'express'
import { questionsOf, type PlannedPage, type PlannedQuestion, type QuestionKind } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import { typedFields } from '../../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { easyPictures } from '../easy-pictures.ts'
import { readQuestionForm, type BuilderForm } from './builder-forms.ts'
import { answersToRepeat, kindName, kindWords, named, readableText } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  showConflict,
  type Again,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { questionConflict } from './conflict-page.ts'
import { linesFromOptions } from './option-lines.ts'
import { findPage, putQuestion } from './plan-edits.ts'
import { markOfThing } from './plan-marks.ts'

/** A day as the form's own example writes it. */
const dayAsTyped = (date: string | undefined): string =>
  (date ?? '')
    .split('-')
    .reverse()
    .map(part => part.replace(/^0+/, ''))
    .join('/')

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
    earliest: dayAsTyped(question.earliest),
    latest: dayAsTyped(question.latest),
    easyText: question.easyText ?? '',
    picture: question.picture ?? '',
    also: [
      ...(question.required ? ['required'] : []),
      ...(question.otherOption === true ? ['other'] : []),
      ...(question.centres === true ? ['centres'] : []),
    ],
  }
}

const kindsFor = ({ filesAllowed }: Building, chosen: QuestionKind | null): typeof kindWords =>
  kindWords.filter(({ value }) => value !== 'file' || filesAllowed || chosen === 'file')

const withoutKey = (question: PlannedQuestion): string => markOfThing({ ...question, key: '' })

/**
 * The builder's pages about one question.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderQuestionRoutes(pages: Pages, needs: BuilderNeeds): void {
  const newPath = `${builderPath}/pages/:page/new-question`
  const onePath = `${builderPath}/pages/:page/questions/:question`
  const pageIn = (building: Building, request: Request): PlannedPage => {
    const found = findPage(building.plan, pathParameter(request, 'page'))
    if (!found)
      throw notFound(
        'There is no such page of questions. Somebody may have taken it out, or taken back that it was added.',
      )
    return found.page
  }
  const show = async (
    response: Response,
    building: Building,
    page: PlannedPage,
    kind: QuestionKind,
    question: PlannedQuestion | null,
    again: Again = null,
  ): Promise<void> => {
    const part = findPage(building.plan, page.id)?.part ?? 'pages'
    const here = `${building.at}/pages/${page.id}`
    await showPage(
      response,
      'builder/question',
      {
        title:
          question === null ? `New question: ${kindName(kind).toLowerCase()}` : readableText(question.text),
        ...builderFrame(building, [{ text: readableText(page.title), href: here }]),
        page,
        part,
        action: question === null ? `${here}/new-question` : `${here}/questions/${question.key}`,
        isNew: question === null,
        kindSaid: kindName(kind).toLowerCase(),
        seen: question === null ? '' : markOfThing(question),
        asked: { ...fieldsOf(question ?? { key: '', kind, text: '', required: false }), kind },
        kinds: kindsFor(building, kind).map(({ value, text }) => ({ value, text })),
        pictures: [
          { value: '', text: 'One that fits the question' },
          ...easyPictures.map(name => ({ value: name, text: name.replaceAll('-', ' ') })),
        ],
        repeatable: answersToRepeat(building.plan[part], page.id),
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  }
  const kindOf = (text: string): QuestionKind | null =>
    kindWords.find(one => one.value === text)?.value ?? null
  const readQuestion = (
    request: Request,
    { plan }: Building,
    page: PlannedPage,
    key: string | null,
  ): BuilderForm<PlannedQuestion> =>
    readQuestionForm(
      request.body,
      questionsOf([...plan.pages, ...plan.equality])
        .filter(question => question.key !== key || !page.questions.includes(question))
        .map(question => question.key),
      page.block === undefined ? '' : 'proposal',
    )
  /** A key may stand on other pages, of other districts, but not twice on one page. */
  const withFreeKey = (
    form: BuilderForm<PlannedQuestion>,
    request: Request,
    page: PlannedPage,
    key: string | null,
  ): BuilderForm<PlannedQuestion> =>
    form.ok && page.questions.some(one => one.key === form.value.key && one.key !== key)
      ? {
          ok: false,
          errors: [{ field: 'key', message: 'Another question of this page has that key' }],
          typed: typedFields(request.body),
        }
      : form

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
        ...builderFrame(building, [
          { text: readableText(page.title), href: `${building.at}/pages/${page.id}` },
        ]),
        action: `${building.at}/pages/${page.id}/new-question`,
        kinds: kindsFor(building, null),
        filesAllowed: building.filesAllowed,
        filesHref: `${building.at}/files`,
        ...(missing ? { errors: [{ field: 'kind', message: 'Choose how the question is answered' }] } : {}),
      },
      missing ? 422 : 200,
    )
  })
  changePages(pages, needs, newPath, async ({ request, response, building, edit }) => {
    const page = pageIn(building, request)
    const done = (): void => {
      redirectWithNotice(response, `${building.at}/pages/${page.id}`, 'Question added')
    }
    const read = readQuestion(request, building, page, null)
    // The second of two clicks sends the same once more; nobody asks the same twice on one page.
    const alike = (question: PlannedQuestion): boolean =>
      read.ok && withoutKey(question) === withoutKey(read.value)
    if (page.questions.some(alike)) {
      done()
      return
    }
    const form = withFreeKey(read, request, page, null)
    if (!form.ok)
      return show(response, building, page, kindOf(sentField(request, 'kind')) ?? 'one', null, form)
    const { outcome, plan } = await edit(`Added the question ${named(form.value.text)}`, now => {
      const there = findPage(now, page.id)?.page
      if (!there) return 'gone'
      if (there.questions.some(alike)) return now
      return there.questions.some(one => one.key === form.value.key)
        ? 'changed'
        : putQuestion(now, page.id, null, form.value)
    })
    if (outcome === 'changed') {
      return show(response, { ...building, plan }, page, form.value.kind, null, {
        errors: [{ field: 'key', message: 'Another question of this page has that key' }],
        typed: typedFields(request.body),
      })
    }
    if (outcome === 'gone') {
      return showConflict(response, building, {
        what: 'this page',
        action: `${building.at}/new-page`,
        again: { title: page.title },
        rows: questionConflict(form.value, null),
        gone: true,
        back: building.at,
      })
    }
    done()
  })

  pages.get(onePath, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const page = pageIn(building, request)
    const question = page.questions.find(one => one.key === pathParameter(request, 'question'))
    if (!question) throw notFound('There is no such question. Somebody may have taken it out.')
    await show(response, building, page, question.kind, question)
  })
  changePages(pages, needs, onePath, async ({ request, response, building, edit }) => {
    const page = pageIn(building, request)
    const here = `${building.at}/pages/${page.id}`
    const key = pathParameter(request, 'question')
    const now = page.questions.find(one => one.key === key) ?? null
    const read = readQuestion(request, building, page, key)
    // The second of two clicks finds what the first one stored, under its new key if it has one.
    const stored = (question: PlannedQuestion): boolean =>
      read.ok && markOfThing(question) === markOfThing(read.value)
    if (now === null && page.questions.some(stored)) {
      redirectWithNotice(response, here, 'Question saved')
      return
    }
    const form = withFreeKey(read, request, page, key)
    if (!form.ok) {
      const kind = kindOf(sentField(request, 'kind')) ?? now?.kind ?? 'one'
      return show(response, building, page, kind, now, form)
    }
    const seen = sentField(request, 'seen')
    const { outcome, plan } = await edit(`Changed the question ${named(form.value.text)}`, at => {
      const questions = findPage(at, page.id)?.page.questions ?? []
      if (questions.some(stored)) return at
      const there = questions.find(one => one.key === key)
      if (there === undefined) return 'gone'
      return markOfThing(there) === seen ? putQuestion(at, page.id, key, form.value) : 'changed'
    })
    if (outcome !== 'saved') {
      const theirs = findPage(plan, page.id)?.page.questions.find(one => one.key === key) ?? null
      return showConflict(response, building, {
        what: 'this question',
        action: theirs === null ? `${here}/new-question` : `${here}/questions/${key}`,
        again: { ...typedFields(request.body), seen: theirs === null ? '' : markOfThing(theirs) },
        rows: questionConflict(form.value, theirs),
        gone: theirs === null,
        back: theirs === null ? here : `${here}/questions/${key}`,
      })
    }
    redirectWithNotice(response, here, 'Question saved')
  })
}
