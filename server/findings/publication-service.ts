import { openingTimes } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { stateAt } from '../model/opening-state.ts'
import { PUBLIC_RULES } from '../model/suppression.ts'
import { listBatches, type PublishedConsultation } from '../paper/index.ts'
import { codingProgress } from './comment-repository.ts'
import type { Findings } from './findings.ts'
import { listFlags } from './flag-repository.ts'
import { listFrames } from './theme-repository.ts'

/** One thing to see to before findings are published. */
export interface ReadinessLine {
  readonly done: boolean
  readonly sentence: string
}

/** Whether findings can be published, and what should be done before. */
export interface PublicationReadiness {
  /** Findings are never public while people can still answer. */
  readonly closed: boolean
  readonly lines: readonly ReadinessLine[]
}

/**
 * What an analyst looks at before publishing: closing, paper, themes, flags.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param now - the moment
 * @returns a line for each; only the first one stops publishing
 */
export async function publicationReadiness(
  db: Db,
  consultation: PublishedConsultation,
  now: Date,
): Promise<PublicationReadiness> {
  const times = openingTimes(consultation)
  const closed = times !== null && stateAt(times, now.getTime()) === 'closed'
  const [batches, frames, progress, flags] = await Promise.all([
    listBatches(db, consultation.id),
    listFrames(db, consultation.id),
    codingProgress(db, consultation.id),
    listFlags(db, consultation.id),
  ])
  const open = batches.filter(batch => batch.closedAt === null).length
  const differing = batches.reduce((sum, batch) => sum + batch.counts.differing, 0)
  const waiting = flags.filter(flag => flag.passedOnAt === null).length
  const many = (count: number, one: string, more = `${one}s`): string =>
    `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`
  return {
    closed,
    lines: [
      {
        done: closed,
        sentence: closed
          ? 'The consultation is closed'
          : 'The consultation is still open: nothing can be published',
      },
      {
        done: open === 0,
        sentence:
          open === 0
            ? 'Every batch of paper is closed'
            : `${many(open, 'batch', 'batches')} of paper ${open === 1 ? 'is' : 'are'} still open`,
      },
      {
        done: differing === 0,
        sentence:
          differing === 0
            ? 'No form has two readings that differ'
            : `${many(differing, 'form')} with differences to settle`,
      },
      {
        done: frames[0]?.agreedAt !== null && frames.length > 0,
        sentence:
          frames.length === 0
            ? 'There are no themes'
            : frames[0]?.agreedAt
              ? `Version ${frames[0].version} of the themes is agreed`
              : `Version ${frames[0]?.version ?? 1} of the themes is not agreed`,
      },
      {
        done: progress.coded === progress.comments,
        sentence: `${progress.coded.toLocaleString('en-GB')} of ${many(progress.comments, 'comment')} coded`,
      },
      {
        done: waiting === 0,
        sentence:
          waiting === 0
            ? 'Every flagged comment was passed on'
            : `${many(waiting, 'flagged comment')} not passed on`,
      },
    ],
  }
}

/**
 * Whether a new version of what people said would tell what a few people answered: whoever kept the version before can
 * subtract it, and where only a few responses have come or gone since, the difference is theirs.
 *
 * @param before - what was published last; null where nothing was
 * @param now - what would be published
 * @returns a line that names the districts, or null where nothing was published before or nothing has changed
 */
export function changedByFew(
  before: { readonly version: number; readonly findings: Findings } | null,
  now: Findings,
): ReadinessLine | null {
  if (before === null) return null
  const changes = now.districts.map(({ code, name, responses }) => {
    const earlier = before.findings.districts.find(one => one.code === code)?.responses ?? 0
    return { name, by: Math.abs(responses - earlier) }
  })
  if (changes.every(({ by }) => by === 0)) return null
  const few = changes.filter(({ by }) => by > 0 && by < PUBLIC_RULES.threshold).map(({ name }) => name)
  const version = `version ${before.version}`
  return few.length === 0
    ? {
        done: true,
        sentence: `Enough responses have changed since ${version} for nobody to be recognised by it`,
      }
    : {
        done: false,
        sentence: `Fewer than ${PUBLIC_RULES.threshold} responses have come or gone since ${version} in ${new Intl.ListFormat('en-GB').format(few)}: whoever kept ${version} could work out some of what they say. Publish again only if it has to be put right`,
      }
}
