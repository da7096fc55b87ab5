/** A cell of a table: nothing is written as an empty cell. */
export type Cell = string | number | null

/**
 * Writes rows as CSV.
 *
 * @param rows - the header first
 * @param style - `quoted` puts every text between quotation marks, as some publishers do; `plain` only where it must
 */
export function csv(
  rows: readonly (readonly Cell[])[],
  style: 'plain' | 'quoted' = 'plain',
  lineEnd: '\n' | '\r\n' = '\n',
): string {
  const written = (cell: Cell): string => {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell)
    if (style === 'plain' && !/[",\r\n]|^\s|\s$/.test(cell)) return cell
    return `"${cell.replaceAll('"', '""')}"`
  }
  return rows.map(row => row.map(written).join(',') + lineEnd).join('')
}
