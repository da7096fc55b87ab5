import { toldBy, type Told } from './page-words.ts'
import { isMistaken } from './sent-pages.ts'
import { openStore, type DeviceStore } from './store.ts'
import { WaitingAnswers } from './waiting.ts'

/**
 * A copy of the empty survey in the page's language, for when there is no line. The worker has one address whatever the
 * language: while one of another address takes its place, Chromium may leave the next page waiting for ever.
 */
async function keepPages({ device: { at } }: Told): Promise<void> {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  try {
    await navigator.serviceWorker.register(`${at}/worker.js`, { scope: at })
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ language: document.documentElement.lang || 'en' })
  } catch {
    // Without it the survey works while there is a line.
  }
}

/**
 * Begins on a page of the survey: what is too old is removed, what waits is shown and sent.
 *
 * @param act - what the page itself does; the store is null where nothing can be kept
 */
export async function beginOn(
  act: (told: Told, store: DeviceStore | null, waiting: WaitingAnswers | null) => Promise<void>,
): Promise<void> {
  const told = toldBy()
  if (!told) return
  void keepPages(told)
  // A page that the browser kept as it was knows nothing of what was saved since.
  window.addEventListener('pageshow', event => {
    if (event.persisted && !isMistaken()) location.reload()
  })
  const store = await openStore()
  const waiting = store ? new WaitingAnswers(told, store) : null
  // A copy does not know what day it is.
  if (told.device.now) await store?.removeOld(told.device.days, told.device.waitingDays)
  await act(told, store, waiting)
  await waiting?.show()
  await waiting?.send()
  // For tests, and for people who look: the page has read what the device keeps.
  told.place.dataset['ready'] = 'yes'
}
