import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { queueMail } from '../../server/accounts/index.ts'
import { openDatabase, type Db } from '../../server/db/index.ts'
import { openMailServer, type MailServer } from '../support/mail-server.ts'

const root = path.resolve(import.meta.dirname, '..', '..')
let folder: string
let db: Db | null = null
let mailServer: MailServer | null = null
let silentServer: Server | null = null
const silentSockets: Socket[] = []
const started: ChildProcess[] = []

/** The whole product in a process of its own, sending letters to that mail server. */
async function startProduct(mailUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: folder,
      DEMONSTRATION: 'no',
      LOG_LEVEL: 'silent',
      PORT: '0',
      SMTP_URL: mailUrl,
      MAIL_FROM: 'consult@example.org',
    },
  })
  started.push(child)
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  while (!output.includes('Doorstep is ready')) {
    if (child.exitCode !== null) throw new Error('It ended.')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return child
}

async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  const giveUp = Date.now() + 20_000
  while (!(await happened())) {
    if (Date.now() > giveUp) throw new Error('It did not happen within twenty seconds.')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-outbox-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  for (const socket of silentSockets.splice(0)) socket.destroy()
  silentServer?.close()
  await mailServer?.close()
  await db?.destroy()
  await rm(folder, { recursive: true, force: true })
})

it('a letter whose process is killed while it is handed over is sent by the next process', async () => {
  // A mail server that takes connections and never says a word.
  silentServer = createServer(socket => {
    silentSockets.push(socket)
  })
  silentServer.listen(0, '127.0.0.1')
  await once(silentServer, 'listening')
  const at = silentServer.address()
  if (at === null || typeof at === 'string') throw new Error('no port')
  const killed = await startProduct(`smtp://127.0.0.1:${at.port}`)

  const open = openDatabase(`sqlite:${path.join(folder, 'doorstep.sqlite')}`)
  db = open
  await queueMail(open, {
    to: 'parent@example.org',
    subject: 'Hello',
    text: 'Hello',
    purpose: 'A test',
    at: new Date(),
  })
  await until(() => silentSockets.length > 0)
  killed.kill('SIGKILL')
  await once(killed, 'close')
  const letter = await open.selectFrom('letter').selectAll().executeTakeFirstOrThrow()
  expect(letter).toMatchObject({ state: 'waiting', body_text: 'Hello' })
  expect(letter.sender).not.toBeNull()

  mailServer = await openMailServer()
  const { received } = mailServer
  await startProduct(mailServer.url)
  await new Promise(resolve => setTimeout(resolve, 4000))
  // Until the dead process's five minutes are over nobody else takes it.
  expect(received).toHaveLength(0)
  await open.updateTable('letter').set({ sender_until: new Date().toISOString() }).execute()
  await until(
    async () => (await open.selectFrom('letter').select('state').executeTakeFirst())?.state === 'sent',
  )
  await new Promise(resolve => setTimeout(resolve, 3500))
  expect(received.map(one => one.to)).toEqual([['parent@example.org']])
}, 120_000)
