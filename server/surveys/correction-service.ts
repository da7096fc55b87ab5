import { recordAction, type Actor } from '../accounts/index.ts'
import {
  changedTexts,
  checklistOf,
  endCorrection,
  findConsultation,
  listVersions,
  logChange,
  publicationContents,
  publicationMark,
  readCorrection,
  readRecord,
  storeNextPublication,
  writeRecordTexts,
  type ConsultationRecord,
  type PublishedEntry,
} from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { mayPublish } from '../model/consultation-stage.ts'
import { definitionProblems } from '../model/survey.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { publicFigures } from '../scenarios/index.ts'
import { draftSurveys, surveyEntry, type Publishing } from './publication-service.ts'
import { readPlan } from './survey-plan-repository.ts'
import { addSurvey, listSurveys, type Survey } from './survey-repository.ts'

/**
 * Publishes the correction of a consultation: its texts are frozen as the next version, and the version before stays
 * where it was. A survey that was made from the texts is made anew where they changed it; answers keep their version.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param by - who publishes it
 * @param clock - the time
 * @param how - whether they are the administrator; `mark` is the version of the correction that they read
 * @returns the new version
 * @throws {AppError} 404 without a correction, 422 when nothing differs or a text is missing, 403 for the person who asked, 409 when something was changed meanwhile
 */
export async function publishCorrection(
  db: Db,
  consultationId: string,
  by: Actor,
  clock: Clock,
  how: Publishing = {},
): Promise<number> {
  return inTransaction(db, async tx => {
    const consultation = await findConsultation(tx, consultationId)
    const correction = await readCorrection(tx, consultationId)
    const [newest] = await listVersions(tx, consultationId)
    if (consultation?.recordHash == null || correction === null || newest === undefined) {
      throw notFound('Nothing is being corrected.')
    }
    const changedMeanwhile = (): AppError =>
      new AppError(
        'changed-meanwhile',
        409,
        'Something was changed since you opened this page. Look at it again, then publish.',
      )
    if (how.mark !== undefined && how.mark !== String(correction.version)) throw changedMeanwhile()
    if (correction.asked === null || correction.reason === '') {
      throw new AppError('not-asked', 409, 'Say why it is corrected, and ask for it to be published, first.')
    }
    const askedBy = correction.asked.accountId
    const { administrator = false } = how
    if (by.accountId !== null && !mayPublish({ askedBy, publishedBy: by.accountId, administrator })) {
      throw new AppError(
        'own-correction',
        403,
        'You asked for this correction. Somebody else has to publish it, or the administrator.',
      )
    }
    const { record, reason } = correction
    const before = await readRecord(tx, consultation.recordHash)
    const changed = changedTexts(before, record)
    if (changed.length === 0)
      throw new AppError('nothing-differs', 422, 'Nothing differs from what is published.')
    // Whoever comes second waits here, and finds it gone.
    if (!(await endCorrection(tx, consultationId, correction.version))) throw changedMeanwhile()
    const at = clock()
    const surveys = await surveysAfter(tx, consultationId, before, record, at)
    const checklist = await checklistOf(tx, { ...consultation, name: record.name }, record)
    const contents = [
      ...(await publicationContents(tx, consultationId, record, checklist.answered, at)),
      ...surveys.entries,
    ]
    const stored = await storeNextPublication(
      tx,
      consultationId,
      record,
      at,
      { reason, publishedBy: by.name, contents, checklist: checklist.answered },
      { version: correction.baseVersion, hash: newest.hash },
    )
    if (stored === null || newest.version !== correction.baseVersion) throw changedMeanwhile()
    await writeRecordTexts(tx, consultationId, record)
    // Made now, so that nobody who looks at a place waits for them.
    if (record.scenario !== null) await publicFigures(tx, record.scenario, clock)
    await logChange(tx, consultationId, {
      kind: 'texts',
      summary: `Version ${stored.version} of what is published took the place of version ${newest.version}. Changed: ${namesOf(changed.map(text => text.label))}.`,
      reason,
      at,
      beforeHash: publicationMark(newest),
      afterHash: publicationMark({ contents, hash: stored.hash }),
    })
    for (const { districtName, was, is } of surveys.renewed) {
      await logChange(tx, consultationId, {
        kind: 'survey',
        summary: `The questions for ${districtName} follow the corrected texts: version ${is.version}. Answers that were sent before stay valid.`,
        reason,
        at,
        beforeHash: was.hash,
        afterHash: is.hash,
      })
    }
    await recordAction(tx, by, {
      action: 'consultation.corrected',
      consultation: consultationId,
      summary: `Published version ${stored.version} of the texts of ${record.name}: ${reason}`,
      at,
    })
    return stored.version
  })
}

/** Most changes that the log names; every one of them stands on the version's own page. */
const mostNamed = 12

function namesOf(labels: readonly string[]): string {
  const more = labels.length - mostNamed
  return more <= 0 ? labels.join('; ') : `${labels.slice(0, mostNamed).join('; ')}; and ${more} more`
}

/** The surveys as they are after a correction: those that still were as the texts made them are made anew. */
async function surveysAfter(
  tx: Db,
  consultationId: string,
  before: ConsultationRecord,
  after: ConsultationRecord,
  at: Date,
): Promise<{ entries: PublishedEntry[]; renewed: { districtName: string; was: Survey; is: Survey }[] }> {
  const all = await listSurveys(tx, consultationId)
  const { plan } = await readPlan(tx, consultationId)
  const madeBefore = draftSurveys(before, plan)
  const entries: PublishedEntry[] = []
  const renewed: { districtName: string; was: Survey; is: Survey }[] = []
  for (const made of draftSurveys(after, plan)) {
    // The newest version stands first.
    const was = all.find(survey => survey.districtCode === made.districtCode)
    if (was === undefined) continue
    const earlier = madeBefore.find(one => one.districtCode === made.districtCode)
    const untouched = earlier !== undefined && sameSurvey(earlier.definition, was.definition)
    const [problem] = definitionProblems(made.definition)
    if (untouched && problem !== undefined)
      throw new AppError('survey', 422, `${made.districtName}: ${problem}`)
    const is = untouched ? await addSurvey(tx, { ...made, consultationId }, at) : was
    if (is.version !== was.version) renewed.push({ districtName: made.districtName, was, is })
    entries.push(surveyEntry(made.districtName, is))
  }
  return { entries, renewed }
}

function sameSurvey(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

// Parts of a stored survey come back in the order of its schema.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
