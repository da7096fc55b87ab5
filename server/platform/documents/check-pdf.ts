import { inflateSync } from 'node:zlib'

/** The most that is unpacked of one packed list of objects, and of all together. */
const mostUnpacked = 20_000_000
const mostInAll = 100_000_000

const active = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])/
const secret = /\/Encrypt(?![A-Za-z0-9])/

/**
 * Whether a PDF is to be read and nothing more: no scripts, no programs, no files within, not locked, and not another
 * kind of file at the same time. Packed lists of objects are looked into too.
 *
 * @param bytes - the whole file, which begins with `%PDF-`
 * @returns why it is refused, to follow its name; null when it is well
 */
export function checkPdf(bytes: Buffer): string | null {
  const text = bytes.toString('latin1')
  const end = text.lastIndexOf('%%EOF')
  if (end === -1)
    return 'is not a whole PDF: its end is missing. Save it again from the program that made it.'
  if (
    text
      .slice(end + 5)
      .trim()
      .replaceAll('\0', '') !== ''
  ) {
    return 'has something after the end of the PDF, so it was refused. Save it again from the program that made it.'
  }
  if (/<(?:!doctype|html|script|svg)[\s>]/i.test(text.slice(0, 4096))) {
    return 'has a web page in it, so it was refused. Save it again from the program that made it.'
  }
  // A locked file can neither be read aloud nor looked through.
  if (secret.test(plainNames(outsideStreams(text)))) {
    return 'is locked, so screen readers can’t read it out and we can’t check it. Save it without a password or restrictions.'
  }
  for (const part of [outsideStreams(text), ...packedObjects(bytes, text)]) {
    const names = plainNames(part)
    if (active.test(names)) {
      return 'has a script, a form that runs, or another file in it. Print it to a new PDF and choose that one.'
    }
    if (secret.test(names)) return 'is locked. Save it without a password or restrictions.'
  }
  return null
}

/** Names may be written with their letters as numbers: `/J#61vaScript`. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}

const streams = /stream\r?\n[\s\S]*?endstream/g

/** What is packed is no list of names: pictures hold any letters by chance. */
function outsideStreams(text: string): string {
  return text.replace(streams, 'stream endstream')
}

function* packedObjects(bytes: Buffer, text: string): Generator<string> {
  let unpacked = 0
  for (const found of text.matchAll(/stream\r?\n/g)) {
    const start = found.index + found[0].length
    const about = plainNames(text.slice(Math.max(0, found.index - 2000), found.index))
    const own = about.slice(about.lastIndexOf(' obj') + 1)
    if (!own.includes('/ObjStm')) continue
    const end = text.indexOf('endstream', start)
    const content = bytes.subarray(start, end === -1 ? undefined : end)
    let objects: Buffer
    try {
      objects = own.includes('/FlateDecode')
        ? inflateSync(content, { maxOutputLength: mostUnpacked, finishFlush: 2 })
        : content
    } catch {
      // What can't be looked into is treated as if it held a script.
      yield '/JavaScript'
      return
    }
    unpacked += objects.length
    if (unpacked > mostInAll) {
      yield '/JavaScript'
      return
    }
    yield objects.toString('latin1')
  }
}
