/** Everything inside `root` that a selector finds. */
const all = <Found extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): Found[] => [...root.querySelectorAll<Found>(selector)]

/** Moves the focus to the summary of mistakes, and from each of its links to the field that it names. */
export function enhanceErrorSummary(): void {
  const summary = document.querySelector<HTMLElement>('[data-module="govuk-error-summary"]')
  if (!summary) return
  if (summary.dataset['disableAutoFocus'] !== 'true') {
    summary.tabIndex = -1
    summary.focus()
  }
  summary.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const target = link?.hash ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null
    if (!target) return
    const field = target.matches('input, select, textarea, button')
      ? target
      : target.querySelector<HTMLElement>('input, select, textarea')
    if (!field) return
    event.preventDefault()
    // The question comes into view with its answer, as a legend or label may stand far above the field.
    const question =
      field.closest('fieldset')?.querySelector('legend') ??
      document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
    ;(question ?? field).scrollIntoView()
    field.focus({ preventScroll: true })
  })
}

/** A message of success is read out and reached first. */
export function enhanceNotices(): void {
  const notice = document.querySelector<HTMLElement>('.govuk-notification-banner[role="alert"]')
  if (
    !notice ||
    notice.dataset['disableAutoFocus'] === 'true' ||
    document.querySelector('.govuk-error-summary')
  )
    return
  notice.tabIndex = -1
  notice.focus()
}

/** A form whose button says so is sent once, however often the button is pressed. */
export function preventDoubleClick(): void {
  const sent = new WeakMap<HTMLFormElement, number>()
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement
    if (!form.querySelector('[data-prevent-double-click="true"]')) return
    const before = sent.get(form)
    if (before !== undefined && performance.now() - before < 5000) event.preventDefault()
    else if (!event.defaultPrevented) sent.set(form, performance.now())
  })
  // Coming back to the page by the back button, a person may send it again.
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) sent.delete(form)
  })
}

/** A link that looks like a button answers to the space bar, as buttons do. */
export function pressLinksWithSpace(): void {
  document.addEventListener('keydown', event => {
    const target = event.target as HTMLElement
    if (event.key !== ' ' || target.getAttribute('role') !== 'button') return
    event.preventDefault()
    target.click()
  })
}

/** Shows the question that belongs to a choice while it is chosen, and lets "none of these" stand alone. */
export function enhanceChoices(): void {
  const show = (input: HTMLInputElement): void => {
    const id = input.dataset['ariaControls'] ?? input.getAttribute('aria-controls')
    const revealed = id ? document.getElementById(id) : null
    if (!id || !revealed) return
    input.setAttribute('aria-controls', id)
    // A radio may not say that it is expanded; a checkbox may.
    if (input.type === 'checkbox') input.setAttribute('aria-expanded', String(input.checked))
    const kind = input.type === 'radio' ? 'radios' : 'checkboxes'
    revealed.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked)
  }
  const controlling = '[data-aria-controls], [aria-controls]'
  const showAll = (): void => {
    all<HTMLInputElement>(
      `input[type=radio]:is(${controlling}), input[type=checkbox]:is(${controlling})`,
    ).forEach(show)
  }
  document.addEventListener('change', event => {
    const input = event.target as HTMLInputElement
    if (!['radio', 'checkbox'].includes(input.type)) return
    const name = `[name="${CSS.escape(input.name)}"]`
    if (input.type === 'checkbox' && input.checked) {
      const alone = input.dataset['behaviour'] === 'exclusive'
      for (const other of all<HTMLInputElement>(`input[type=checkbox]${name}`, input.form ?? document)) {
        if (other !== input && (alone || other.dataset['behaviour'] === 'exclusive')) other.checked = false
      }
    }
    all<HTMLInputElement>(`input${name}`, input.form ?? document).forEach(show)
  })
  showAll()
  // A browser restores what was chosen after the page has loaded.
  window.addEventListener('pageshow', showAll)
}
