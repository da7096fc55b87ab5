import { expect, it } from '@jest/globals'
import { buildFindings } from '../../server/findings/build-findings.ts'
import { readFindingsInput } from '../../server/findings/findings-service.ts'
import {
  listPublications,
  publishFindings,
  readLastFindings,
  readPublicFindings,
  withdrawFindings,
} from '../../server/findings/publication-repository.ts'
import { publishedConsultations } from '../../server/paper/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { at, someComments } from './comments.ts'

eachDatabase('published findings', database => {
  it('come back as they were published, and older versions are kept', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const [published] = await publishedConsultations(db)
    if (!published) throw new Error('Nothing is published.')
    const input = await readFindingsInput(db, published)
    const findings = buildFindings(input, 'public')
    expect(await readPublicFindings(db, 'centres')).toBeNull()
    expect(await readLastFindings(db, consultation.id)).toBeNull()
    const first = await publishFindings(db, consultation.id, findings, 'Ann', at)
    expect((await readPublicFindings(db, 'centres'))?.findings).toEqual(findings)
    const second = await publishFindings(db, consultation.id, findings, 'Ann', at)
    expect([first.version, second.version]).toEqual([1, 2])
    expect(first.hash).toBe(second.hash)
    expect(await withdrawFindings(db, consultation.id, at)).toBe(true)
    expect(await readPublicFindings(db, 'centres')).toBeNull()
    // Whoever read them may have kept them.
    expect(await readLastFindings(db, consultation.id)).toEqual({ version: 2, findings })
    expect(
      (await listPublications(db, consultation.id)).map(one => [one.version, one.withdrawnAt !== null]),
    ).toEqual([
      [2, true],
      [1, true],
    ])
    await expect(
      publishFindings(db, consultation.id, buildFindings(input, 'staff'), 'Ann', at),
    ).rejects.toThrow(/made for the public/)
  })
})
