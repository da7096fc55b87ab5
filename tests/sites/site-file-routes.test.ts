import { describe, expect, it } from '@jest/globals'
import { readSite } from '../../server/sites/index.ts'
import { aSite } from './builders.ts'
import { png, sitesStaff } from './sites-staff.ts'

const staff = sitesStaff()

describe('photos and floor plans', () => {
  const form = { purpose: 'photo', caption: 'The front door' }

  it('are kept, shown and served as what they are', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    const sent = await staff.planner.send(`/sites/${id}/files`, form, [
      { field: 'files', name: '../../door"<b>.png', content: png },
    ])
    expect(sent.status).toBe(303)
    const [file] = (await readSite(staff.app.db, staff.county.id, id))?.files ?? []
    expect(file).toMatchObject({
      purpose: 'photo',
      mediaType: 'image/png',
      caption: 'The front door',
      uploadedBy: 'Test planner',
    })
    expect((await staff.planner.get(`/sites/${id}`)).text).toContain('alt="The front door"')
    const served = await staff.planner.get(`/sites/${id}/files/${file?.id}`)
    expect(served.status).toBe(200)
    expect(served.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
    expect(served.headers['content-disposition']).toMatch(/^inline/)
    expect(served.headers['content-security-policy']).toContain('sandbox')
    expect(Buffer.compare(served.body as Buffer, png)).toBe(0)
  })

  it.each([
    [
      'a script that calls itself a picture',
      'door.png',
      Buffer.from('<script>alert(1)</script>'),
      'its content is something else',
    ],
    [
      'a drawing that could run scripts',
      'plan.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'its content is something else',
    ],
    ['a programme', 'door.jpg', Buffer.from('MZ\u0090\u0000'), 'its content is something else'],
    ['an empty file', 'door.png', Buffer.alloc(0), 'is empty'],
    [
      'a PDF as a photo',
      'door.pdf',
      Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
      'A photo must be a picture',
    ],
    ['more than 10 MB', 'door.png', Buffer.concat([png, Buffer.alloc(10_000_001)]), '10 MB or smaller'],
  ])('refuse %s', async (_what, name, content, message) => {
    const id = await aSite(staff.app.db, staff.county.id)
    const sent = await staff.planner.send(`/sites/${id}/files`, form, [{ field: 'files', name, content }])
    expect(sent.status).toBe(422)
    expect(sent.text).toContain(message)
    expect((await readSite(staff.app.db, staff.county.id, id))?.files).toEqual([])
    expect(await staff.audit()).toEqual([])
  })

  it('are six at a time at most', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    const many = Array.from({ length: 7 }, (_, at) => ({ field: 'files', name: `${at}.png`, content: png }))
    expect((await staff.planner.send(`/sites/${id}/files`, form, many)).status).toBe(422)
    expect((await staff.planner.send(`/sites/${id}/files`, form, [])).text).toContain(
      'Choose at least one file',
    )
  })

  it('can be taken away', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    await staff.planner.send(`/sites/${id}/files`, form, [{ field: 'files', name: 'a.png', content: png }])
    const file = (await readSite(staff.app.db, staff.county.id, id))?.files[0]
    expect((await staff.planner.post(`/sites/${id}/files/${file?.id}/remove`)).status).toBe(303)
    expect((await staff.planner.get(`/sites/${id}/files/${file?.id}`)).status).toBe(404)
    expect((await staff.planner.post(`/sites/${id}/files/${file?.id}/remove`)).status).toBe(404)
    expect((await staff.audit()).map(({ action }) => action).sort()).toEqual([
      'site.file-removed',
      'site.files-added',
    ])
  })
})
