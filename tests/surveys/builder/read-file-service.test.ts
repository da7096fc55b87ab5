import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readQuestionFile, type ReadQuestions } from '../../../server/surveys/builder/read-file-service.ts'
import { scratch, workbookOf, zipOf, type Scratch } from '../../platform/tables/packed.ts'

interface SheetOf {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
  readonly state?: string
  readonly merged?: readonly string[]
  /** A cell as it stands in the file, in the place of the text of the same words. */
  readonly raw?: Readonly<Record<string, string>>
}

/** A workbook with what `workbookOf` has not: hidden sheets, merged cells and cells of any type. */
function book(...sheets: readonly SheetOf[]): Buffer {
  const letter = (x: number): string => String.fromCharCode(65 + x)
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook><sheets>${sheets.map((sheet, at) => `<sheet name="${sheet.name}" sheetId="${at + 1}"${sheet.state === undefined ? '' : ` state="${sheet.state}"`} r:id="r${at}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map((_sheet, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`).join('')}</Relationships>`,
  }
  sheets.forEach(({ rows, merged = [], raw = {} }, at) => {
    const lines = rows.map(
      (cells, y) =>
        `<row r="${y + 1}">${cells.map((cell, x) => raw[cell] ?? `<c r="${letter(x)}${y + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    )
    files[`xl/worksheets/sheet${at}.xml`] =
      `<worksheet><sheetData>${lines.join('')}</sheetData>${merged.length === 0 ? '' : `<mergeCells>${merged.map(range => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`}</worksheet>`
  })
  return zipOf(files)
}

describe('reading a file of questions', () => {
  let folder: Scratch
  beforeAll(async () => {
    folder = await scratch()
  })
  afterAll(() => folder.remove())
  const read = async (content: string | Buffer): Promise<ReadQuestions> =>
    readQuestionFile(await folder.file('questions', content))
  const asked = ({ plan }: ReadQuestions): string[] | undefined =>
    plan?.pages.flatMap(page => page.questions).map(question => question.text)
  const why = ({ rows }: ReadQuestions): string[] => rows.map(row => row.refused).filter(Boolean)
  const failure = async (content: string | Buffer): Promise<string> =>
    read(content).then(
      () => '',
      (error: unknown) => (error as Error).message,
    )

  it('takes the sheet that is shown and has the heading, and says what it left', async () => {
    const workbook = book(
      { name: 'Secret', state: 'hidden', rows: [['question'], ['Hidden?']] },
      { name: 'Deeper', state: 'veryHidden', rows: [['question'], ['Deeper?']] },
      { name: 'Notes', rows: [['These are notes'], ['and more']] },
      { name: 'Empty', rows: [] },
      {
        name: 'Questions',
        rows: [
          ['kind', 'question'],
          ['text', 'Shown?'],
        ],
      },
    )
    const result = await read(workbook)
    expect(asked(result)).toEqual(['Shown?'])
    expect(result.rows.slice(1).map(row => row.where)).toEqual([
      'Sheet “Notes”',
      'Hidden sheet “Secret”',
      'Hidden sheet “Deeper”',
    ])
  })

  it('says which columns it left, and why', async () => {
    const left = async (csv: string): Promise<string[]> =>
      (await read(csv)).rows.filter(row => row.left).map(row => `${row.where}. ${row.read}`)
    expect(await left('question,kind,Notes for us,,kind\nWhy?,text,ask Ann,loose,text\n')).toEqual([
      'Column 3, “Notes for us”. Not read: this heading is not known',
      'Column 4. Not read: it has no heading',
      'Column 5, “kind”. Not read: this heading stands in an earlier column too',
    ])
    expect(await left('question,kind,\nWhy?,text,\n')).toEqual([])
    expect(await left('id,text\n1,Why?\n')).toEqual([
      'Every column but the first. Not read: the first row has no heading “question”',
    ])
    expect(await left('Why?\nWhere?\n')).toEqual([])
  })

  it('refuses merged cells that go over several rows, and names them', async () => {
    const rows = [
      ['page', 'question'],
      ['Bus', 'How often?'],
      ['', 'Why?'],
    ]
    const merged = await read(book({ name: 'S', rows, merged: ['A2:A3', 'D1:F1'] }))
    expect(merged.plan).toBeNull()
    expect(why(merged)).toEqual([
      'has merged cells (A2:A3): take them apart and write into each row what belongs to it',
    ])
    expect(asked(await read(book({ name: 'S', rows, merged: ['D1:F1', 'A40:A60'] })))).toHaveLength(2)
  })

  it('reads dates as spreadsheets store them, ticks and numbers', async () => {
    const rows = [
      ['question', 'kind', 'minimum', 'maximum', 'required'],
      ['When?', 'date', 'serial', '31/12/2026', 'tick'],
      ['How many?', 'number', 'five', '12', ''],
    ]
    const raw = {
      serial: '<c r="C2" s="3"><v>46108</v></c>',
      five: '<c r="C3"><v>5</v></c>',
      tick: '<c r="E2" t="b"><v>1</v></c>',
    }
    const result = await read(book({ name: 'S', rows, raw }))
    expect(result.plan?.pages.flatMap(page => page.questions)).toMatchObject([
      { earliest: '2026-03-27', latest: '2026-12-31', required: true },
      { minimum: 5, maximum: 12, required: false },
    ])
    expect(result.rows[0]?.read).toContain('from 2026-03-27, up to 2026-12-31, has to be answered')
  })

  it('keeps formulas, errors and entities for the text that stands there', async () => {
    const rows = [['question'], ['formula'], ['error'], ['entity']]
    const raw = {
      formula: '<c r="A2" t="str"><f>HYPERLINK("http://evil.example","x")</f><v>=1+1</v></c>',
      error: '<c r="A3" t="e"><v>#REF!</v></c>',
      entity: '<c r="A4" t="inlineStr"><is><t>&lol;&#x202e;&lt;b&gt;</t></is></c>',
    }
    expect(asked(await read(book({ name: 'S', rows, raw })))).toEqual(['=1+1', '#REF!', '&lol;<b>'])
  })

  const text = 'question;kind\nWas fällt weg?;text\nEin Café?;text\n'
  const windows = Buffer.from(text, 'latin1')
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  const bigEndian = Buffer.from(utf16).swap16()
  const encodings: Record<string, Buffer> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with its mark': Buffer.from(`\ufeff${text}`),
    'Windows-1252': windows,
    'UTF-16': utf16,
    'UTF-16 from the other end': bigEndian,
    tabs: Buffer.from(text.replaceAll(';', '\t')),
    'line ends of old Macs': Buffer.from(text.replaceAll('\n', '\r')),
  }
  for (const [name, content] of Object.entries(encodings)) {
    it(`reads semicolons and letters written as ${name}`, async () => {
      expect(asked(await read(content))).toEqual(['Was fällt weg?', 'Ein Café?'])
    })
  }

  it('says what to do with a text of which nobody knows how it is written', async () => {
    expect(await failure(Buffer.from(text, 'utf16le'))).toContain(
      'Save the questions from your spreadsheet as CSV or XLSX',
    )
  })

  const farAway = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>question</t></is></c></row><row r="900000"><c r="XFD900000" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`
  const parts = (sheet: string | Buffer, more: Record<string, string | Buffer> = {}): Buffer =>
    zipOf({
      'xl/workbook.xml': '<workbook><sheets><sheet name="S" sheetId="1" r:id="r0"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r0" Target="worksheets/sheet0.xml"/></Relationships>',
      'xl/worksheets/sheet0.xml': sheet,
      ...more,
    })
  const harmful: Record<string, [content: string | Buffer, says: string]> = {
    'a sheet that unpacks without end': [
      parts(Buffer.alloc(60_000_000, '<row>')),
      'Copy the questions into a new workbook',
    ],
    'words that unpack without end': [
      parts('<worksheet/>', { 'xl/sharedStrings.xml': Buffer.alloc(60_000_000, '<si><t>x</t></si>') }),
      'Copy the questions into a new workbook',
    ],
    'thousands of parts': [
      zipOf(Object.fromEntries(Array.from({ length: 2100 }, (_, at) => [`${at}.csv`, 'question']))),
      'Copy the questions into a new workbook',
    ],
    'a cell in the last corner': [parts(farAway), 'far below and far to the right'],
    'a row without end': [
      parts(
        `<worksheet><sheetData><row r="1">${Array.from({ length: 700_000 }, (_, at) => `<c>${(at * 7919) % 1_000_003}</c>`).join('')}`,
      ),
      'as XLSX',
    ],
    'a workbook cut off': [workbookOf({ S: [['question'], ['Q?']] }).subarray(0, 300), 'once more, as XLSX'],
    'a workbook without sheets': [zipOf({ 'xl/workbook.xml': '<workbook/>' }), 'once more, as XLSX'],
    'an old workbook': [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'as CSV or XLSX'],
    'a quoted cell that never ends': ['question\n"Never?\nReally?', 'once more, as XLSX'],
  }
  for (const [what, [content, says]] of Object.entries(harmful)) {
    it(`refuses ${what}, and says what to do`, async () => {
      expect(await failure(content)).toContain(says)
    })
  }

  it('refuses a workbook whose words are wider than any survey', async () => {
    const wide = Array.from({ length: 60 }, (_, at) => `c${at}`)
    expect(await failure(workbookOf({ S: [['question', ...wide]] }))).toContain('50 columns')
  })

  const conditionsInCircle = JSON.stringify({
    format: 'doorstep-survey/1',
    title: 'T',
    pages: ['a', 'b', 'c'].map((key, at) => ({
      key,
      title: key,
      condition: { questionKey: ['b', 'c', 'a'][at], has: 'any of', values: ['yes'] },
      questions: [
        {
          key,
          kind: 'one',
          text: key,
          required: false,
          options: [
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ],
        },
      ],
    })),
    equality: [],
  })
  it('takes what can be mended here, such as conditions in a circle, and refuses what cannot', async () => {
    expect((await read(conditionsInCircle)).plan?.pages).toHaveLength(3)
    const table = 'key,question,options,condition\na,A?,Yes|No,b = Yes\nb,B?,Yes|No,a = Yes\n'
    expect(why(await read(table))).toEqual([
      'The condition “b = Yes” names no question of an earlier row: write key = answer | answer',
      'The condition “a = Yes” names no question of an earlier row: write key = answer | answer',
    ])
  })
})
