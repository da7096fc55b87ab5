import { element, type Told } from './page-words.ts'

/** Hides what belongs to answering, once that is over. */
export function hideAnswering({ place }: Told): void {
  const rest = '[data-whole-intro], [data-whole-leave], [data-whole-clear], .govuk-back-link'
  for (const one of document.querySelectorAll<HTMLElement>(rest)) one.hidden = true
  for (const one of document.querySelectorAll('[data-whole-while]')) one.remove()
  place.replaceChildren()
}

/**
 * Shows how it ended in the place of the form.
 *
 * @param told - what the server tells the script
 * @param form - the form
 * @param shown - name of the page's template: `sent` or `waiting`
 * @param id - the answers that it is about
 * @param fill - writes into it what is only known now
 */
export function showInstead(
  told: Told,
  form: HTMLElement,
  shown: 'sent' | 'waiting',
  id: string,
  fill: (page: DocumentFragment) => void,
): void {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-whole-${shown}]`)
  if (!template) return
  const page = template.content.cloneNode(true) as DocumentFragment
  fill(page)
  page.querySelector('button[data-another]')?.addEventListener('click', () => {
    location.href = `${told.device.at}/offline`
  })
  hideAnswering(told)
  for (const heading of document.querySelectorAll('h1, .govuk-caption-xl')) heading.remove()
  const instead = element('div', '', page)
  instead.tabIndex = -1
  instead.dataset['shown'] = shown
  instead.dataset['about'] = id
  form.replaceWith(instead)
  history.replaceState(null, '', location.pathname)
  window.scrollTo(0, 0)
  instead.focus({ preventScroll: true })
}

/**
 * The page that said that answers wait says so no more: a note above tells what became of them.
 *
 * @param id - the answers
 * @param heading - what the page says now
 */
export function noLongerWaiting(id: string, heading: string): void {
  const page = document.querySelector<HTMLElement>('[data-shown=waiting]')
  if (page?.dataset['about'] !== id) return
  const title = page.querySelector('h1')
  if (title) title.textContent = heading
  for (const line of page.querySelectorAll('p')) if (!line.querySelector('[data-another]')) line.remove()
}

/** What the page says when answers were sent. */
export function sentHeading(): string {
  const sent = document.querySelector<HTMLTemplateElement>('template[data-whole-sent]')?.content
  return (sent?.querySelector('h1')?.textContent ?? '').trim()
}
