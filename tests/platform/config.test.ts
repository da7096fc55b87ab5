import { describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readSettings } from '../../server/platform/config.ts'

const inFolder = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-config-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('settings', () => {
  it('have defaults that work on one machine', () => {
    inFolder(folder => {
      const settings = readSettings({ DATA_DIR: folder })
      expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000' })
      expect(settings.databaseUrl).toBe(`sqlite:${path.join(folder, 'doorstep.sqlite')}`)
    })
  })

  it('name every bad one in one sentence', () => {
    inFolder(folder => {
      const bad = { DATA_DIR: folder, PORT: 'eighty', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' }
      const sentence = /^These settings cannot be used: PORT .*; DATABASE_URL .*; LOG_LEVEL .*\.$/
      expect(() => readSettings(bad)).toThrow(sentence)
    })
  })

  it('take an empty value as not set', () => {
    inFolder(folder => {
      expect(readSettings({ DATA_DIR: folder, PORT: '', PUBLIC_URL: '' }).port).toBe(3000)
    })
  })

  it('keep one secret between starts', () => {
    inFolder(folder => {
      const first = readSettings({ DATA_DIR: folder }).secret
      expect(first.length).toBeGreaterThan(40)
      expect(readSettings({ DATA_DIR: folder }).secret).toBe(first)
    })
  })

  it('say so when the data folder cannot be made', () => {
    inFolder(folder => {
      const file = path.join(folder, 'file')
      writeFileSync(file, '')
      expect(() => readSettings({ DATA_DIR: path.join(file, 'data') })).toThrow(
        'cannot be written. Set DATA_DIR',
      )
    })
  })
})
