import { daysKept, formsHeld, openDevice } from './device.ts'

/**
 * Leads back to forms that were typed here and not stored. The page of a batch knows which forms are done: what was
 * typed into them is removed; other pages lead to it.
 *
 * @param place - the page's element for it, which knows who keys, where, and on a batch's page which forms are done
 */
export async function showUnstored(place: HTMLElement): Promise<void> {
  const device = await openDevice(place.dataset['keyer'] ?? '')
  if (device === null) return
  const ofBatch = place.dataset['done'] !== undefined
  const done = new Set((place.dataset['done'] ?? '').split(' '))
  const links: HTMLAnchorElement[] = []
  for (const form of await device.forms()) {
    if (done.has(form)) {
      await device.remove(form)
      continue
    }
    const typed = await device.read(form)
    if (typed === null || !typed.address.startsWith(place.dataset['batch'] ?? ' ')) continue
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = ofBatch ? typed.address : typed.address.replace(/\/forms\/[^/]*$/, '')
    link.textContent = ofBatch ? `Go on with ${typed.serial}` : `Go to the batch of ${typed.serial}`
    links.push(link)
  }
  if (links.length === 0) return
  const note = document.createElement('p')
  note.className = 'govuk-inset-text'
  note.append('Typed on this device, and not stored:')
  for (const link of links) note.append(' ', link)
  place.replaceChildren(note)
}

/** Where people sign in: says what waits on this device for whoever typed it. */
export async function sayWhatIsHeld(): Promise<void> {
  const form = document.querySelector('form[action="/sign-in"]')
  if (!form || !('indexedDB' in window)) return
  const held = await formsHeld()
  if (held === 0) return
  const note = document.createElement('p')
  note.className = 'govuk-inset-text'
  note.textContent = `${held === 1 ? 'A paper form that was' : `${held} paper forms that were`} typed on this device ${held === 1 ? 'has' : 'have'} not reached the server. What was typed is kept here, encrypted, for ${daysKept} days. Only whoever typed it sees it: sign in, and go on from the page “Paper”.`
  form.before(note)
}
