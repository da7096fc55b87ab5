import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { AppError } from '../errors.ts'
import { maximumRowLength } from './limits.ts'
import type { Row } from './row.ts'

/**
 * Reads CSV text row by row: quoted cells may hold commas, quotes and line breaks, rows may differ in length, and the
 * separator (comma, semicolon or tab) is found from the first lines.
 *
 * @param text - the text's parts
 * @yields {Row} every row, blank ones too, so that numbers agree with a spreadsheet's
 * @throws {AppError} when a quoted cell never ends, or a row has no end
 */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<Row> {
  const parts = text[Symbol.asyncIterator]()
  let start = ''
  let ended = false
  while (start.length < 4096 && !ended) {
    const next = await parts.next()
    if (next.done === true) ended = true
    else start += next.value
  }
  async function* all(): AsyncGenerator<string> {
    yield start
    for (;;) {
      const next = await parts.next()
      if (next.done === true) return
      yield next.value
    }
  }
  const parser = Readable.from(all()).pipe(
    parse({
      delimiter: separatorOf(start),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: maximumRowLength,
    }),
  )
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { number: ++number, cells }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new AppError('broken-table', 422, sentenceFor(error.code, Number(error['records'] ?? number) + 1))
  } finally {
    parser.destroy()
    await parts.return?.(undefined)
  }
}

function sentenceFor(code: string, row: number): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return `The file ends inside a quoted cell that began in row ${row}. It may have been cut off while it was downloaded or copied.`
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return `Row ${row} never ends: it has more than two million characters. Expected one place on each row.`
  }
  return `Row ${row} cannot be read as a row of a CSV file.`
}

function separatorOf(start: string): string {
  const lines = start.split(/\r?\n/).slice(0, 20)
  const most = (separator: string): number =>
    Math.max(...lines.map(line => line.replace(/"[^"]*"/g, '').split(separator).length))
  const [comma, semicolon, tab] = [most(','), most(';'), most('\t')]
  if (tab > comma && tab > semicolon) return '\t'
  return semicolon > comma ? ';' : ','
}
