import { expect, it } from '@jest/globals'
import { addedBefore, addedOnce } from '../../server/accounts/form-sent-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date('2026-01-05T09:00:00Z')

eachDatabase('forms that add something', database => {
  const adding = (form: string | null, made: string[], id: string, when = at) =>
    inTransaction(database.db, tx =>
      addedOnce(tx, form, when, () => {
        made.push(id)
        return Promise.resolve(id)
      }),
    )

  it('add it once, also when two arrive at the same moment', async () => {
    const made: string[] = []
    const both = await Promise.all([adding('a', made, 'one'), adding('a', made, 'two')])
    expect(made).toHaveLength(1)
    expect(both).toEqual([made[0], made[0]])
    expect(await adding('a', made, 'three')).toBe(made[0])
    expect(await adding('b', made, 'four')).toBe('four')
    expect(await addedBefore(database.db, 'a')).toBe(made[0])
    expect(await addedBefore(database.db, 'c')).toBeNull()
  })

  it('without a mark add it each time', async () => {
    const made: string[] = []
    await adding(null, made, 'one')
    await adding(null, made, 'two')
    expect(made).toEqual(['one', 'two'])
    expect(await addedBefore(database.db, null)).toBeNull()
  })

  it('add it the second time where the first one failed, or could not add it', async () => {
    const failed = inTransaction(database.db, tx =>
      addedOnce(tx, 'a', at, () => Promise.reject(new Error('the disk is full'))),
    )
    await expect(failed).rejects.toThrow('the disk is full')
    expect(await inTransaction(database.db, tx => addedOnce(tx, 'a', at, () => Promise.resolve(null)))).toBe(
      null,
    )
    const made: string[] = []
    expect(await adding('a', made, 'one')).toBe('one')
  })

  it('are forgotten after a month', async () => {
    const made: string[] = []
    await adding('a', made, 'one')
    await adding('b', made, 'two', new Date('2026-02-03T09:00:00Z'))
    expect(await addedBefore(database.db, 'a')).toBe('one')
    await adding('c', made, 'three', new Date('2026-02-05T09:00:00Z'))
    expect(await addedBefore(database.db, 'a')).toBeNull()
    expect(await addedBefore(database.db, 'b')).toBe('two')
  })
})
