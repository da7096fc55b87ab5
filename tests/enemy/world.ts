import { randomUUID } from 'node:crypto'
import { addAccount, addOneTimeLink, type Role } from '../../server/accounts/index.ts'
import type { DeclaredPage } from '../../server/platform/pages.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import type { DatabaseName } from '../support/open-database.ts'
import { answerPages, send } from '../surveys/walk.ts'
import { openWire, type Answer, type Attacker, type Wire } from './wire.ts'

/** Everything that a consultation can have one of, and a way to attack it. */
export interface World {
  readonly app: TestApplication
  readonly wire: Wire
  readonly slug: string
  readonly consultationId: string
  /** Where the survey of a district is. */
  readonly survey: string
  /** A declared path with what really exists in each of its places, except where the test says otherwise. */
  fill(page: DeclaredPage, other?: Readonly<Record<string, string>>): string
  /** Signed in, with that role. */
  insider(role: Role): Promise<Attacker>
  close(): Promise<void>
}

const dates = {
  'opensOn-day': '8',
  'opensOn-month': '6',
  'opensOn-year': '2026',
  opensTime: '9am',
  'closesOn-day': '20',
  'closesOn-month': '6',
  'closesOn-year': '2026',
  closesTime: '5pm',
}

/** Opens an application on which everything can be attacked. */
export async function openWorld(database: DatabaseName = 'SQLite'): Promise<World> {
  const app = await testApplication({ database, clock: whileOpen, settings: { trustProxy: 1 } })
  const { db } = app
  const { slug, consultationId, county } = await aPublishedConsultation(db)
  const staff = await app.agent('administrator')
  const resident = await app.agent()
  const home = `/consultations/${slug}`
  const manage = `/manage/consultations/${consultationId}`
  const survey = `${home}/fen/survey`
  const made = async (what: Promise<{ status: number; headers: object; text: string }>): Promise<string> => {
    const { status, headers, text } = await what
    if (status !== 303) throw new Error(`The world could not be made: ${status} ${text.slice(0, 2000)}`)
    return (
      String((headers as Record<string, unknown>)['location'])
        .split('/')
        .at(-1) ?? ''
    )
  }
  const board = await made(
    staff.post(`${manage}/ideas`, {
      question: 'What would help?',
      introduction: 'Tell us.',
      districtCode: 'E07009991',
      ...dates,
    }),
  )
  const idea = randomUUID()
  const ideaFields = { id: idea, title: 'Saturdays', body: 'Open then.', neighbourhood: '' }
  await made(resident.post(`${home}/ideas/${board}/new`, ideaFields))
  await made(staff.post(`${manage}/ideas/${board}/${idea}/decision`, { decision: 'show' }))
  const pledge = { act: 'publish', after: '0', title: 'Promises', body: 'We listen.', note: '' }
  await made(staff.post(`${manage}/pledge`, pledge))
  const asked = { question: 'When?', email: 'asks@example.org', districtCode: '', formId: randomUUID() }
  await made(resident.post(`${home}/questions/ask`, asked))
  await made(staff.post(`/paper/${slug}/print`, { district: 'fen', copies: '2', label: 'Library' }))
  const held = { 'heldOn-day': '9', 'heldOn-month': '6', 'heldOn-year': '2026' }
  const batch = { kind: 'post', label: 'First post', countIn: '2', ...held }
  await made(staff.post(`/paper/${slug}/batches`, batch))
  await answerPages(resident, survey, { role: { role: 'parent' } })
  await send(resident, survey)
  const opinion = await made(resident.post('/useful', { page: home, useful: 'no' }))
  const one = async (table: string, column = 'id'): Promise<string> => {
    const row = await db
      .selectFrom(table as 'site')
      .select(column as 'id')
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? (row as Record<string, string> | undefined)?.[column] ?? 'none'
  }
  const site = await one('site')
  const usual: Record<string, string> = {
    slug,
    consultation: slug,
    district: 'fen',
    code: 'E07009991',
    board,
    idea,
    opinion,
    document: await one('consultation_document'),
    variant: await one('document_variant'),
    faq: await one('faq'),
    session: await one('drop_in_session'),
    proposal: await one('proposal'),
    site,
    batch: await one('paper_batch'),
    issue: await one('paper_issue'),
    form: await one('paper_form'),
    version: '1',
    language: 'pl',
    page: 'role',
    question: await one('resident_question'),
    other: 'vale',
    mode: 'walking',
    kind: 'roads',
    state: 'current',
    criterion: '1',
    decision: 'decline',
    part: 'whole',
    item: 'length',
    token: 'x'.repeat(43),
  }
  const ids: readonly (readonly [RegExp, string])[] = [
    [/^\/manage\/consultations\/:id/, consultationId],
    [/^\/(sites|journeys\/sites|appraisal\/sites)\/:id/, site],
    [/^\/scenarios\/:id/, await one('scenario')],
    [/^\/accounts\/:id/, await one('account')],
    [/^\/county\/data\/:id/, await one('dataset')],
    [/^\/county\/:id/, county.id],
    [/^\/outbox\/:id/, await one('letter')],
  ]
  const wire = await openWire(app)
  return {
    app,
    wire,
    slug,
    consultationId,
    survey,
    fill: (page, other = {}) =>
      page.path.replace(/:(\w+)/g, (_whole, name: string) => {
        const given = other[name]
        if (given !== undefined) return given
        if (name === 'id') return ids.find(([path]) => path.test(page.path))?.[1] ?? 'none'
        if (name === 'consultation' && page.path.startsWith('/paper/preview/')) return consultationId
        if (name === 'version' && !page.path.includes('/record/')) return 'none'
        if (name === 'question' && page.path.includes('/builder/')) return 'role'
        if (name === 'question' && page.path.includes('/survey/')) return 'role'
        return usual[name] ?? 'none'
      }),
    insider: async role => {
      const attacker = wire.attacker()
      const at = app.services.clock()
      const email = `${role}-${randomUUID()}@example.org`
      const account = await addAccount(db, { email, name: `Insider ${role}`, roles: [role], at })
      const link = `/sign-in/link/${await addOneTimeLink(db, account, 'sign-in', at, 1)}`
      const signedIn = await attacker.form(link, '')
      if (signedIn.status !== 303) throw new Error(`Signing in answered ${signedIn.status}`)
      await attacker.token()
      return attacker
    },
    close: async () => {
      await wire.close()
      await app.close()
    },
  }
}

/** Markup that must never come back as it was sent. */
export const markup = '"><enemy-tag onload=alert(1)>\'</textarea></script>'

/** What is wrong with an answer to something hostile; nothing for an answer as it should be. */
export function wrongWith({ status, headers, text }: Answer): string[] {
  const wrong: string[] = []
  if (status >= 500 || status === 0) wrong.push(`broke with ${status}`)
  if (text.includes('<enemy-tag')) wrong.push('echoed markup')
  if (/\bat \S+ \(?(file:|\/|node:)|SQLITE_|syntax error at or near/.test(text))
    wrong.push('told of its inside')
  const policy = headers['content-security-policy'] ?? ''
  if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) wrong.push('weak content policy')
  if (!policy.includes("frame-ancestors 'none'")) wrong.push('can be framed')
  if (!policy.includes("form-action 'self'") || !policy.includes("base-uri 'none'")) wrong.push('open forms')
  if (headers['x-content-type-options'] !== 'nosniff') wrong.push('may be sniffed')
  if (headers['referrer-policy'] !== 'same-origin') wrong.push('tells where from')
  if (headers['x-powered-by'] !== undefined) wrong.push('names its program')
  if (headers['cache-control'] !== 'no-store') wrong.push(`may be kept: ${String(headers['cache-control'])}`)
  for (const cookie of headers['set-cookie'] ?? []) {
    // One that is taken away holds nothing any more.
    if (/; Expires=Thu, 01 Jan 1970/i.test(cookie)) continue
    if (!/; HttpOnly/i.test(cookie)) wrong.push(`a script may read ${cookie.split('=')[0] ?? ''}`)
    if (!/; SameSite=(Lax|Strict)/i.test(cookie)) wrong.push(`other sites send ${cookie.split('=')[0] ?? ''}`)
  }
  const said = String(headers['content-type'])
  if (status >= 400 && !/^(text\/html|application\/json); charset=utf-8/.test(said))
    wrong.push(`said ${said}`)
  if (status >= 400 && said.startsWith('text/html') && !text.includes('<main')) wrong.push('no page of ours')
  const location = headers['location']
  if (location !== undefined && (!location.startsWith('/') || /^\/[/\\]/.test(location)))
    wrong.push(`sent away to ${location}`)
  return wrong
}
