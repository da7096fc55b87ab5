import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { stillStarting } from '../../server/platform/still-starting.ts'

describe('what is said while everything is being started', () => {
  const server = http.createServer(stillStarting)
  let url: string
  beforeAll(async () => {
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/anything`
  })
  afterAll(() => {
    server.close()
  })

  it('asks again by itself for a page, and never for a form that was sent', async () => {
    const asked = await fetch(url)
    const page = await asked.text()
    expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '5'])
    expect(asked.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page).toContain('<meta http-equiv="refresh" content="5">')
    expect(page).toContain('The page comes by itself in a few seconds.')
    const sent = await (await fetch(url, { method: 'POST', body: 'a=b' })).text()
    expect(sent).not.toContain('http-equiv')
    expect(sent).toContain('what you sent has not arrived')
  })

  it('speaks the first language of the browser that pages are written in', async () => {
    const inLanguage = async (wishes: string): Promise<string> =>
      (await fetch(url, { headers: { 'accept-language': wishes } })).text()
    expect(await inLanguage('cy, pl-PL;q=0.9, en;q=0.8')).toMatch(
      /<html lang="pl" dir="ltr">[^]*Za chwilę wracamy/,
    )
    expect(await inLanguage('ar')).toContain('<html lang="ar" dir="rtl">')
    expect(await inLanguage('"><script>')).toContain('<html lang="en" dir="ltr">')
  })
})
