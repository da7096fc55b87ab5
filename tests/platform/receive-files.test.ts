import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import express from 'express'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import supertest from 'supertest'
import { receiveFiles, uploadedFiles, uploadProblems } from '../../server/platform/receive-files.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let incoming: string
const app = express()
beforeAll(async () => {
  incoming = await mkdtemp(path.join(os.tmpdir(), 'doorstep-incoming-'))
  const rule = { field: 'photos', maximumFiles: 2, maximumBytes: 1_000_000, kinds: ['image'] as const }
  app.post('/', receiveFiles(incoming, rule), (request, response) => {
    response.json({ files: uploadedFiles(request), problems: uploadProblems(request) })
  })
})
afterAll(() => rm(incoming, { recursive: true, force: true }))

interface Answer {
  readonly files: { originalName: string; mediaType: string; bytes: number }[]
  readonly problems: { field: string; message: string }[]
}

async function send(...files: [name: string, content: Buffer][]): Promise<Answer> {
  const request = supertest(app).post('/')
  for (const [name, content] of files) void request.attach('photos', content, name)
  return (await request).body as Answer
}

describe('files on their way in', () => {
  it('are told by their content, and named only for showing', async () => {
    const { files } = await send(['../../etc/pässwd.exe', png])
    expect(files).toMatchObject([{ mediaType: 'image/png', bytes: png.length }])
    expect(files[0]?.originalName).toContain('pässwd.exe')
  })

  it('are refused when the content is not what the name says', async () => {
    const { files, problems } = await send(['photo.png', Buffer.from('<script>alert(1)</script>')])
    expect(files).toEqual([])
    expect(problems[0]?.message).toBe(
      'photo.png must be a JPEG, PNG or WebP picture; its content is something else.',
    )
  })

  it('are refused when empty, too large or too many', async () => {
    expect((await send(['a.png', Buffer.alloc(0)])).problems[0]?.message).toContain('is empty')
    expect((await send(['a.png', Buffer.alloc(1_000_001)])).problems[0]?.message).toBe(
      'Each file must be 1 MB or smaller.',
    )
    const many = await send(['a.png', png], ['b.png', png], ['c.png', png])
    expect(many.problems[0]?.message).toBe('Send 2 files at most at a time.')
  })

  it('leave nothing behind that nobody kept', async () => {
    await send(['a.png', png])
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(await readdir(incoming)).toEqual([])
  })
})
