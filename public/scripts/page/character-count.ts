const english: Record<string, string> = {
  'under-limit.one': 'You have %{count} % remaining',
  'under-limit.other': 'You have %{count} %s remaining',
  'at-limit': 'You have 0 %s remaining',
  'over-limit.one': 'You have %{count} % too many',
  'over-limit.other': 'You have %{count} %s too many',
}

function countOne(group: HTMLElement): void {
  const input = group.querySelector<HTMLTextAreaElement>('.govuk-js-character-count')
  const limit = Number(group.dataset['maxwords'] ?? group.dataset['maxlength'])
  const first = document.getElementById(`${input?.id ?? ''}-info`)
  if (!input || !first || !limit) return
  const words = group.dataset['countType'] === 'words' || group.dataset['maxwords'] !== undefined
  const unit = words ? 'word' : 'character'
  const from = (limit * Number(group.dataset['threshold'] ?? 0)) / 100
  const plural = new Intl.PluralRules(document.documentElement.lang || 'en')
  const used = (): number => (words ? (input.value.match(/\S+/g)?.length ?? 0) : input.value.length)

  const say = (left: number): string => {
    const which = left === 0 ? 'at-limit' : left > 0 ? 'under-limit' : 'over-limit'
    const rule = left === 0 ? '' : `.${plural.select(Math.abs(left))}`
    const own = (ending: string): string | null => group.getAttribute(`data-i18n.${unit}s-${which}${ending}`)
    const text =
      own(rule) ??
      own('.other') ??
      (english[which + rule] ?? english[`${which}.other`] ?? '').replace('%s', `${unit}s`)
    return text.replace('%{count}', Math.abs(left).toLocaleString()).replace('% ', `${unit} `)
  }

  // What is seen changes with every key; what is read out waits until the person stops typing.
  const seen = document.createElement('div')
  seen.className = first.className
  seen.setAttribute('aria-hidden', 'true')
  const heard = document.createElement('div')
  heard.className = 'govuk-visually-hidden'
  heard.setAttribute('aria-live', 'polite')
  first.classList.add('govuk-visually-hidden')
  first.after(seen, heard)

  let waiting = 0
  const update = (): void => {
    const left = limit - used()
    const over = left < 0
    seen.textContent = say(left)
    seen.classList.toggle('govuk-character-count__message--disabled', used() < from)
    seen.classList.toggle('govuk-error-message', over)
    seen.classList.toggle('govuk-hint', !over)
    input.classList.toggle(
      'govuk-textarea--error',
      over || Boolean(group.querySelector('.govuk-error-message[id]')),
    )
    clearTimeout(waiting)
    waiting = window.setTimeout(() => {
      if (used() >= from) heard.textContent = say(left)
    }, 1000)
  }
  input.addEventListener('input', update)
  window.addEventListener('pageshow', update)
  update()
}

/** Says how many characters or words are left while a person types. */
export function countCharacters(): void {
  for (const group of document.querySelectorAll<HTMLElement>('[data-module="govuk-character-count"]'))
    countOne(group)
}
