import { describe, expect, it } from '@jest/globals'
import { Writable } from 'node:stream'
import { createLog } from '../../server/platform/log.ts'

function logged(thrown: unknown): Record<string, unknown> {
  let line = ''
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line += chunk.toString()
      done()
    },
  })
  createLog('error', to).error({ err: thrown }, 'defect')
  return JSON.parse(line) as Record<string, unknown>
}

describe('the log', () => {
  it('tells of a defect without the row that a database adds to it', () => {
    const thrown = Object.assign(new Error('null value in column "id"'), {
      code: '23502',
      table: 'answer',
      detail: 'Failing row contains (null, “Twins, and no car”, sam@example.org).',
      where: 'PL/pgSQL: sam@example.org',
      parameters: ['sam@example.org'],
    })
    const { err, msg } = logged(thrown)
    expect(msg).toBe('defect')
    expect(err).toMatchObject({ type: 'Error', code: '23502', table: 'answer' })
    expect(JSON.stringify(err)).toContain('log.test')
    expect(JSON.stringify(err)).not.toMatch(/sam@|Twins/)
  })

  it('does not write down what was thrown without being an error', () => {
    expect(logged('sam@example.org')['err']).toBe('string')
  })
})
