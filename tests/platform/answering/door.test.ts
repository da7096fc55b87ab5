import { afterEach, describe, expect, it } from '@jest/globals'
import { openDoor, type Door } from '../../../server/platform/answering/door.ts'
import { createLog } from '../../../server/platform/log.ts'

// How several processes answer is tried on the whole product: see `tests/main.test.ts`.
describe('the door of one process', () => {
  const at = { host: '127.0.0.1', port: 0, answeringProcesses: 1 }
  const doors: Door[] = []
  const open = async (port: number): Promise<Door> => {
    const door = await openDoor({ ...at, port }, createLog('silent'), (request, response) => {
      response.end(`${request.method} ${request.url}`)
    })
    doors.push(door)
    return door
  }

  afterEach(async () => {
    for (const door of doors.splice(0)) await door.close()
  })

  it('listens on a free port, tells which, and no longer when it is closed', async () => {
    const door = await open(0)
    const url = `http://127.0.0.1:${door.port}/here`
    expect(await (await fetch(url)).text()).toBe('GET /here')
    await door.close()
    await expect(fetch(url)).rejects.toHaveProperty('cause.code', 'ECONNREFUSED')
  })

  it('tells why it cannot listen', async () => {
    const { port } = await open(0)
    await expect(open(port)).rejects.toHaveProperty('code', 'EADDRINUSE')
  })
})
