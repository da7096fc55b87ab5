import { beforeAll, describe, expect, it } from '@jest/globals'
import { addDocument, addVariant, listDocuments } from '../../server/consultations/document-repository.ts'
import { aDraftConsultation, aPublishedConsultation } from './builders.ts'
import { openConsultation } from './open-consultation.ts'
import { hostile } from './record-support.ts'

const at = new Date('2026-06-09T12:00:00.000Z')

describe('the public’s pages of documents', () => {
  const open = openConsultation('for all tests')
  const content = { link: null, file: null, reason: '', body: 'Words.' }
  let documentId: string
  let page: string
  beforeAll(async () => {
    const about = { districtCode: 'E07009991', title: hostile, description: hostile }
    documentId = await addDocument(open.app.db, open.consultationId, about, at)
    page = `${open.home}/documents/${documentId}`
  })
  const add = async (given: Partial<Parameters<typeof addVariant>[2]>): Promise<string> => {
    const variant = { ...content, documentId, kind: 'full' as const, language: 'en', ...given }
    return (await addVariant(open.app.db, open.consultationId, variant, at))?.id ?? ''
  }

  it('show each form in its own language and direction, and say what is no longer in force', async () => {
    const polish = await add({ kind: 'translation', language: 'pl', body: '## Dlaczego\n\nPo polsku' })
    const arabic = await add({ kind: 'translation', language: 'ar', body: 'بالعربية' })
    const first = await add({ body: 'There are 37.' })
    const second = await add({ body: 'There are 38.', reason: 'One was left out' })
    expect((await open.visitor.get(`${page}/${polish}`)).text).toContain('<div lang="pl" dir="ltr">')
    expect((await open.visitor.get(`${page}/${arabic}`)).text).toContain('<div lang="ar" dir="rtl">')
    expect((await open.visitor.get(`${page}/${first}`)).text).toContain('This is an earlier version.')
    const shown = (await open.visitor.get(`${page}/${second}`)).text
    expect(shown).toContain('There are 38.')
    expect(shown).not.toContain('This is an earlier version.')
  })

  it('list those about the whole county before a district’s, with what staff wrote as text', async () => {
    const { text } = await open.visitor.get(`${open.home}/documents`)
    expect(text.indexOf('Summary')).toBeGreaterThan(0)
    expect(text.indexOf('Summary')).toBeLessThan(text.indexOf('&lt;script&gt;alert(1)'))
    for (const shown of [text, (await open.visitor.get(page)).text]) {
      expect(shown).not.toMatch(/<script>alert/)
    }
  })

  it('ask the database at most three questions each', async () => {
    const [variant] = (await listDocuments(open.app.db, open.consultationId)).at(-1)?.variants ?? []
    for (const address of [`${open.home}/documents`, page, `${page}/${variant?.id ?? ''}`]) {
      open.app.statements()
      expect([address, (await open.visitor.get(address)).status]).toEqual([address, 200])
      expect(open.app.statements().length).toBeLessThanOrEqual(3)
    }
  })

  it('lead to nothing of another consultation, of a draft, or of a version without a text or a file', async () => {
    const video = await add({ kind: 'bsl', body: null, link: 'https://video.example.org/1' })
    const text = await add({ kind: 'easy-read' })
    const draft = await aDraftConsultation(open.app.db)
    const [hidden] = await listDocuments(open.app.db, draft.consultationId)
    const other = await aPublishedConsultation(open.app.db)
    const elsewhere = `/consultations/${other.slug}/documents/${documentId}`
    for (const address of [
      `${page}/${video}`,
      `${page}/${text}/file`,
      `${page}/none`,
      `${open.home}/documents/none`,
      `${open.home}/documents/${hidden?.id ?? ''}`,
      `/consultations/${draft.slug}/documents`,
      `/consultations/${draft.slug}/documents/${hidden?.id ?? ''}`,
      elsewhere,
      `${elsewhere}/${text}`,
      `${elsewhere}/${text}/file`,
    ]) {
      expect([address, (await open.visitor.get(address)).status]).toEqual([address, 404])
    }
  })
})
