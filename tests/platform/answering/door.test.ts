import { afterEach, describe, expect, it } from '@jest/globals'
import { Agent, IncomingMessage, request, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import path from 'node:path'
import { openDoor, type Door } from '../../../server/platform/answering/door.ts'
import { createLog } from '../../../server/platform/log.ts'

describe('the door of one process', () => {
  const at = { host: '127.0.0.1', port: 0, answeringProcesses: 1 }
  const doors: Door[] = []
  const open = async (port: number): Promise<Door> => {
    const door = await openDoor({ ...at, port }, createLog('silent'), {
      answer: (request, response) => {
        response.end(`${request.method} ${request.url}`)
      },
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

  it('makes requests as what its application makes of them', async () => {
    class Asked extends IncomingMessage {}
    const door = await openDoor(at, createLog('silent'), {
      answer: (request, response) => {
        response.end(String(request instanceof Asked))
      },
      kinds: { IncomingMessage: Asked, ServerResponse },
    })
    doors.push(door)
    expect(await (await fetch(`http://127.0.0.1:${door.port}/`)).text()).toBe('true')
  })

  it('tells why it cannot listen', async () => {
    const { port } = await open(0)
    await expect(open(port)).rejects.toHaveProperty('code', 'EADDRINUSE')
  })
})

// What several processes mean for the whole product is tried in `tests/main.test.ts`.
describe('the door of several processes', () => {
  const module = path.join(import.meta.dirname, 'answering-program.ts')
  const program = { execPath: process.execPath, execArgv: ['--import', 'tsx'], module, args: [] }
  const at = { host: '127.0.0.1', port: 0, answeringProcesses: 2 }
  const doors: Door[] = []
  const agents: Agent[] = []
  let later: (() => void) | null = null
  const open = async (port = 0): Promise<Door> => {
    const door = await openDoor(
      { ...at, port },
      createLog('silent'),
      {
        answer: (asked, response) => {
          const answer = (): void => void response.end(`${asked.url} of ${asked.socket.remoteAddress}`)
          if (asked.url === '/later') later = answer
          else answer()
        },
      },
      program,
    )
    doors.push(door)
    door.open()
    return door
  }

  afterEach(async () => {
    for (const agent of agents.splice(0)) agent.destroy()
    for (const door of doors.splice(0)) await door.close()
  })

  const ask = (port: number, asked: string, agent?: Agent): Promise<string> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: asked, ...(agent && { agent }) }, answer => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('error', reject).once('end', () => {
          resolve(text)
        })
      })
        .once('error', reject)
        .end()
    })
  /** Asks over one kept connection, and over another when it was closed; gives the number of the process. */
  const keptConnection = ({ port }: Door): (() => Promise<string>) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    agents.push(agent)
    const asking = (): Promise<string> =>
      ask(port, '/own', agent).catch((error: unknown) => {
        if (agents.includes(agent)) return asking()
        throw error
      })
    return asking
  }
  /** How many of these connections each process holds. */
  const counts = async (connections: readonly (() => Promise<string>)[]): Promise<Map<string, number>> => {
    const numbers = await Promise.all(connections.map(asking => asking()))
    const held = new Map<string, number>()
    for (const number of numbers) held.set(number, (held.get(number) ?? 0) + 1)
    return held
  }

  it('shares connections out evenly, also when one of them was followed by another', async () => {
    const door = await open()
    const connections = Array.from({ length: 24 }, () => keptConnection(door))
    const first = await counts(connections)
    expect([...first.values()]).toEqual([12, 12])

    const [killed = ''] = first.keys()
    process.kill(Number(killed), 'SIGKILL')
    // All come again at once, while one is missing.
    for (;;) {
      const now = await counts(connections)
      const [one = 0, other = 0] = now.values()
      if (!now.has(killed) && Math.abs(one - other) <= 2) break
    }
  })

  it('goes on while one does not answer, and loses no connection that is on its way to it', async () => {
    const door = await open()
    const first = await counts(Array.from({ length: 4 }, () => keptConnection(door)))
    const [stopped = ''] = first.keys()
    process.kill(Number(stopped), 'SIGSTOP')
    let answered = 0
    const connections = Array.from({ length: 10 }, () => keptConnection(door))
    const asked = connections.map(async asking => {
      const number = await asking()
      answered += 1
      return number
    })
    while (answered < 9) await new Promise(resolve => setTimeout(resolve, 20))
    process.kill(Number(stopped), 'SIGKILL')
    expect(await Promise.all(asked)).not.toContain(stopped)
  })

  it('tells the office who asks, and why it cannot listen, and listens no longer when it is closed', async () => {
    const door = await open()
    expect(await ask(door.port, '/else')).toBe('/else of 127.0.0.1')
    await expect(open(door.port)).rejects.toHaveProperty('code', 'EADDRINUSE')
    await door.close()
    await expect(ask(door.port, '/else')).rejects.toHaveProperty('code', 'ECONNREFUSED')
  })

  it('ends what was begun when it is closed, and waits for no connection that carries nothing', async () => {
    const door = await open()
    await keptConnection(door)()
    const asked = ask(door.port, '/later')
    while (later === null) await new Promise(resolve => setTimeout(resolve, 10))
    const closed = door.close()
    later()
    expect(await asked).toBe('/later of 127.0.0.1')
    await closed
  })

  it('gives a sender who sends nothing no process for good', async () => {
    const door = await open()
    const silent = Array.from({ length: 200 }, () => connect(door.port, '127.0.0.1'))
    try {
      await Promise.all(silent.map(one => new Promise(resolve => one.once('connect', resolve))))
      for (const one of silent.slice(100)) one.resetAndDestroy()
      expect([...(await counts(Array.from({ length: 8 }, () => keptConnection(door)))).keys()]).toHaveLength(
        2,
      )
    } finally {
      for (const one of silent) one.destroy()
    }
  })
})
