// Keying with the hands on the keyboard: keys tick boxes, Enter goes to the next question, and what is typed is kept as
// it is typed. The page is a plain form without this.
import { KeyingKeeper } from './keying/keeping.ts'
import { sayWhatIsHeld, showUnstored } from './keying/unstored.ts'

const form = document.querySelector<HTMLFormElement>('form[data-keying]')

function questionsIn(keying: HTMLFormElement): HTMLElement[] {
  return [...keying.querySelectorAll<HTMLElement>('[data-question]')]
}

function firstField(question: HTMLElement): HTMLElement | null {
  return question.querySelector<HTMLElement>('input, textarea')
}

function goTo(keying: HTMLFormElement, from: Element | null, by: 1 | -1): void {
  const questions = questionsIn(keying)
  const here = questions.findIndex(question => question.contains(from))
  const next = questions[here + by]
  const field = next ? firstField(next) : null
  const target = field ?? (by === 1 ? keying.querySelector<HTMLElement>('[data-store]') : null)
  if (!target) return
  target.focus({ preventScroll: true })
  ;(next ?? target).scrollIntoView({ block: 'center' })
}

// Within a ranking the next box for a place comes before the next question.
function goToPlace(question: HTMLElement | null, from: HTMLElement, by: 1 | -1): boolean {
  const places = [...(question?.querySelectorAll<HTMLElement>('[data-place]') ?? [])]
  const next = places.includes(from) ? places[places.indexOf(from) + by] : undefined
  next?.focus({ preventScroll: true })
  return next !== undefined
}

function press(question: HTMLElement, key: string): boolean {
  const box = question.querySelector<HTMLInputElement>(`[data-pressed="${CSS.escape(key)}"]`)
  if (box) {
    box.click()
    box.focus({ preventScroll: true })
    return true
  }
  const state = question.querySelector<HTMLSelectElement>('[data-state]')
  const said = key === '?' ? 'unreadable' : key === 'x' ? 'crossed-out' : null
  if (state === null || said === null) return false
  state.value = state.value === said ? '' : said
  state.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}

function onKey(keying: HTMLFormElement, event: KeyboardEvent): void {
  const target = event.target instanceof HTMLElement ? event.target : null
  const question = target?.closest<HTMLElement>('[data-question]') ?? null
  if (target === null || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
  const writing = target.matches('[data-words]')
  if (event.key === 'Enter' && !(target instanceof HTMLButtonElement)) {
    if (writing && event.shiftKey && target instanceof HTMLTextAreaElement) return
    event.preventDefault()
    if (!goToPlace(question, target, event.shiftKey ? -1 : 1)) goTo(keying, target, event.shiftKey ? -1 : 1)
    return
  }
  if (question === null || writing || target instanceof HTMLSelectElement) return
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    goTo(keying, target, event.key === 'ArrowDown' ? 1 : -1)
  } else if (press(question, event.key.toLowerCase())) {
    event.preventDefault()
  }
}

if (form) {
  const keying = form
  keying.classList.add('paper-keying--keys')
  document.querySelector('[data-keys]')?.removeAttribute('hidden')
  keying.addEventListener('keydown', event => {
    onKey(keying, event)
  })
  new KeyingKeeper(keying)
  const begun = document.querySelector('.govuk-error-summary') !== null
  const first = questionsIn(keying)[0]
  if (!begun && first) firstField(first)?.focus({ preventScroll: true })
}

// After a form was stored, the hands stay where they are: the next number can be typed at once.
if (document.querySelector('.govuk-error-summary') === null) {
  document.querySelector<HTMLInputElement>('input[data-next]')?.focus({ preventScroll: true })
}

const batch = document.querySelector<HTMLElement>('[data-unstored]')
if (batch) void showUnstored(batch)
void sayWhatIsHeld()
