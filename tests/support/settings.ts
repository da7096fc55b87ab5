import type { Settings } from '../../server/platform/config.ts'

/** The settings that tests run with. */
export function testSettings(dataDirectory: string): Settings {
  return {
    port: 0,
    host: '127.0.0.1',
    dataDirectory,
    databaseUrl: 'sqlite::memory:',
    publicUrl: 'http://localhost:3000',
    councilName: '',
    demonstration: false,
    trustProxy: 0,
    answeringProcesses: 1,
    sessionHours: 10,
    draftDays: 14,
    answerMonths: 12,
    dataProtectionOfficer: '',
    accessibilityReviewedOn: null,
    logLevel: 'silent',
    tileUrl: '',
    mail: null,
    secret: 'only-for-tests-only-for-tests-only-for-tests',
  }
}
