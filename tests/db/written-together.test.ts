import { afterEach, beforeEach, expect, it } from '@jest/globals'
import net from 'node:net'
import pg from 'pg'
import { writeTogether } from '../../server/db/written-together.ts'

let client: pg.Client
let socket: net.Socket

beforeEach(async () => {
  socket = new net.Socket()
  client = new pg.Client({
    connectionString: `${process.env['DOORSTEP_TEST_POSTGRES'] ?? ''}/postgres`,
    pipeline: true,
    stream: () => socket,
  })
  await client.connect()
  writeTogether(client)
})
afterEach(() => client.end())

/** How often the socket is written to while something is done. */
async function writesOf(act: () => Promise<unknown>): Promise<number> {
  let writes = 0
  const handle = (socket as unknown as { _writev: (...given: unknown[]) => unknown })._writev.bind(socket)
  Object.assign(socket, {
    _writev: (...given: unknown[]) => {
      writes += 1
      return handle(...given)
    },
  })
  await act()
  return writes
}

const ask = async (number: number): Promise<unknown> =>
  (await client.query<{ number: number }>('select $1::int as number', [number])).rows[0]?.number

it('is one write for all that is asked in one moment, with the same answers', async () => {
  let answers: unknown[] = []
  const writes = await writesOf(async () => {
    answers = await Promise.all([1, 2, 3, 4].map(ask))
  })
  expect(answers).toEqual([1, 2, 3, 4])
  expect(writes).toBe(1)
})

it('waits for nothing: what is asked later is written later', async () => {
  const writes = await writesOf(async () => {
    expect(await ask(1)).toBe(1)
    expect(await ask(2)).toBe(2)
  })
  expect(writes).toBe(2)
})

it('fails as it would otherwise once the connection is lost', async () => {
  client.on('error', () => undefined)
  const waiting = Promise.allSettled([ask(1), ask(2)])
  socket.destroy()
  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(ask(3)).rejects.toThrow()
})
