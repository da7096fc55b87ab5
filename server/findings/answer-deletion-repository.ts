import type { Db } from '../db/index.ts'

/** What is stored of the people who answered a consultation. */
export interface StoredOfPeople {
  /** Those that were taken back among them. */
  readonly responses: number
  readonly withdrawn: number
  readonly files: number
}

/**
 * How much is stored of the people who answered a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns counts; those of responses hold the withdrawn ones
 */
export async function storedOfPeople(db: Db, consultationId: string): Promise<StoredOfPeople> {
  const counted = await db
    .selectFrom('response')
    .select(of => [
      of.fn.countAll<number>().as('responses'),
      of.fn.count<number>('withdrawn_at').as('withdrawn'),
    ])
    .where('consultation_id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return {
    responses: counted.responses,
    withdrawn: counted.withdrawn,
    files: (await fileHashes(db, consultationId)).length,
  }
}

/**
 * The files that were sent with the answers to a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the SHA-256 of each, once
 */
export async function fileHashes(db: Db, consultationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('response_file')
    .innerJoin('response', 'response.id', 'response_file.response_id')
    .select('response_file.sha256')
    .distinct()
    .where('response.consultation_id', '=', consultationId)
    .execute()
  return rows.map(row => row.sha256)
}

/**
 * The files that were sent with the answers to a consultation and that nothing else refers to. One content is kept once,
 * whoever brought it.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns SHA-256 of those that go with its answers
 */
export async function filesOfNobodyElse(db: Db, consultationId: string): Promise<string[]> {
  const own: string[] = []
  for (const sha256 of await fileHashes(db, consultationId)) {
    const elsewhere = await db
      .selectFrom('response_file')
      .innerJoin('response', 'response.id', 'response_file.response_id')
      .select('response_file.id')
      .where('response.consultation_id', '<>', consultationId)
      .where('sha256', '=', sha256)
      .limit(1)
      .execute()
    let used = elsewhere.length > 0
    for (const table of ['site_file', 'document_variant'] as const) {
      used ||=
        (await db.selectFrom(table).select('id').where('sha256', '=', sha256).limit(1).execute()).length > 0
    }
    if (!used) own.push(sha256)
  }
  return own
}

/**
 * Deletes what people told a consultation beside their answers and what does not show on its pages: questions as they
 * were sent, ideas that were not shown, names that do not stand under a pledge, and words about pages; what is keyed
 * from paper, and what staff noted about comments. How many ideas and signatures there were stays known.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 */
export async function deleteBesideAnswers(tx: Db, consultationId: string): Promise<void> {
  await tx.deleteFrom('safeguarding_flag').where('consultation_id', '=', consultationId).execute()
  const forms = tx.selectFrom('paper_form').select('id').where('consultation_id', '=', consultationId)
  await tx.deleteFrom('paper_keying').where('form_id', 'in', forms).execute()
  await tx.deleteFrom('paper_draft').where('form_id', 'in', forms).execute()
  await tx
    .updateTable('paper_form')
    .set({ response_id: null })
    .where('consultation_id', '=', consultationId)
    .execute()
  await tx.deleteFrom('resident_question').where('consultation_id', '=', consultationId).execute()
  await tx
    .updateTable('page_opinion')
    .set({ comment: '' })
    .where('consultation_id', '=', consultationId)
    .execute()
  const boards = tx.selectFrom('idea_board').select('id').where('consultation_id', '=', consultationId)
  await tx
    .updateTable('idea')
    .set({ title: 'Deleted', body: '', neighbourhood: '' })
    .where('board_id', 'in', boards)
    .where('state', '<>', 'shown')
    .execute()
  const versions = tx.selectFrom('pledge_version').select('id').where('consultation_id', '=', consultationId)
  await tx
    .updateTable('pledge_signature')
    .set({ name: '', role: '', organisation: '', may_be_named: 0 })
    .where('pledge_version_id', 'in', versions)
    .where(of => of.or([of('may_be_named', '=', 0), of('checked_at', 'is', null)]))
    .execute()
}

/**
 * Deletes some of a consultation's responses for good, with their answers, their files’ names, what was kept aside, and
 * which themes were found in them. Findings that were published are not made from them any more, and stay.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param atMost - how many at once, so that others who write don't wait long
 * @returns how many were deleted; 0 when none is left
 */
export async function deleteSomeResponses(tx: Db, consultationId: string, atMost: number): Promise<number> {
  const rows = await tx
    .selectFrom('response')
    .select('id')
    .where('consultation_id', '=', consultationId)
    .orderBy('id')
    .limit(atMost)
    .execute()
  const ids = rows.map(row => row.id)
  if (ids.length === 0) return 0
  await tx.deleteFrom('response_signal').where('response_id', 'in', ids).execute()
  await tx.deleteFrom('response').where('id', 'in', ids).execute()
  return ids.length
}
