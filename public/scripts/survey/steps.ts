import { pagesThatApply } from '../../../server/model/survey/conditions.ts'
import type { GivenAnswer, SurveyPage, SurveyQuestion } from '../../../server/model/survey.ts'
import { fieldsIn, valuesIn } from './fields.ts'
import { element, type Words } from './page-words.ts'
import type { KeptAnswer } from './store.ts'

/** One page of the long form. */
export interface Step {
  readonly key: string
  readonly root: HTMLElement
  /** Its conditions and questions, as the server has them; null for the end of the form. */
  readonly rule: SurveyPage | null
}

// What the server does not say is as the page's fields have it: then no question is required, and none is a list.
function ruleIn(root: HTMLElement): SurveyPage {
  const names = [...new Set(fieldsIn(root).map(field => field.name))]
  const questions = names.map((key): SurveyQuestion => ({ key, kind: 'text', text: '', required: false }))
  const told = JSON.parse(root.dataset['rule'] || '{}') as Partial<SurveyPage>
  return { key: names[0] ?? '', title: '', questions, ...told }
}

/**
 * The pages of the long form.
 *
 * @param form - the form
 * @returns its pages in order, the end last
 */
export function stepsOf(form: HTMLFormElement): Step[] {
  const pages = [...form.querySelectorAll<HTMLElement>('[data-rule]')].map(root => {
    const rule = ruleIn(root)
    return { key: rule.key, root, rule }
  })
  const end = form.querySelector<HTMLElement>('[data-whole-end]')
  return end ? [...pages, { key: 'check', root: end, rule: null }] : pages
}

function choicesIn(form: HTMLFormElement): GivenAnswer[] {
  return Object.entries(valuesIn(form)).map(([questionKey, choices]) => ({
    questionKey,
    choices,
    text: null,
  }))
}

/**
 * The pages that are asked, by the same rule as on the server.
 *
 * @param form - the form
 * @param steps - its pages
 * @returns those that apply to what was chosen so far, and the end
 */
export function stepsThatApply(form: HTMLFormElement, steps: readonly Step[]): Step[] {
  const rules = steps.flatMap(step => step.rule ?? [])
  const asked = new Set(pagesThatApply(rules, choicesIn(form)))
  return steps.filter(step => step.rule === null || asked.has(step.rule))
}

/** Whether a field belongs to a question: fields of items, places, days and "other" begin with its key. */
const belongs = (name: string, key: string): boolean => name === key || name.startsWith(`${key}-`)

/**
 * Questions of a page that must be answered and are not.
 *
 * @param step - the page
 * @returns keys of the questions
 */
export function unanswered(step: Step): string[] {
  const names = Object.keys(valuesIn(step.root))
  const others = step.rule?.questions ?? []
  return others
    .filter(question => question.required && question.kind !== 'file')
    .filter(question => {
      // A longer key of another question is not an answer to this one.
      const own = (name: string): boolean =>
        belongs(name, question.key) &&
        !others.some(
          other => other !== question && other.key.length > question.key.length && belongs(name, other.key),
        )
      return !names.some(own)
    })
    .map(question => question.key)
}

/**
 * The element by which a question is reached.
 *
 * @param root - the form, or a part of it
 * @param key - the question
 * @returns its first field; null when there is none
 */
export function fieldOf(root: ParentNode, key: string): HTMLElement | null {
  return (
    root.querySelector<HTMLElement>(`[name="${CSS.escape(key)}"]`) ??
    root.querySelector<HTMLElement>(`[name^="${CSS.escape(key)}-"]`)
  )
}

const wordsIn = (found: Element | null | undefined): string =>
  (found?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** The words by which a field is known: its own label, and the question that it stands in. */
function labelOf(field: Element): string {
  return wordsIn(document.querySelector(`label[for="${CSS.escape(field.id)}"]`))
}

/**
 * What was answered on a page, in the words that the page shows.
 *
 * @param step - the page
 * @returns one entry for each question
 */
export function answersOn(step: Step): KeptAnswer[] {
  const groups = [...step.root.querySelectorAll<HTMLElement>('.govuk-form-group')].filter(
    group => group.parentElement?.closest('.govuk-form-group') === null,
  )
  return groups.flatMap(group => {
    const fields = [
      ...group.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
        'input:not([type=hidden]), textarea, select',
      ),
    ]
    const [first] = fields
    if (!first) return []
    const legend = group.querySelector('legend')
    const question = legend ? wordsIn(legend) : labelOf(first)
    const lines = fields.flatMap(field => {
      if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
        return field.checked ? [labelOf(field)] : []
      if (field.value.trim() === '') return []
      const shown =
        field instanceof HTMLSelectElement ? wordsIn(field.selectedOptions[0]) : field.value.trim()
      // One field is the question itself; one of several says what it is for.
      return fields.length === 1 ? shown.split('\n') : [`${labelOf(field)}: ${shown}`]
    })
    return [{ question, lines }]
  })
}

/**
 * What was answered on all pages that apply, each with a way back to it.
 *
 * @param asked - the pages that apply
 * @param words - sentences of the script
 * @returns the list
 */
export function checkList(asked: readonly Step[], words: Words): HTMLElement {
  const list = element('dl', 'govuk-summary-list')
  for (const step of asked) {
    if (step.rule === null) continue
    for (const { question, lines } of answersOn(step)) {
      const value = element('dd', 'govuk-summary-list__value')
      if (lines.length === 0) value.append(words.say('notAnswered'))
      lines.forEach((line, at) => {
        if (at > 0) value.append(element('br', ''))
        value.append(line)
      })
      const hidden = element('span', 'govuk-visually-hidden', ` ${question}`)
      const change = element('a', 'govuk-link', words.say('change'), hidden)
      change.href = `#${step.key}`
      list.append(
        element(
          'div',
          'govuk-summary-list__row',
          element('dt', 'govuk-summary-list__key', question),
          value,
          element('dd', 'govuk-summary-list__actions', change),
        ),
      )
    }
  }
  return list
}
