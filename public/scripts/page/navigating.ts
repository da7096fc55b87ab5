/** On a narrow screen the menu opens and closes by a button. */
export function enhanceMenu(): void {
  const button = document.querySelector<HTMLElement>('.govuk-js-service-navigation-toggle')
  const menu = document.getElementById('navigation')
  if (!button || !menu) return
  const narrow = window.matchMedia('(max-width: 40.0525em)')
  let open = false
  const update = (): void => {
    button.hidden = !narrow.matches
    button.removeAttribute('aria-hidden')
    button.setAttribute('aria-expanded', String(open))
    menu.hidden = narrow.matches && !open
  }
  button.addEventListener('click', () => {
    open = !open
    update()
  })
  narrow.addEventListener('change', update)
  update()
}

function enhanceTabSet(set: HTMLElement): void {
  const tabs = [...set.querySelectorAll<HTMLAnchorElement>('.govuk-tabs__tab')]
  const panelOf = (tab: HTMLAnchorElement): HTMLElement | null => document.getElementById(tab.hash.slice(1))
  const choose = (chosen: HTMLAnchorElement): void => {
    for (const tab of tabs) {
      const on = tab === chosen
      tab.setAttribute('aria-selected', String(on))
      tab.tabIndex = on ? 0 : -1
      tab.parentElement?.classList.toggle('govuk-tabs__list-item--selected', on)
      panelOf(tab)?.classList.toggle('govuk-tabs__panel--hidden', !on)
    }
  }
  set.querySelector('.govuk-tabs__list')?.setAttribute('role', 'tablist')
  tabs.forEach((tab, at) => {
    tab.id ||= `tab-${tab.hash.slice(1)}`
    tab.setAttribute('role', 'tab')
    tab.setAttribute('aria-controls', tab.hash.slice(1))
    tab.parentElement?.setAttribute('role', 'presentation')
    const panel = panelOf(tab)
    panel?.setAttribute('role', 'tabpanel')
    panel?.setAttribute('aria-labelledby', tab.id)
    tab.addEventListener('click', event => {
      event.preventDefault()
      choose(tab)
    })
    tab.addEventListener('keydown', event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      const next = step === undefined ? undefined : tabs[at + step]
      if (!next) return
      event.preventDefault()
      choose(next)
      next.focus()
    })
  })
  const first = tabs.find(tab => tab.hash !== '' && tab.hash === location.hash) ?? tabs[0]
  if (first) choose(first)
}

/** Tabs show one part of a page at a time; without the script the parts stand one under another. */
export function enhanceTabs(): void {
  if (!window.matchMedia('(min-width: 40.0625em)').matches) return
  for (const set of document.querySelectorAll<HTMLElement>('[data-module="govuk-tabs"]')) enhanceTabSet(set)
}
