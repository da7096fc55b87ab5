import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { ConsultationDocument, DocumentVariant, VariantKind } from './consultation.ts'
import { documentLanguage } from './document-languages.ts'
import type { ListedDocument, ListedVariant } from './updates-repository.ts'

/** One way to have a document: a page, a file or a video. */
export interface ShownLink {
  readonly words: Said
  readonly href: string
}

/** The links of a document in one form and language. */
export interface ShownVariant {
  /** The form, such as `Easy read`. */
  readonly kind: Said
  /** The language of what is linked, where it is not English. */
  readonly language: {
    readonly code: string
    readonly name: string
    readonly direction: 'ltr' | 'rtl'
  } | null
  readonly links: readonly ShownLink[]
}

/** A document in a list. */
export interface ShownDocument {
  /** The council's words. */
  readonly title: string
  readonly description: string
  /** Its own page, with dates, hashes and earlier versions. */
  readonly href: string
  /** The district that it is about; '' for the whole county. */
  readonly district: string
  readonly variants: readonly ShownVariant[]
}

/**
 * The kind and size of a file, as a link says it.
 *
 * @param file - media type and bytes
 * @param speaker - who speaks to the visitor
 * @returns such as `PDF, 2.0 MB`
 */
export function fileInWords(
  file: { readonly mediaType: string; readonly bytes: number },
  speaker: Speaker = english,
): string {
  return speaker.plain('{{kind}}, {{size}}', {
    kind: kindOfFile(file.mediaType, speaker),
    size: speaker.format.fileSize(file.bytes),
  })
}

function kindOfFile(mediaType: string, { plain }: Speaker): string {
  switch (mediaType) {
    case 'application/pdf':
      return 'PDF'
    case 'text/plain':
      return plain('Text')
    case 'text/csv':
      return 'CSV'
    case 'application/zip':
      return 'ZIP'
    case 'image/png':
    case 'image/jpeg':
    case 'image/webp':
      return plain('Picture')
    case 'audio/mpeg':
    case 'audio/mp4':
    case 'audio/ogg':
    case 'audio/wav':
      return plain('Recording')
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return 'Word'
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
      return 'Excel'
    case 'application/vnd.oasis.opendocument.text':
      return 'OpenDocument'
    case 'application/vnd.oasis.opendocument.spreadsheet':
      return 'OpenDocument'
    default:
      return plain('File')
  }
}

/**
 * A form by its name.
 *
 * @param kind - the form
 * @param speaker - who speaks to the visitor
 * @returns such as `Easy read`
 */
export function variantName(kind: VariantKind, { say }: Speaker = english): Said {
  switch (kind) {
    case 'summary':
      return say('Summary')
    case 'full':
      return say('Full document')
    case 'easy-read':
      return say('Easy read')
    case 'large-print':
      return say('Large print')
    case 'bsl':
      return say('British Sign Language')
    case 'audio':
      return say('Recording to listen to')
    case 'translation':
      return say('Translation')
  }
}

function readWords(kind: VariantKind, { say }: Speaker): Said {
  switch (kind) {
    case 'summary':
      return say('Read the summary')
    case 'full':
      return say('Read the full document')
    case 'easy-read':
      return say('Read it in easy read')
    case 'large-print':
      return say('Read it in large print')
    case 'bsl':
    case 'audio':
      return say('Read the words that are spoken')
    case 'translation':
      return say('Read the translation')
  }
}

function downloadWords(kind: VariantKind, file: string, { say }: Speaker): Said {
  switch (kind) {
    case 'summary':
      return say('Download the summary ({{file}})', { file })
    case 'full':
      return say('Download the full document ({{file}})', { file })
    case 'easy-read':
      return say('Download it in easy read ({{file}})', { file })
    case 'large-print':
      return say('Download it in large print ({{file}})', { file })
    case 'bsl':
      return say('Download the words that are spoken ({{file}})', { file })
    case 'audio':
      return say('Download the recording ({{file}})', { file })
    case 'translation':
      return say('Download the translation ({{file}})', { file })
  }
}

/**
 * The links of one version.
 *
 * @param at - address of the document
 * @param variant - the version
 * @param speaker - who speaks to the visitor
 * @returns a video or a recording elsewhere first, then a page, then a file
 */
export function variantLinks(
  at: string,
  variant: Pick<ListedVariant, 'id' | 'kind' | 'hasText' | 'link' | 'file'>,
  speaker: Speaker,
): ShownLink[] {
  const links: ShownLink[] = []
  const { id, kind, hasText, link, file } = variant
  if (link !== null) {
    const site = hostOf(link)
    links.push({
      words:
        kind === 'bsl'
          ? speaker.say('Watch it in British Sign Language on {{site}}, another website', { site })
          : speaker.say('Watch or listen to it on {{site}}, another website', { site }),
      href: link,
    })
  }
  if (hasText) links.push({ words: readWords(kind, speaker), href: `${at}/${id}` })
  if (file !== null) {
    links.push({ words: downloadWords(kind, fileInWords(file, speaker), speaker), href: `${at}/${id}/file` })
  }
  return links
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link
}

function shownLanguage(code: string): ShownVariant['language'] {
  if (code === 'en') return null
  const { name, direction } = documentLanguage(code)
  return { code, name, direction }
}

/**
 * A document in a list.
 *
 * @param slug - the consultation's part of the address
 * @param document - the document with the versions in force
 * @param district - the name of the district that it is about; '' for the whole county
 * @param speaker - who speaks to the visitor
 * @returns what the list shows
 */
export function shownDocument(
  slug: string,
  document: ListedDocument,
  district: string,
  speaker: Speaker = english,
): ShownDocument {
  const href = `/consultations/${slug}/documents/${document.id}`
  return {
    title: document.title,
    description: document.description,
    href,
    district,
    variants: document.variants.map(variant => ({
      kind: variantName(variant.kind, speaker),
      language: shownLanguage(variant.language),
      links: variantLinks(href, variant, speaker),
    })),
  }
}

/** One version on a document's own page. */
export interface ShownVersion extends ShownVariant {
  /** When it was published, and why it took another's place. */
  readonly dated: Said
  /** The council's words; '' for the first version. */
  readonly reason: string
  readonly hash: string
}

/** A document's own page. */
export interface DocumentPage {
  readonly title: string
  readonly description: string
  readonly current: readonly ShownVersion[]
  /** Newest first. */
  readonly earlier: readonly ShownVersion[]
  /** What it was called before that was corrected, newest first. */
  readonly corrections: readonly ShownCorrection[]
}

/** How a document was called before. */
export interface ShownCorrection {
  /** Until when, and how it was called if that differs. */
  readonly words: Said
  /** The description before, in the council's words; '' when it was the same. */
  readonly description: string
  /** Why it was corrected, in the council's words. */
  readonly reason: string
}

/**
 * Shapes a document's own page.
 *
 * @param slug - the consultation's part of the address
 * @param publishedAt - when the consultation was published: nothing was public before
 * @param document - the document with every version
 * @param speaker - who speaks to the visitor
 * @returns what the template shows
 */
export function documentPage(
  slug: string,
  publishedAt: string,
  document: ConsultationDocument,
  speaker: Speaker = english,
): DocumentPage {
  const at = `/consultations/${slug}/documents/${document.id}`
  const { say, format } = speaker
  const shown = (variant: DocumentVariant): ShownVersion => {
    const published = format.date(variant.addedAt > publishedAt ? variant.addedAt : publishedAt)
    return {
      kind: variantName(variant.kind, speaker),
      language: shownLanguage(variant.language),
      links: variantLinks(at, { ...variant, hasText: variant.body !== null }, speaker),
      dated:
        variant.supersededAt === null
          ? say('Version {{version}}, published on {{date}}', { version: variant.version, date: published })
          : say('Version {{version}}, published on {{date}} and replaced on {{until}}', {
              version: variant.version,
              date: published,
              until: format.date(variant.supersededAt),
            }),
      reason: variant.reason,
      hash: variant.hash,
    }
  }
  const { variants } = document
  return {
    title: document.title,
    description: document.description,
    current: variants.filter(({ supersededAt }) => supersededAt === null).map(shown),
    earlier: variants
      .filter(({ supersededAt }) => supersededAt !== null)
      .sort((a, b) => ((a.supersededAt ?? '') < (b.supersededAt ?? '') ? 1 : -1))
      .map(shown),
    corrections: corrections(document, speaker),
  }
}

function corrections(document: ConsultationDocument, { say, format }: Speaker): ShownCorrection[] {
  return document.changes.map((change, at) => {
    // What stood after this change is what stood before the one that followed it.
    const after = document.changes[at - 1]
    const title = after?.titleBefore ?? document.title
    const description = after?.descriptionBefore ?? document.description
    const date = format.date(change.at)
    return {
      words:
        change.titleBefore === title
          ? say('Its description was corrected on {{date}}.', { date })
          : say('It was called “{{title}}” until {{date}}.', { title: say(change.titleBefore), date }),
      description: change.descriptionBefore === description ? '' : change.descriptionBefore,
      reason: change.reason,
    }
  })
}
