import { fileTypeFromBuffer } from 'file-type'
import { readFile } from 'node:fs/promises'
import { checkOffice } from './check-office.ts'
import { checkPdf } from './check-pdf.ts'
import { checkPicture } from './check-picture.ts'
import type { CheckedDocument } from './checked-document.ts'

/** Kinds of document that are taken, with the endings that their names may have. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/wav': ['wav'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
}

/** What is taken, in words for people. */
export const documentKindsInWords =
  'a PDF, a Word document (.docx), an OpenDocument text (.odt), a picture (PNG, JPEG, WebP), a recording (MP3, M4A, Ogg, WAV) or plain text (.txt, .csv)'

const audio: Readonly<Record<string, string>> = {
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/wav': 'audio/wav',
}

/**
 * Looks through a document by what is in it, whatever it is called: only what people can read, see or hear is taken,
 * nothing that runs, and nothing that is two kinds of file at once.
 *
 * @param file - path of the file
 * @param originalName - as its sender named it
 * @returns its media type, or why it is refused
 */
export async function checkDocument(file: string, originalName: string): Promise<CheckedDocument> {
  const bytes = await readFile(file)
  const found = await contentOf(file, bytes)
  if (!found.ok) return found
  const ending = /\.([a-z0-9]+)$/i.exec(originalName)?.[1]?.toLowerCase() ?? ''
  // A table and a text are told apart by their name alone.
  const mediaType = found.mediaType === 'text/plain' && ending === 'csv' ? 'text/csv' : found.mediaType
  const fitting = endings[mediaType] ?? []
  if (!fitting.includes(ending)) {
    return refuse(
      `is not what its name says: its contents are those of a .${fitting[0] ?? 'txt'} file. Save it again from the program that made it.`,
    )
  }
  return { ok: true, mediaType }
}

function refuse(sentence: string): CheckedDocument {
  return { ok: false, sentence }
}

async function contentOf(file: string, bytes: Buffer): Promise<CheckedDocument> {
  if (bytes.length === 0) return refuse('is empty. Choose a file with something in it.')
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    return outcome('application/pdf', checkPdf(bytes))
  }
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return checkOffice(file, bytes)
  const type = (await fileTypeFromBuffer(bytes.subarray(0, 65_536)))?.mime ?? null
  if (type === 'image/png' || type === 'image/jpeg' || type === 'image/webp') {
    return outcome(type, checkPicture(type, bytes) ?? markupWithin(bytes))
  }
  const recording = type === null ? undefined : audio[type]
  if (recording !== undefined) return outcome(recording, markupWithin(bytes))
  if (type !== null) return refuse(`can’t be published. Choose ${documentKindsInWords}.`)
  return outcome('text/plain', checkText(bytes))
}

function outcome(mediaType: string, problem: string | null): CheckedDocument {
  return problem === null ? { ok: true, mediaType } : refuse(problem)
}

const markup = /<(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php)[\s>/]|<\?php/i

/** Pictures and recordings hold no pages: a file that is both is made to deceive. */
function markupWithin(bytes: Buffer): string | null {
  return markup.test(bytes.toString('latin1'))
    ? 'has a web page or a script in it, so it was refused. Save it again from the program that made it.'
    : null
}

// Controls that no text needs; tabs, line and page breaks stay.
// eslint-disable-next-line no-control-regex
const noText = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/

function checkText(bytes: Buffer): string | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return `can’t be read as text. Choose ${documentKindsInWords}; save plain text as UTF-8.`
  }
  if (noText.test(text)) return `can’t be published. Choose ${documentKindsInWords}.`
  if (text.startsWith('#!') || markup.test(text)) {
    return 'is a web page, a drawing (SVG) or a script, which could run when somebody opens it. Save it as a PDF, or put the text on a page.'
  }
  return null
}
