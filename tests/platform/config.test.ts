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

  it('keep answers for whole months, never fewer than a decision can be challenged in', () => {
    inFolder(folder => {
      const settings = readSettings({ DATA_DIR: folder })
      expect([settings.answerMonths, settings.dataProtectionOfficer]).toEqual([12, ''])
      expect(settings.accessibilityReviewedOn).toBeNull()
      expect(settings.answeringProcesses).toBeGreaterThanOrEqual(1)
      for (const ANSWERING_PROCESSES of ['0', '17', '1.5', 'many'])
        expect(() => readSettings({ DATA_DIR: folder, ANSWERING_PROCESSES })).toThrow('ANSWERING_PROCESSES')
      expect(readSettings({ DATA_DIR: folder, ANSWERING_PROCESSES: '3' }).answeringProcesses).toBe(3)
      for (const ANSWER_MONTHS of ['0', '2', '-12', '12.5', 'a year', '121'])
        expect(() => readSettings({ DATA_DIR: folder, ANSWER_MONTHS })).toThrow('ANSWER_MONTHS')
      for (const ACCESSIBILITY_REVIEWED_ON of ['30 April 2027', '2027-02-30'])
        expect(() => readSettings({ DATA_DIR: folder, ACCESSIBILITY_REVIEWED_ON })).toThrow(
          'such as 2027-04-30',
        )
      expect(readSettings({ DATA_DIR: folder, ANSWER_MONTHS: '36' }).answerMonths).toBe(36)
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

  it('take a mail server with an address that letters come from, and never repeat its password', () => {
    inFolder(folder => {
      const SMTP_URL = 'smtp://name:hush-hush@mail.example.org:587'
      const MAIL_FROM = 'Council <consult@example.org>'
      expect(readSettings({ DATA_DIR: folder, MAIL_FROM }).mail).toBeNull()
      expect(readSettings({ DATA_DIR: folder, SMTP_URL, MAIL_FROM }).mail).toEqual({
        smtpUrl: SMTP_URL,
        from: MAIL_FROM,
      })
      expect(() => readSettings({ DATA_DIR: folder, SMTP_URL })).toThrow('MAIL_FROM must be set too')
      for (const bad of ['mail.example.org', 'http://name:hush-hush@mail.example.org', 'smtp://'])
        expect(() => readSettings({ DATA_DIR: folder, SMTP_URL: bad, MAIL_FROM })).toThrow(
          /^These settings cannot be used: SMTP_URL must be a mail server such as (?!.*hush).*$/,
        )
      for (const bad of ['Council', 'a@example.org, b@example.org', 'Council <a@b.org>\r\nBcc: c@d.org'])
        expect(() => readSettings({ DATA_DIR: folder, SMTP_URL, MAIL_FROM: bad })).toThrow(
          'MAIL_FROM must be an email address',
        )
    })
  })
})
