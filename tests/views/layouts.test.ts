import { describe, expect, it } from '@jest/globals'
import { renderView } from './support.ts'

const page = {
  title: 'Sites',
  content: '<h1>Sites</h1>',
  visitor: { accountId: 'a', name: 'Planner', may: () => true },
  notice: null,
  siteName: 'Doorstep',
  councilName: 'Fen County Council',
  demonstration: false,
  path: '/sites',
  asset: (name: string) => `/build/${name}`,
  csrfField: '<input type="hidden" name="_csrf" value="t">',
  lang: 'en',
  dir: 'ltr',
  errors: [],
  typed: {},
  scripts: [],
}
const layouts = ['public', 'staff', 'print', 'bare']

describe.each(layouts)('the %s layout', layout => {
  it('is a whole document with a language, one main part and no inline script or style', async () => {
    const html = await renderView(`layouts/${layout}`, page)
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en" dir="ltr"/)
    expect(html.match(/<main/g)).toHaveLength(1)
    expect(html).not.toMatch(/ style=|<style|<script(?![^>]* src=)| on\w+=/)
    expect(html).toContain('<title>Sites – Fen County Council</title>')
  })

  it('says at the start of the title that something is wrong with the form', async () => {
    const html = await renderView(`layouts/${layout}`, { ...page, errors: [{ field: 'name', message: 'Enter a name' }] })
    expect(html).toContain('<title>Error: Sites – Fen County Council</title>')
  })

  it('says that a demonstration is one', async () => {
    expect(await renderView(`layouts/${layout}`, { ...page, demonstration: true })).toMatch(/not real figures/)
    expect(await renderView(`layouts/${layout}`, page)).not.toMatch(/not real figures/)
  })

  it('escapes the title, the names and the notice', async () => {
    const bad = '<script>alert(1)</script>'
    const visitor = { ...page.visitor, name: bad }
    const html = await renderView(`layouts/${layout}`, { ...page, visitor, title: bad, councilName: bad, notice: bad })
    expect(html).not.toContain(bad)
  })

  it('needs nothing but a title, the content and the addresses of its files', async () => {
    const { title, content, asset } = page
    expect(await renderView(`layouts/${layout}`, { title, content, asset })).toContain('<h1>Sites</h1>')
  })
})

describe('the staff layout', () => {
  const linksFor = async (permissions: readonly string[]): Promise<string[]> => {
    const visitor = { ...page.visitor, may: (permission: string) => permissions.includes(permission) }
    const html = await renderView('layouts/staff', { ...page, visitor })
    return [...html.matchAll(/class="govuk-service-navigation__link" href="([^"]+)"/g)].map(found => found[1] ?? '')
  }

  it('shows each person only the places that they may see', async () => {
    expect(await linksFor(['signed-in', 'key-paper'])).toEqual(['/home', '/paper'])
    expect(await linksFor(['signed-in', 'plan', 'consult'])).toEqual([
      '/home',
      '/county',
      '/need',
      '/sites',
      '/journeys',
      '/appraisal',
      '/scenarios',
      '/manage/consultations',
    ])
  })

  it('marks where the person is', async () => {
    expect(await renderView('layouts/staff', page)).toContain('href="/sites" aria-current="page"')
    expect(await renderView('layouts/staff', { ...page, path: '/sites/12' })).toContain('href="/sites" aria-current="true"')
  })

  it('signs out by a form that carries its token', async () => {
    const html = await renderView('layouts/staff', page)
    expect(html).toMatch(/<form[^>]*method="post" action="\/sign-out"><input type="hidden" name="_csrf"/)
  })

  it('offers no places and no signing out to somebody who has not signed in', async () => {
    const html = await renderView('layouts/staff', { ...page, visitor: { accountId: null, name: '', may: () => false } })
    expect(html).not.toContain('sign-out')
    expect(html).not.toContain('href="/home"')
  })
})
