import { AppError } from '../errors.ts'

/** Reads the same bytes from their beginning, each time it is called. */
export type OpenBytes = () => AsyncIterable<Buffer>

/** How the text of a file is written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * Finds how a text is written: by its byte order mark, else UTF-8 if all of it is valid UTF-8, else Windows-1252, which
 * is what older Windows programs write and which agrees with Latin-1 on every letter.
 *
 * @param openBytes - opens the bytes
 * @returns the encoding
 * @throws {AppError} when the bytes are not text
 */
export async function encodingOf(openBytes: OpenBytes): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let valid = true
  let first = true
  let controls = 0
  let seen = 0
  for await (const chunk of openBytes()) {
    if (first) {
      if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
      if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
      first = false
    }
    if (chunk.includes(0)) throw notText()
    if (seen < 65_536) {
      for (const byte of chunk) if (byte < 9 || (byte > 13 && byte < 32)) controls++
    }
    seen += chunk.length
    if (controls > 20) throw notText()
    if (!valid) continue
    try {
      decoder.decode(chunk, { stream: true })
    } catch {
      valid = false
    }
  }
  return valid ? 'utf-8' : 'windows-1252'
}

function notText(): AppError {
  return new AppError(
    'binary-file',
    422,
    'The file is not text: it holds bytes that no table has. Expected a table (CSV or XLSX), boundaries (GeoJSON) or a ' +
      'zip file of them.',
  )
}

/**
 * Reads bytes as text, part by part; a byte order mark is left out.
 *
 * @param openBytes - opens the bytes
 * @param encoding - how it is written; found first when not given
 * @param heard - is told how many bytes have been read so far
 * @yields {string} the text's parts, in order
 * @throws {AppError} when the bytes are not text
 */
export async function* textOf(
  openBytes: OpenBytes,
  encoding?: Encoding,
  heard?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding ?? (await encodingOf(openBytes)))
  let bytes = 0
  for await (const chunk of openBytes()) {
    bytes += chunk.length
    heard?.(bytes)
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
