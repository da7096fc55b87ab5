import { leadSelects } from './leads.ts'
import { redrawMap } from './map.ts'

/** What the server's answer holds, as read from its markup. */
interface Answer {
  readonly html: string
  /** What is stored now. */
  readonly before: string
  readonly finding: string
  readonly conflict: boolean
}

/** What is kept as `<site>=<fate>/<lead>`. */
interface Kept {
  readonly fate: string
  readonly lead: string
}

/**
 * Saves each choice when it is made, one after the other, and puts the answer's figures into the page.
 *
 * @param form - the form of fates, with the address for saving in `data-live`
 */
export function keepChoices(form: HTMLFormElement): void {
  const live = form.dataset['live']
  const figures = document.getElementById('figures')
  const state = form.querySelector<HTMLElement>('[data-save-state]')
  const before = form.elements.namedItem('before')
  const button = form.querySelector<HTMLElement>('#save-choices')
  if (live === undefined || !figures || !state || !(before instanceof HTMLInputElement)) return
  const leads = leadSelects(form)
  // One request at a time; what is chosen meanwhile goes with the next.
  const queue = { saving: false, again: false }
  const moreToSend = (): boolean => queue.again

  const say = (words: string, failed = false): void => {
    state.textContent = words
    state.toggleAttribute('data-failed', failed)
    if (button) button.hidden = !failed
  }

  const save = async (): Promise<void> => {
    if (queue.saving) {
      queue.again = true
      return
    }
    queue.saving = true
    say('Saving…')
    figures.setAttribute('data-figures-loading', '')
    try {
      do {
        queue.again = false
        const answer = await send(live, form)
        if (answer === null) {
          say(
            'Not saved: you may have been signed out. Your choices are still here. Sign in in another tab, then save.',
            true,
          )
          return
        }
        show(figures, answer)
        if (answer.conflict) {
          // What is stored now counts as seen: saving again keeps this person's choice.
          before.value = answer.before
          say(
            'Not saved: somebody else changed the same site. See what they chose, then save again to keep yours.',
            true,
          )
          figures.querySelector<HTMLElement>('[data-conflicts]')?.focus()
          return
        }
        if (!moreToSend()) {
          const others = takeOver(form, before.value, answer.before)
          leads.refresh()
          say(
            others === 0
              ? `Saved. ${answer.finding}`
              : `Saved. Somebody else changed ${others === 1 ? 'one other site' : `${others} other sites`}: see the list. ${answer.finding}`,
          )
        }
        before.value = answer.before
      } while (moreToSend())
      const map = document.getElementById('scenario-map')
      // A map that cannot be brought up to date is no reason to say that a choice was not saved.
      if (map) redrawMap(map).catch(() => map.dispatchEvent(new CustomEvent('map:reload')))
    } catch {
      say(
        'Not saved: the server could not be reached. Your choices are still here. Save again in a moment.',
        true,
      )
    } finally {
      queue.saving = false
      figures.removeAttribute('data-figures-loading')
    }
  }

  if (button) button.hidden = true
  form.addEventListener('change', event => {
    if (!(event.target instanceof HTMLSelectElement)) return
    leads.refresh()
    void save()
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    void save()
  })
  // On a slow line somebody chooses before this script has come.
  if (choseAlready(form)) {
    leads.refresh()
    void save()
  }
}

/** Whether something else is chosen than the page came with. */
function choseAlready(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll('select')].some(select => {
    const given = [...select.options].findIndex(option => option.defaultSelected)
    return select.selectedIndex !== Math.max(0, given)
  })
}

async function send(address: string, form: HTMLFormElement): Promise<Answer | null> {
  const body = new URLSearchParams()
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') body.append(name, value)
  })
  const response = await fetch(address, { method: 'POST', body, credentials: 'same-origin' })
  if (response.status >= 500) throw new Error('The server, or what stands before it, has no answer now.')
  const html = await response.text()
  const holder = document.createElement('template')
  holder.innerHTML = html
  const root = holder.content.querySelector<HTMLElement>('[data-figures]')
  if (root === null || (response.status !== 200 && response.status !== 409)) return null
  return {
    html,
    before: root.dataset['before'] ?? '',
    finding: root.dataset['finding'] ?? '',
    conflict: root.hasAttribute('data-conflict'),
  }
}

/** Puts the new figures in the place of the old ones; what was unfolded stays unfolded. */
function show(figures: HTMLElement, answer: Answer): void {
  const open = [...figures.querySelectorAll('details')].map(details => details.open)
  figures.innerHTML = answer.html
  figures.querySelectorAll('details').forEach((details, at) => {
    if (open[at] === true) details.open = true
  })
}

function keptIn(text: string): Map<string, Kept> {
  const kept = new Map<string, Kept>()
  for (const part of text.split(' ')) {
    const [site, rest = ''] = part.split('=')
    const [fate = '', lead = ''] = rest.split('/')
    if (site !== undefined && site !== '') kept.set(site, { fate, lead })
  }
  return kept
}

/** Shows in the form what others changed; counts the sites. */
function takeOver(form: HTMLFormElement, had: string, now: string): number {
  const [old, stored] = [keptIn(had), keptIn(now)]
  let others = 0
  form.querySelectorAll<HTMLSelectElement>('select[data-site]').forEach(select => {
    const site = select.dataset['site'] ?? ''
    const fate = stored.get(site)?.fate ?? ''
    if (select.value === fate || (old.get(site)?.fate ?? '') === fate) return
    select.value = fate
    others += 1
  })
  return others
}
