import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { csvText } from './pages.ts'

type Cells = readonly (string | number | null)[]

/**
 * Answers with a table for a spreadsheet that may be long: it is written piece by piece, as fast as it is read.
 *
 * @param response - answer to write
 * @param fileName - name offered for saving
 * @param heading - the heading row
 * @param pieces - the rows after it, some at a time
 */
export async function streamCsv(
  response: Response,
  fileName: string,
  heading: Cells,
  pieces: AsyncIterable<readonly Cells[]>,
): Promise<void> {
  const rows = pieces[Symbol.asyncIterator]()
  // Asked for before the answer begins, so that what fails at once is told on a page and not in a file.
  const first = await rows.next()
  response.attachment(fileName).type('text/csv; charset=utf-8')
  const lines = async function* (): AsyncGenerator<string> {
    yield csvText([heading, ...(first.done === true ? [] : first.value)])
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
      // Only the file's beginning has the mark.
      yield csvText(next.value).slice(1)
    }
  }
  try {
    await pipeline(Readable.from(lines()), response)
  } catch (error) {
    // Whoever gave the download up needs no answer.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
