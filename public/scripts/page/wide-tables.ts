/** A table wider than the screen can be reached and scrolled from the keyboard. */
export function reachWideTables(): void {
  const update = (): void => {
    for (const frame of document.querySelectorAll<HTMLElement>('.app-table-scroll')) {
      const wide = frame.scrollWidth > frame.clientWidth + 1
      frame.classList.toggle('app-table-scroll--wide', wide)
      if (wide) {
        frame.tabIndex = 0
        frame.setAttribute('role', 'region')
        frame.setAttribute('aria-label', frame.querySelector('caption')?.textContent.trim() ?? 'Table')
      } else {
        for (const name of ['tabindex', 'role', 'aria-label']) frame.removeAttribute(name)
      }
    }
  }
  update()
  window.addEventListener('resize', update)
}
