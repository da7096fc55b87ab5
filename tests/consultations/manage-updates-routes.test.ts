import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPdf, aWordDocument } from '../support/documents.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const session = {
  districtCode: '',
  'date-day': '20',
  'date-month': '6',
  'date-year': '2026',
  starts: '10am',
  ends: '11:30',
  siteId: '',
  venue: 'Hall',
  address: 'Green Lane',
  postcode: '',
  access: '',
  languages: '',
  note: '',
}
const version = {
  replaces: '',
  kind: 'full',
  language: 'en',
  body: '',
  link: '',
  reason: '',
}

/** An application with one consultation, and its staff. */
async function made(published = true): Promise<{
  app: TestApplication
  planner: Visitor
  visitor: Visitor
  id: string
  slug: string
  close(): Promise<void>
}> {
  const app = await testApplication({ clock: whileOpen })
  const { consultationId, slug } = published
    ? await aPublishedConsultation(app.db)
    : await aDraftConsultation(app.db)
  return {
    app,
    planner: await app.agent('planner'),
    visitor: await app.agent(),
    id: consultationId,
    slug,
    close: () => app.close(),
  }
}

describe('staff pages of documents', () => {
  let staff: Awaited<ReturnType<typeof made>>
  let at = ''
  beforeAll(async () => {
    staff = await made()
    at = `/manage/consultations/${staff.id}/documents`
  })
  afterAll(() => staff.close())

  const newDocument = async (title: string): Promise<string> => {
    const added = await staff.planner.post(at, { title, description: 'All of it', districtCode: '' })
    expect(added.status).toBe(303)
    return String(added.headers['location'])
  }

  it('take a text, a file and a video, and the public finds them by form and language', async () => {
    const page = await newDocument('Full plan')
    const pdf = aPdf('/Title (Plan)'.padEnd(2_000_000))
    const sent = await staff.planner.send(page, { ...version, body: '## Why\n\nMuch.' }, [
      { field: 'file', name: '../<b>full.pdf', content: pdf },
    ])
    expect(sent.status).toBe(303)
    const bsl = { ...version, kind: 'bsl', link: 'https://video.example.org/1', late: 'yes' }
    expect((await staff.planner.send(page, bsl, [])).status).toBe(303)
    const polish = { ...version, kind: 'translation', language: 'pl', body: 'Po polsku', late: 'yes' }
    expect((await staff.planner.send(page, polish, [])).status).toBe(303)
    const list = await staff.visitor.get(`/consultations/${staff.slug}/documents`)
    expect(list.text).toContain('Read the full document')
    expect(list.text).toContain('Download the full document (PDF, 2.0 MB)')
    expect(list.text).toContain('Watch it in British Sign Language on video.example.org, another website')
    expect(list.text).toContain('<span lang="pl" dir="ltr">Polski</span>')
    expect(list.text).not.toMatch(/<iframe|<video|<embed|<object/)
    const href = /href="([^"]+\/file)"/.exec(list.text)?.[1] ?? ''
    const file = await staff.visitor.get(href)
    expect(file.status).toBe(200)
    expect(file.headers['content-type']).toContain('application/pdf')
    expect(file.headers['content-disposition']).toBe('attachment; filename=bfull.pdf')
    expect(file.headers['x-content-type-options']).toBe('nosniff')
    const own = /href="([^"]+)" hreflang="pl"/.exec(list.text)?.[1] ?? ''
    const read = await staff.visitor.get(own)
    expect(read.text).toContain('<div lang="pl" dir="ltr">')
    expect(read.text).toContain('Po polsku')
    const changes = await listChanges(staff.app.db, staff.id)
    expect(changes.map(({ kind, summary }) => [kind, summary])).toContainEqual([
      'document',
      'A document was added: Full plan: Full document.',
    ])
  })

  it('say nothing can be read without a text, a file or a link, and refuse what runs', async () => {
    const page = await newDocument('Refused')
    const refused = async (
      fields: object,
      files: { name: string; content: Buffer | string }[],
      because: RegExp,
    ) => {
      const answer = await staff.planner.send(
        page,
        { ...version, ...fields },
        files.map(file => ({ field: 'file', ...file })),
      )
      expect(answer.status).toBe(422)
      expect(answer.text).toMatch(because)
    }
    await refused({}, [], /Write the text, choose a file/)
    await refused({}, [{ name: 'a.pdf', content: '' }], /is empty/)
    await refused({}, [{ name: 'a.pdf', content: '#!/bin/sh\necho\n' }], /a script/)
    await refused(
      {},
      [{ name: 'a.pdf', content: '<html><script>alert(1)</script>' }],
      /can’t be published|web page/,
    )
    await refused(
      {},
      [{ name: 'a.pdf', content: Buffer.concat([aPdf(), Buffer.from('<script>alert(1)</script>')]) }],
      /after the end of the PDF/,
    )
    await refused({}, [{ name: 'a.docx', content: aWordDocument({ 'word/vbaProject.bin': 'x' }) }], /macros/)
    await refused({}, [{ name: 'a.exe', content: aPdf() }], /not what its name says/)
    for (const link of [
      'http://example.org',
      'javascript:alert(1)',
      'https://a:b@example.org',
      'https://x y',
    ]) {
      await refused({ kind: 'bsl', link }, [], /begins with https/)
    }
    await refused({ link: 'https://example.org' }, [], /Only a video or a recording/)
    await refused({ kind: 'translation', body: 'x' }, [], /Choose the language of the translation/)
    await refused({ kind: 'forged', body: 'x' }, [], /Choose a form/)
    const kept = await staff.app.db
      .selectFrom('document_variant')
      .select('id')
      .where('body', '=', 'x')
      .execute()
    expect(kept).toEqual([])
  })

  it('never change what is published: a newer version takes its place with a reason, the earlier one stays', async () => {
    const page = await newDocument('Figures')
    await staff.planner.send(page, { ...version, body: 'There are 37.' }, [])
    const current = (): Promise<string> =>
      staff.planner.get(page).then(({ text }) => /<option value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '')
    const first = await current()
    const unnamed = await staff.planner.send(page, { ...version, body: 'There are 38.' }, [])
    expect(unnamed.text).toContain('There is one in this form and language already')
    const silent = await staff.planner.send(page, { ...version, replaces: first, body: 'There are 38.' }, [])
    expect(silent.text).toContain('Say why a newer version is needed')
    const newer = { ...version, replaces: first, body: 'There are 38.', reason: 'One was left out' }
    expect((await staff.planner.send(page, newer, [])).status).toBe(303)
    // Sent again, or by somebody who has not seen the newer one.
    expect((await staff.planner.send(page, newer, [])).status).toBe(422)
    const document = page.split('/').at(-1) ?? ''
    const open = `/consultations/${staff.slug}/documents/${document}`
    const shown = await staff.visitor.get(open)
    expect(shown.text).toContain('Earlier versions')
    expect(shown.text).toContain('One was left out')
    expect(shown.text).toContain('and replaced on Wednesday 10 June 2026')
    expect(shown.text.match(/SHA-256: [0-9a-f]{64}/g)).toHaveLength(2)
    const earlier = await staff.visitor.get(`${open}/${first}`)
    expect(earlier.text).toContain('There are 37.')
    expect(earlier.text).toContain('This is an earlier version.')
    expect((await staff.planner.post(`${page}/remove`)).status).toBe(409)
    expect((await staff.planner.post(`${page}/${first}/remove`)).status).toBe(409)
    const [change] = await listChanges(staff.app.db, staff.id)
    expect(change).toMatchObject({ kind: 'document', reason: 'One was left out' })
    expect(change?.beforeHash).toMatch(/^[0-9a-f]{64}$/)
    expect(change?.afterHash).not.toBe(change?.beforeHash)
  })

  it('point out easy read that comes after opening before it is published', async () => {
    const page = await newDocument('Late')
    const easy = { ...version, kind: 'easy-read', body: 'We will change things.' }
    const asked = await staff.planner.send(page, easy, [])
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('This comes after opening')
    expect((await staff.planner.get(page)).text).not.toContain('Easy read, English')
    expect((await staff.planner.send(page, { ...easy, late: 'yes' }, [])).status).toBe(303)
    staff.app.setClock('2026-05-20T09:00:00.000Z')
    const early = await newDocument('Early')
    expect((await staff.planner.send(early, easy, [])).status).toBe(303)
    staff.app.setClock(whileOpen)
  })

  it('take another consultation’s documents for none', async () => {
    const page = await newDocument('Own')
    await staff.planner.send(page, { ...version, body: 'Own text' }, [])
    const other = await staff.planner.post('/manage/consultations/new', { name: 'Other', scenarioId: '' })
    const elsewhere = page.replace(staff.id, String(other.headers['location']).split('/').at(-1) ?? '')
    expect((await staff.planner.get(elsewhere)).status).toBe(404)
    expect((await staff.planner.send(elsewhere, { ...version, body: 'Forged' }, [])).status).toBe(404)
    expect((await staff.planner.post(`${elsewhere}/remove`)).status).toBe(404)
    expect((await staff.visitor.get(`/consultations/${staff.slug}/documents/none`)).status).toBe(404)
  })
})

describe('staff pages before publication', () => {
  it('say what is missing, and let documents, versions and sessions be taken out', async () => {
    const { planner, id, visitor, slug, close, app } = await made(false)
    const at = `/manage/consultations/${id}/documents`
    expect((await planner.get(at)).text).toContain('No document is in easy read.')
    const page = String(
      (await planner.post(at, { title: 'Plan', description: '', districtCode: '' })).headers['location'],
    )
    expect((await planner.get(at)).text).toContain('“Plan” has nothing to read yet.')
    await planner.send(page, { ...version, body: 'First' }, [])
    const [first] = /<option value="[0-9a-f-]{36}"/.exec((await planner.get(page)).text) ?? []
    const variant = first?.slice(15, -1) ?? ''
    expect((await planner.send(page, { ...version, replaces: variant, body: 'Second' }, [])).status).toBe(303)
    expect((await planner.get(page)).text).not.toContain('Replaced on')
    expect((await visitor.get(`/consultations/${slug}/documents`)).status).toBe(404)
    expect((await planner.post(`${page}/remove`)).status).toBe(303)
    expect((await planner.get(page)).status).toBe(404)
    // While somebody reads it over, nothing is added either.
    await app.db.updateTable('consultation').set({ preparation: 'review' }).execute()
    expect((await planner.post(at, { title: 'Late', description: '', districtCode: '' })).status).toBe(409)
    await close()
  })
})

describe('staff pages of drop-in sessions', () => {
  let staff: Awaited<ReturnType<typeof made>>
  let at = ''
  beforeAll(async () => {
    staff = await made()
    at = `/manage/consultations/${staff.id}/sessions`
  })
  afterAll(() => staff.close())

  it('keep London time, also in the weeks in which clocks change, and take a position from the building or the postcode', async () => {
    expect((await staff.planner.post(at, { ...session, ends: '9am' })).text).toContain(
      'It must end later than it starts',
    )
    expect((await staff.planner.post(at, { ...session, postcode: 'nonsense' })).text).toContain(
      'Enter a whole postcode',
    )
    expect((await staff.planner.post(at, { ...session, postcode: 'pe1 1aa' })).status).toBe(303)
    const autumn = { ...session, 'date-day': '26', 'date-month': '10', venue: 'Winter hall' }
    expect((await staff.planner.post(at, autumn)).status).toBe(303)
    const rows = await staff.app.db.selectFrom('drop_in_session').selectAll().orderBy('starts_at').execute()
    expect(rows.map(row => [row.venue, row.starts_at, row.lon, row.postcode])).toEqual([
      ['Fenton Library', '2026-06-12T09:00:00.000Z', null, null],
      ['Hall', '2026-06-20T09:00:00.000Z', 0.051, 'PE1 1AA'],
      ['Winter hall', '2026-10-26T10:00:00.000Z', null, null],
    ])
    const site = await staff.app.db
      .selectFrom('site')
      .select('id')
      .where('reference', '=', 'library')
      .executeTakeFirstOrThrow()
    await staff.planner.post(`${at}/${rows[2]?.id ?? ''}`, {
      ...autumn,
      siteId: site.id,
      note: 'The building is known',
    })
    const moved = await staff.app.db
      .selectFrom('drop_in_session')
      .selectAll()
      .where('venue', '=', 'Winter hall')
      .executeTakeFirstOrThrow()
    expect([moved.lon, moved.site_id, moved.sequence]).toEqual([0.06, site.id, 1])
  })

  it('tell the public of changes and cancellations, with the reason', async () => {
    await staff.planner.post(at, { ...session, venue: 'Old hall' })
    const { id } = await staff.app.db
      .selectFrom('drop_in_session')
      .select('id')
      .where('venue', '=', 'Old hall')
      .executeTakeFirstOrThrow()
    expect((await staff.planner.get(`${at}/${id}`)).text).toContain('value="Old hall"')
    const silent = await staff.planner.post(`${at}/${id}`, { ...session, venue: 'New hall' })
    expect(silent.text).toContain('Say what is changed and why')
    await staff.planner.post(`${at}/${id}`, { ...session, venue: 'New hall', note: 'The roof leaks' })
    const open = `/consultations/${staff.slug}/sessions`
    const shown = await staff.visitor.get(open)
    expect(shown.text).toContain('New hall')
    expect(shown.text).toContain('Before, it was to be at Old hall.')
    expect(shown.text).toContain('The roof leaks')
    expect((await staff.planner.post(`${at}/${id}/remove`)).status).toBe(409)
    expect((await staff.planner.post(`${at}/${id}/cancel`, { because: '' })).status).toBe(422)
    expect((await staff.planner.post(`${at}/${id}/cancel`, { because: 'Nobody could come' })).status).toBe(
      303,
    )
    expect((await staff.planner.post(`${at}/${id}/cancel`, { because: 'Again' })).status).toBe(409)
    expect((await staff.planner.post(`${at}/${id}`, { ...session, note: 'Late' })).status).toBe(409)
    const cancelled = await staff.visitor.get(open)
    expect(cancelled.text).toContain('Cancelled on Wednesday 10 June 2026.')
    expect(cancelled.text).toContain('Nobody could come')
    const [last] = await listChanges(staff.app.db, staff.id)
    expect(last).toMatchObject({ kind: 'session', reason: 'Nobody could come' })
    expect((await staff.planner.get(`${at.replace(staff.id, 'none')}/${id}`)).status).toBe(404)
  })
})

describe('staff pages of questions', () => {
  let staff: Awaited<ReturnType<typeof made>>
  let at = ''
  beforeAll(async () => {
    staff = await made()
    at = `/manage/consultations/${staff.id}/questions`
  })
  afterAll(() => staff.close())

  const ask = async (question: string, email = ''): Promise<string> => {
    const sent = await staff.visitor.post(`/consultations/${staff.slug}/questions/ask`, {
      formId: '',
      question,
      districtCode: '',
      email,
    })
    expect(sent.status).toBe(303)
    const row = await staff.app.db
      .selectFrom('resident_question')
      .select('id')
      .where('question', '=', question)
      .executeTakeFirstOrThrow()
    return `${at}/sent/${row.id}`
  }
  const letters = () => staff.app.db.selectFrom('letter').selectAll().orderBy('queued_at').execute()

  it('date changes, keep how they stood, and show the newest to the public', async () => {
    const faq = await staff.app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    const silent = await staff.planner.post(`${at}/${faq.id}`, {
      question: 'Why?',
      answer: 'To save more.',
      note: '',
    })
    expect(silent.status).toBe(422)
    await staff.planner.post(`${at}/${faq.id}`, {
      question: 'Why?',
      answer: 'To save more.',
      note: 'The amount',
    })
    const open = `/consultations/${staff.slug}/questions`
    const shown = await staff.visitor.get(open)
    expect(shown.text).toContain('To save more.')
    expect(shown.text).toContain('Changed on Wednesday 10 June 2026')
    expect(shown.text).toContain('What changed on this page')
    const versions = await staff.visitor.get(`${open}/${faq.id}`)
    const order = ['To save more.', 'What it said before', 'To save money.'].map(words =>
      versions.text.indexOf(words),
    )
    expect(order.every(found => found > 0)).toBe(true)
    expect([...order].sort((a, b) => a - b)).toEqual(order)
    expect((await staff.planner.post(`${at}/${faq.id}/remove`)).status).toBe(409)
    expect((await staff.planner.get(`${at}/none`)).status).toBe(404)
  })

  it('publish a question in their own words, and tell whoever asked, whose address is then deleted', async () => {
    const page = await ask('When will my friend Jo Bloggs at 3 High Street know?', 'Jo@Example.org')
    expect((await staff.visitor.get(`/consultations/${staff.slug}/questions`)).text).not.toContain('Bloggs')
    expect((await staff.planner.get(page)).text).toContain('Jo Bloggs')
    expect((await staff.planner.get(page)).text).not.toContain('example.org')
    expect((await staff.planner.post(`${page}/move`, { question: '', answer: '' })).status).toBe(422)
    const moved = await staff.planner.post(`${page}/move`, {
      question: 'When will people know?',
      answer: 'In July.',
    })
    expect(moved.status).toBe(303)
    const shown = await staff.visitor.get(`/consultations/${staff.slug}/questions`)
    expect(shown.text).toContain('When will people know?')
    expect(shown.text).not.toContain('Bloggs')
    const [letter] = await letters()
    expect(letter).toMatchObject({ recipient: 'jo@example.org', purpose: 'Reply to a question' })
    expect(letter?.body_text).toContain('In July.')
    expect(letter?.body_text).toContain('not an answer to the consultation')
    expect(await staff.app.db.selectFrom('resident_question_reply').selectAll().execute()).toEqual([])
    expect((await staff.planner.post(`${page}/move`, { question: 'Again?', answer: 'No.' })).status).toBe(409)
    expect(await letters()).toHaveLength(1)
  })

  it('answer by one that is published, by email alone, or decline', async () => {
    const faq = await staff.app.db
      .selectFrom('faq')
      .selectAll()
      .where('question', '=', 'Why?')
      .executeTakeFirstOrThrow()
    const merged = await ask('But why really?')
    expect((await staff.planner.post(`${merged}/choose`, { faqId: 'none' })).status).toBe(422)
    expect((await staff.planner.post(`${merged}/choose`, { faqId: faq.id })).text).toContain('To save more.')
    const changed = { faqId: faq.id, mergedAnswer: 'To save £1 million.', note: '' }
    expect((await staff.planner.post(`${merged}/merge`, changed)).text).toContain('Say what you changed')
    expect((await staff.planner.post(`${merged}/merge`, { ...changed, note: 'How much' })).status).toBe(303)
    expect((await staff.visitor.get(`/consultations/${staff.slug}/questions`)).text).toContain(
      'To save £1 million.',
    )
    const alone = await ask('A question without an address')
    expect((await staff.planner.post(`${alone}/answer`, { reply: 'Words' })).text).toContain(
      'Nobody left an address',
    )
    expect((await staff.planner.post(`${alone}/decline`, { because: 'forged' })).status).toBe(422)
    expect((await staff.planner.post(`${alone}/decline`, { because: 'abusive' })).status).toBe(303)
    const byMail = await ask('What about me?', 'ann@example.org')
    expect((await staff.planner.post(`${byMail}/answer`, { reply: 'You may come.' })).status).toBe(303)
    expect((await letters()).at(-1)?.body_text).toContain('You may come.')
    const states = await staff.planner.get(`${at}/sent`)
    for (const words of ['Published', 'Answered by a published question', 'Declined', 'Answered by email']) {
      expect(states.text).toContain(words)
    }
    expect((await staff.planner.post(`${byMail}/forged`)).status).toBe(404)
    expect((await staff.planner.get(`${at}/sent/none`)).status).toBe(404)
  })

  it('are closed to the public and to drop-in workers', async () => {
    const worker = await staff.app.agent('drop-in')
    for (const page of [
      `${at}/sent`,
      at,
      at.replace('questions', 'documents'),
      at.replace('questions', 'useful'),
    ]) {
      expect((await worker.get(page)).status).toBe(403)
      expect((await staff.visitor.get(page)).status).toBe(303)
    }
  })
})
