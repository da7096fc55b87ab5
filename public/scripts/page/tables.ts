type Row = HTMLTableRowElement

const order = new Intl.Collator('en-GB', { numeric: true })

function valueOf(row: Row, column: number): string | number | null {
  const cell = row.cells[column]
  const text = (cell?.dataset['sortValue'] ?? cell?.textContent ?? '').trim()
  if (text === '' || text.startsWith('–')) return null
  const number = Number(
    text
      .replace(/[£,%+\s]/g, '')
      .replace('−', '-')
      .replace(/(\d)k?m$/, '$1'),
  )
  return Number.isNaN(number) ? text : number
}

function compare(a: string | number | null, b: string | number | null, sign: number): number {
  // What is not known comes last in either order.
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b)))
}

function sortBy(table: HTMLTableElement, head: HTMLTableCellElement, status: HTMLElement): void {
  const descending = head.getAttribute('aria-sort') === 'ascending'
  const body = table.tBodies[0]
  if (!body) return
  const column = head.cellIndex
  const rows = [...body.rows].map(row => ({ row, value: valueOf(row, column) }))
  rows.sort((a, b) => compare(a.value, b.value, descending ? -1 : 1))
  body.append(...rows.map(({ row }) => row))
  for (const other of table.querySelectorAll('th[aria-sort]')) other.setAttribute('aria-sort', 'none')
  const direction = descending ? 'descending' : 'ascending'
  head.setAttribute('aria-sort', direction)
  status.textContent = `Sorted by ${head.textContent.trim()}, ${direction}`
}

/** Makes the headings of a table buttons that put its rows in order. */
export function sortTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) {
    const status = document.createElement('div')
    status.className = 'govuk-visually-hidden'
    status.setAttribute('role', 'status')
    table.after(status)
    for (const head of table.querySelectorAll<HTMLTableCellElement>('th[data-sortable]')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'app-sort'
      button.append(...head.childNodes)
      head.append(button)
      if (!head.hasAttribute('aria-sort')) head.setAttribute('aria-sort', 'none')
      button.addEventListener('click', () => {
        sortBy(table, head, status)
      })
    }
  }
}
