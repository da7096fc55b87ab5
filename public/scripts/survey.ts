// What the survey's pages gain from a script: what is typed is kept on the device as it is typed, and what could not
// be sent is sent when the line is back. Each page works without it.
import { beginOn } from './survey/begin.ts'
import { toldBy } from './survey/page-words.ts'
import { SentPages } from './survey/sent-pages.ts'
import { keepPage } from './survey/typed.ts'

const draft = toldBy()?.device.draft ?? null
const sent = draft === null ? null : new SentPages(draft)
sent?.arrived()

void beginOn(async (told, store) => {
  const { device } = told
  if (!store) return
  if (device.sent && device.draft !== null) await store.remove(device.draft)
  const forget = document.querySelector<HTMLFormElement>(`form[action="${CSS.escape(device.at)}/forget"]`)
  forget?.addEventListener('submit', () => {
    if (device.draft !== null) void store.remove(device.draft)
  })
  if (sent && !device.sent)
    await keepPage(told, store, sent, document.querySelector<HTMLFormElement>('form[data-page]'))
})
