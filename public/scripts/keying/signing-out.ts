import { serverAnswers } from './server.ts'

/** Told to a page before somebody signs out of it; what it has to keep first is pushed into `detail`. */
const signingOut = 'doorstep:signing-out'

/**
 * Keeps what is typed on a page before somebody signs out.
 *
 * @param keep - keeps it; false when it is kept nowhere
 */
export function keepBeforeSigningOut(keep: () => Promise<boolean>): void {
  document.addEventListener(signingOut, event => {
    ;(event as CustomEvent<Promise<boolean>[]>).detail.push(keep())
  })
}

/** Whether everything on the page is kept, at the server or on this device. */
async function everythingKept(): Promise<boolean> {
  const waits: Promise<boolean>[] = []
  document.dispatchEvent(new CustomEvent(signingOut, { detail: waits }))
  return (await Promise.all(waits)).every(Boolean)
}

function say(form: HTMLFormElement, text: string): void {
  const note = document.querySelector('[data-said]') ?? document.createElement('p')
  note.className = 'govuk-error-message'
  note.setAttribute('data-said', '')
  note.setAttribute('role', 'alert')
  note.textContent = text
  // The header has no room for a sentence on a phone.
  const place = form.closest('main') === null ? document.querySelector('main > *') : form
  place?.before(note)
  note.scrollIntoView({ block: 'nearest' })
}

/**
 * Nobody loses what they typed by signing out, and nobody takes themselves for signed out while the server is away: on a
 * device that is shared, the next person would be at work under their name.
 */
export function signOutSafely(): void {
  document.addEventListener('submit', event => {
    const form = event.target
    const action = form instanceof HTMLFormElement ? form.getAttribute('action') : null
    if (action !== '/sign-out' && action !== '/account/sign-out-everywhere') return
    event.preventDefault()
    const asked = form as HTMLFormElement
    if (asked.dataset['asking'] !== undefined) return
    asked.dataset['asking'] = ''
    void (async () => {
      const kept = await everythingKept()
      if (!(await serverAnswers())) {
        say(asked, 'You are still signed in: there is no connection. Try again when it is back.')
      } else if (
        kept ||
        window.confirm('What you typed on this page is kept nowhere. Do you want to sign out and lose it?')
      ) {
        asked.submit()
      }
    })().finally(() => {
      delete asked.dataset['asking']
    })
  })
}
