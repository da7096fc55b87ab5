/** The skip link takes the focus with it, and not only the view. */
export function enhanceSkipLink(): void {
  document.querySelector('.govuk-skip-link')?.addEventListener('click', () => {
    const main = document.getElementById('main-content')
    if (!main) return
    main.tabIndex = -1
    main.focus()
  })
}

/** What is folded away on the screen is printed. */
export function printDetails(): void {
  let opened: HTMLDetailsElement[] = []
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')]
    for (const details of opened) details.open = true
  })
  window.addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}
