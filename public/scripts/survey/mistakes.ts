import { element, type Words } from './page-words.ts'
import { fieldOf } from './steps.ts'

/** What is wrong with an answer, and where it is given. */
export interface Mistake {
  readonly field: string
  readonly message: string
}

/** Says what is wrong with the answers of the long form. */
export class Mistakes {
  /** Where the summary stands. */
  readonly summary = element('div', '')
  private readonly form: HTMLFormElement
  private readonly words: Words

  constructor(form: HTMLFormElement, words: Words) {
    this.form = form
    this.words = words
  }

  /** Nothing is wrong any more, or something else. */
  clear(): void {
    this.summary.replaceChildren()
    for (const message of this.form.querySelectorAll('[data-device-error]')) message.remove()
    for (const group of this.form.querySelectorAll('.govuk-form-group--error'))
      group.classList.remove('govuk-form-group--error')
    for (const field of this.form.querySelectorAll('[data-device-invalid]')) {
      field.removeAttribute('data-device-invalid')
      field.removeAttribute('aria-describedby')
      field.removeAttribute('aria-invalid')
    }
  }

  /** The summary at the top, with links, and each message beside its question. */
  say(mistakes: readonly Mistake[]): void {
    const { words } = this
    this.clear()
    const list = element('ul', 'govuk-list govuk-error-summary__list')
    for (const { field, message } of mistakes) {
      const target = fieldOf(this.form, field)
      const link = element('a', '', message)
      link.href = target ? `#${target.id}` : '#'
      link.addEventListener('click', event => {
        event.preventDefault()
        target?.focus()
      })
      list.append(element('li', '', link))
      const group = target?.closest('.govuk-form-group')
      if (!target || !group) continue
      group.classList.add('govuk-form-group--error')
      target.setAttribute('aria-invalid', 'true')
      target.dataset['deviceInvalid'] = ''
      const said = element(
        'p',
        'govuk-error-message',
        element('span', 'govuk-visually-hidden', words.say('error')),
        ` ${message}`,
      )
      said.dataset['deviceError'] = ''
      said.id = `${field}-device-error`
      target.setAttribute('aria-describedby', said.id)
      const before = group.querySelector('legend, .govuk-label')
      before?.after(said)
    }
    const heading = element('h2', 'govuk-error-summary__title', words.say('problem'))
    const inner = element('div', '', heading, element('div', 'govuk-error-summary__body', list))
    inner.setAttribute('role', 'alert')
    const box = element('div', 'govuk-error-summary', inner)
    box.tabIndex = -1
    this.summary.replaceChildren(box)
    box.focus()
  }
}
