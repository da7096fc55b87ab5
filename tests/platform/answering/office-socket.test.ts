import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import {
  placeForSocket,
  removeLeftSockets,
  removePlace,
  socketIsThere,
} from '../../../server/platform/answering/office-socket.ts'

let place = ''
const servers: Server[] = []

beforeEach(async () => {
  place = await mkdtemp(path.join(os.tmpdir(), 'place-'))
})

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise(resolve => server.close(resolve))
  await rm(place, { recursive: true, force: true })
})

async function listen(socket: string): Promise<Server> {
  const server = createServer()
  servers.push(server)
  await new Promise<void>(resolve => server.listen(socket, resolve))
  return server
}

/** A socket on which nobody listens any more, as a process leaves it that is killed. */
async function leave(folder: string, name = 'office'): Promise<void> {
  await mkdir(path.join(place, folder), { mode: 0o700 })
  const first = path.join(place, 'first')
  const server = await listen(first)
  await rename(first, path.join(place, folder, name))
  await new Promise(resolve => server.close(resolve))
  servers.splice(servers.indexOf(server), 1)
}

const later = (): number => Date.now() + 120_000

describe('the place of the socket between the processes', () => {
  it('is a folder that only this account may enter, and goes with the socket', async () => {
    const socket = await placeForSocket(place)
    expect((await stat(path.dirname(socket))).mode & 0o777).toBe(0o700)
    expect(await socketIsThere(socket)).toBe(false)
    await listen(socket)
    expect(await socketIsThere(socket)).toBe(true)
    await removePlace(socket)
    expect(await readdir(place)).toEqual([])
  })

  it('is refused in one sentence where the system would cut off its path', async () => {
    const long = path.join(place, 'x'.repeat(100))
    await mkdir(long)
    await expect(placeForSocket(long)).rejects.toThrow(/too long for a socket: .* Set TMPDIR to another one/)
    expect(await readdir(long)).toEqual([])
  })

  it('is refused in one sentence where nothing can be written', async () => {
    await expect(placeForSocket(path.join(place, 'none'))).rejects.toThrow(
      /temporary files cannot be written: .* Set TMPDIR to another one/,
    )
  })
})

describe('sockets that killed products left', () => {
  it('are removed with their folders', async () => {
    await leave('doorstep-aB3dE6')
    await removeLeftSockets(place, later())
    expect(await readdir(place)).toEqual([])
  })

  it('stay while somebody listens, or may be about to', async () => {
    const used = await placeForSocket(place)
    await listen(used)
    await removeLeftSockets(place, later())
    await leave('doorstep-aB3dE6')
    await removeLeftSockets(place)
    expect((await readdir(place)).sort()).toEqual(
      ['doorstep-aB3dE6', path.basename(path.dirname(used))].sort(),
    )
  })

  it('stay where they may be somebody else’s', async () => {
    await leave('doorstep-main-1')
    await leave('doorstep-open01')
    await chmod(path.join(place, 'doorstep-open01'), 0o755)
    await leave('doorstep-more01')
    await writeFile(path.join(place, 'doorstep-more01', 'notes'), '')
    await leave('doorstep-name01', 'another')
    await mkdir(path.join(place, 'doorstep-empty1'), { mode: 0o700 })
    await mkdir(path.join(place, 'doorstep-file01'), { mode: 0o700 })
    await writeFile(path.join(place, 'doorstep-file01', 'office'), 'no socket')
    await leave('elsewhere')
    await symlink(path.join(place, 'elsewhere'), path.join(place, 'doorstep-link01'))
    const before = await readdir(place, { recursive: true })
    await removeLeftSockets(place, later())
    expect((await readdir(place, { recursive: true })).sort()).toEqual(before.sort())
  })
})
