/** The boxes that say which Centre a place belongs to. */
export interface LeadSelects {
  /** Shows a box beside each place of a Centre, offers today's Centres in it, and takes the others away. */
  refresh(): void
}

/**
 * Keeps a second box beside each site that is a place of a Centre.
 *
 * @param form - the form of fates
 * @returns what keeps the boxes
 */
export function leadSelects(form: HTMLFormElement): LeadSelects {
  // A lead that was chosen once comes back when the site is a place of a Centre again.
  const chosen = new Map<string, string>()

  const sites = (): { id: string; name: string; select: HTMLSelectElement }[] =>
    [...form.querySelectorAll<HTMLSelectElement>('select[data-site]')].map(select => ({
      id: select.dataset['site'] ?? '',
      name: nameOf(form, select),
      select,
    }))

  const boxFor = (id: string, name: string, after: HTMLSelectElement): HTMLSelectElement => {
    const there = form.elements.namedItem(`lead-${id}`)
    if (there instanceof HTMLSelectElement) return there
    const box = document.createElement('select')
    box.className = 'govuk-select app-choice__select app-choice__lead'
    box.id = `lead-${id}`
    box.name = `lead-${id}`
    box.setAttribute('aria-label', `Centre that ${name} is a place of`)
    after.insertAdjacentElement('afterend', box)
    return box
  }

  return {
    refresh() {
      const all = sites()
      const centres = all.filter(({ select }) => select.value === 'centre')
      for (const { id, name, select } of all) {
        const there = form.elements.namedItem(`lead-${id}`)
        if (there instanceof HTMLSelectElement) chosen.set(id, there.value)
        if (select.value !== 'centre-place') {
          if (there instanceof HTMLSelectElement) there.remove()
          continue
        }
        const box = boxFor(id, name, select)
        const wanted = chosen.get(id) ?? ''
        const offered = centres.filter(centre => centre.id !== id)
        box.replaceChildren(
          new Option('Choose its Centre', ''),
          ...offered.map(centre => new Option(`of ${centre.name}`, centre.id)),
        )
        box.value = offered.some(centre => centre.id === wanted) ? wanted : ''
      }
    },
  }
}

function nameOf(form: HTMLFormElement, select: HTMLSelectElement): string {
  const label = form.querySelector<HTMLElement>(`label[for="${select.id}"]`)
  return label?.firstChild?.textContent?.trim() ?? ''
}
