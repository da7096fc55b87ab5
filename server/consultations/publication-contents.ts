import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import type { AnsweredCheck } from './checklist.ts'
import {
  variantKinds,
  type ConsultationDocument,
  type ConsultationRecord,
  type DocumentVariant,
} from './consultation.ts'
import { listDocuments } from './document-repository.ts'
import { writeRecord } from './record-json.ts'
import { translationsHash } from './translations-hash.ts'

/** Kinds of what is published together, in the order in which they are listed. */
export const entryKinds = [
  'texts',
  'scenario',
  'proposals',
  'document',
  'survey',
  'translations',
  'checklist',
] as const

/** One part of a publication, with its hash. */
export interface PublishedEntry {
  readonly kind: (typeof entryKinds)[number]
  readonly title: string
  readonly sha256: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Everything that is published together, except the surveys, which the room of the surveys adds.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param record - its texts, proposals and places
 * @param checklist - the checklist as it was answered
 * @param at - the moment of publication, for a document that was superseded later; those in force unless it is given
 * @returns each part with its hash
 */
export async function publicationContents(
  db: Db,
  consultationId: string,
  record: ConsultationRecord,
  checklist: readonly AnsweredCheck[],
  at?: Date,
): Promise<PublishedEntry[]> {
  const translations = await translationsHash(db, consultationId)
  const scenarios = [record.scenario, ...record.options.map(option => option.scenario)]
  return [
    { kind: 'texts', title: 'All texts, proposals and places', sha256: writeRecord(record).hash },
    ...scenarios.flatMap(scenario =>
      scenario === null ? [] : [{ kind: 'scenario' as const, title: scenario.name, sha256: scenario.hash }],
    ),
    ...record.districts.map(district => ({
      kind: 'proposals' as const,
      title: district.name,
      sha256: sha256(JSON.stringify(district.proposals)),
    })),
    ...documentEntries(await listDocuments(db, consultationId), at?.toISOString()),
    ...(translations === null
      ? []
      : [{ kind: 'translations' as const, title: 'All translations', sha256: translations }]),
    ...(checklist.length === 0
      ? []
      : [
          {
            kind: 'checklist' as const,
            title: 'Checks made before publishing',
            sha256: sha256(JSON.stringify(checklist)),
          },
        ]),
  ]
}

function documentEntries(
  documents: readonly ConsultationDocument[],
  at: string | undefined,
): PublishedEntry[] {
  const inForce = ({ addedAt, supersededAt }: DocumentVariant): boolean =>
    at === undefined ? supersededAt === null : addedAt <= at && (supersededAt === null || supersededAt > at)
  const order = (kind: (typeof variantKinds)[number]): number => variantKinds.indexOf(kind)
  return documents.flatMap(document =>
    document.variants
      .filter(inForce)
      .sort((a, b) => order(a.kind) - order(b.kind) || (a.language < b.language ? -1 : 1))
      .map(variant => ({
        kind: 'document' as const,
        title: `${document.title} (${variantWords[variant.kind]}${variant.language === 'en' ? '' : `, ${variant.language}`})`,
        sha256: variant.hash,
      })),
  )
}

const variantWords: Readonly<Record<(typeof variantKinds)[number], string>> = {
  summary: 'summary',
  full: 'full',
  'easy-read': 'easy read',
  'large-print': 'large print',
  bsl: 'British Sign Language',
  audio: 'audio',
  translation: 'translation',
}

/**
 * The list of what was published as text, and its hash: the mark of the whole publication.
 *
 * @param contents - the list
 * @returns JSON, and the SHA-256 of it
 */
export function writeContents(contents: readonly PublishedEntry[]): { json: string; hash: string } {
  const json = JSON.stringify(
    contents.map(({ kind, title, sha256: hash }) => ({ kind, title, sha256: hash })),
  )
  return { json, hash: sha256(json) }
}

/**
 * The mark of a published version: the one that its page, the list of versions and the log of changes give.
 *
 * @param version - its list of what was published together, and the hash of its texts
 * @param version.contents - the list; empty for what was published before lists were kept
 * @param version.hash - SHA-256 of the texts
 * @returns a SHA-256
 */
export function publicationMark({
  contents,
  hash,
}: {
  readonly contents: readonly PublishedEntry[]
  readonly hash: string
}): string {
  return contents.length === 0 ? hash : writeContents(contents).hash
}
