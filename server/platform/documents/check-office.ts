import { AppError } from '../errors.ts'
import { openArchive, type Archive, type ArchiveEntry } from '../tables/archive.ts'
import type { CheckedDocument } from './checked-document.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const openText = 'application/vnd.oasis.opendocument.text'

/** What a document may unpack to: pictures hardly, text to a fiftieth. */
const limits = { bytes: 300_000_000, ratio: 300 }

/** The most of one part that is read to look for what runs. */
const mostRead = 60_000_000

const runs =
  /(?:^|\/)(?:vbaproject|vbadata|activex|embeddings|basic|scripts|oleobject)[^/]*(?:\/|\.)|\.(?:exe|dll|com|scr|js|mjs|vbs|bat|cmd|ps1|sh|jar|hta|html?|xhtml|lnk|docm|dotm|bin)$/i
const outside =
  /<[^>]*(?:attachedTemplate|oleObject|\/frame|subDocument|externalLink)[^>]*TargetMode\s*=\s*"External"|<[^>]*TargetMode\s*=\s*"External"[^>]*(?:attachedTemplate|oleObject|\/frame|subDocument|externalLink)/i

const refuse = (sentence: string): CheckedDocument => ({ ok: false, sentence })

/**
 * Whether a zip file is a Word or OpenDocument text to be read and nothing more: no macros, no programs, nothing that is
 * fetched from elsewhere when it is opened.
 *
 * @param file - path of the file
 * @param bytes - the whole file, which begins as a zip file does
 * @returns its media type, or why it is refused
 */
export async function checkOffice(file: string, bytes: Buffer): Promise<CheckedDocument> {
  if (!endsAsZip(bytes)) {
    return refuse(
      'has something after its end, so it was refused. Save it again from the program that made it.',
    )
  }
  let archive: Archive
  try {
    archive = await openArchive(file, limits)
  } catch (error) {
    return refuse(
      error instanceof AppError && error.code === 'zip-bomb'
        ? 'would unpack to far more than a document holds, so it was not opened.'
        : 'is damaged: its contents can’t be unpacked. Save it again from the program that made it.',
    )
  }
  try {
    return await look(archive)
  } catch {
    return refuse('is locked or damaged: its contents can’t be read. Save it again without a password.')
  } finally {
    archive.close()
  }
}

async function look({ entries }: Archive): Promise<CheckedDocument> {
  const named = (name: string): ArchiveEntry | undefined => entries.find(entry => entry.name === name)
  const types = named('[Content_Types].xml')
  const mime = named('mimetype')
  const isWord = types !== undefined && named('word/document.xml') !== undefined
  const isOpen = mime !== undefined && (await textOf(mime)).trim() === openText
  if (isWord === isOpen) {
    return refuse('is a zip file, which can’t be published. Choose a PDF, or a document in .docx or .odt.')
  }
  if (entries.some(({ name }) => runs.test(name) && !/^word\/(?:media|fonts)\//.test(name))) {
    return refuse('has macros, a program or another file in it. Save it without them, or as a PDF.')
  }
  if (isWord && !(await textOf(types)).includes('wordprocessingml.document.main+xml')) {
    return refuse('has macros in it or is no Word document. Save it as .docx without macros, or as a PDF.')
  }
  for (const entry of entries) {
    if (!/\.(?:xml|rels|rdf)$/i.test(entry.name)) continue
    const text = await textOf(entry)
    if (/<!(?:doctype|entity)/i.test(text)) {
      return refuse('has parts that are put together when it is opened, so it was refused. Save it as a PDF.')
    }
    if (
      outside.test(text) ||
      /<w:instrText[^>]*>[^<]*\bDDE/i.test(text) ||
      /<(?:office:script[\s>]|script:event)/i.test(text)
    ) {
      return refuse('runs or fetches something when it is opened. Save it as a PDF.')
    }
  }
  return { ok: true, mediaType: isWord ? word : openText }
}

async function textOf(entry: ArchiveEntry): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of entry.read()) {
    length += part.length
    if (length > mostRead) throw new AppError('too-long', 422, 'A part of the document is too long.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** A zip file ends with its list of contents and, at most, the comment whose length that list says. */
function endsAsZip(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  return at !== -1 && at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length
}
