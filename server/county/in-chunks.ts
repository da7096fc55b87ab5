/**
 * Cuts rows into parts that one INSERT can take.
 *
 * @param rows - the rows
 * @param size - most rows in a part
 * @yields {Row[]} the parts, in order
 */
export function* inChunks<Row>(rows: readonly Row[], size = 400): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}
