import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { checkDocument } from '../../server/platform/documents/check-document.ts'
import { safeFileName } from '../../server/platform/documents/file-name.ts'
import { zipOf } from './tables/packed.ts'
import { aJpeg, aPdf, aPng, aWordDocument, anOpenText } from '../support/documents.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-documents-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function check(name: string, content: Buffer | string) {
  const file = path.join(folder, 'file')
  await writeFile(file, content)
  return checkDocument(file, name)
}

describe('a document that is taken', () => {
  it('is told by its contents', async () => {
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    for (const [name, content, mediaType] of [
      ['Full.pdf', aPdf(), 'application/pdf'],
      ['Full.PDF', aPdf('/URI (https://example.org)'), 'application/pdf'],
      ['Plan.docx', aWordDocument(), word],
      ['Plan.odt', anOpenText(), 'application/vnd.oasis.opendocument.text'],
      ['Map.png', aPng(), 'image/png'],
      ['Map.jpg', aJpeg(), 'image/jpeg'],
      ['Words.txt', 'Zażółć gęślą jaźń, 2 < 3\n', 'text/plain'],
      ['Figures.csv', 'place,children\nAlder,12\n', 'text/csv'],
    ] as const) {
      expect([name, await check(name, content)]).toEqual([name, { ok: true, mediaType }])
    }
  })
})

describe('a document that is refused', () => {
  const refused = async (name: string, content: Buffer | string, because: RegExp): Promise<void> => {
    const checked = await check(name, content)
    expect([name, checked.ok]).toEqual([name, false])
    expect(checked.ok ? '' : checked.sentence).toMatch(because)
  }

  it('is empty, a program, a web page, a drawing with scripts, or a script under another name', async () => {
    await refused('a.pdf', '', /empty/)
    await refused('a.pdf', Buffer.from('MZ\u0090\u0000'.padEnd(300, '\0'), 'latin1'), /can’t be/)
    await refused('a.pdf', Buffer.from(`\u007fELF${'\0'.repeat(60)}`, 'latin1'), /can’t be/)
    await refused('a.pdf', '#!/bin/sh\nrm -rf /\n', /script/)
    await refused('a.txt', '#!/bin/sh\nrm -rf /\n', /script/)
    await refused('a.txt', '<!doctype html><script>alert(1)</script>', /web page/)
    await refused('a.txt', '  <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">', /drawing/)
    await refused('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', /drawing/)
    await refused('a.txt', '<?xml version="1.0"?><x/>', /can’t be/)
    await refused('a.txt', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x80]), /can’t be|not what/)
    await refused('a.pdf', 'Only words', /not what its name says/)
    await refused('a.html', 'Only words', /not what its name says/)
    await refused('a.exe', aPdf(), /not what its name says/)
    await refused('a', aPdf(), /not what its name says/)
  })

  it('is a PDF with something that runs, that is locked, cut off, or something else as well', async () => {
    await refused('a.pdf', aPdf('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'), /script/)
    await refused('a.pdf', aPdf('/AA << /S /J#61vaScript >>'), /script/)
    await refused('a.pdf', aPdf('/S /Launch /F (cmd.exe)'), /script/)
    await refused('a.pdf', aPdf('/EmbeddedFiles 9 0 R'), /another file/)
    await refused('a.pdf', aPdf('/Encrypt 5 0 R'), /locked/)
    await refused('a.pdf', '%PDF-1.7\n1 0 obj << >> endobj', /end is missing/)
    await refused('a.pdf', Buffer.concat([aPdf(), zipOf({ 'a.txt': 'x' })]), /after the end/)
    await refused('a.pdf', Buffer.concat([aPdf(), Buffer.from('<script>alert(1)</script>')]), /after the end/)
    await refused(
      'a.pdf',
      `%PDF-1.4\n<html><script>alert(1)</script>\n${aPdf().toString('latin1')}`,
      /web page/,
    )
    const packed = deflateSync(Buffer.from('<< /S /JavaScript /JS (1) >>'))
    const objects = Buffer.concat([
      Buffer.from(
        `%PDF-1.7\n1 0 obj << /Type /ObjStm /Filter /FlateDecode /Length ${packed.length} >> stream\n`,
      ),
      packed,
      Buffer.from('\nendstream endobj\n%%EOF\n'),
    ])
    await refused('a.pdf', objects, /script/)
  })

  it('is a picture with something after its end, or with a page in it', async () => {
    await refused('a.png', Buffer.concat([aPng(), Buffer.from('<script>alert(1)</script>')]), /after the end/)
    await refused('a.png', Buffer.concat([aPng(), zipOf({ a: 'x' })]), /after the end/)
    await refused('a.jpg', Buffer.concat([aJpeg(), Buffer.from('PK')]), /after the end/)
    await refused('a.jpg', aJpeg('<script>alert(1)</script>'), /web page/)
    await refused('a.png', aPng().subarray(0, 30), /damaged/)
    await refused('a.jpg', aPng(), /not what its name says/)
  })

  it('is a document with macros, programs, parts from elsewhere, or a bomb', async () => {
    await refused('a.docx', aWordDocument({ 'word/vbaProject.bin': 'x' }), /macros/)
    await refused('a.docx', aWordDocument({ 'word/embeddings/oleObject1.bin': 'x' }), /macros/)
    await refused('a.docx', aWordDocument({ 'run.exe': 'x' }), /program/)
    await refused(
      'a.docx',
      aWordDocument({
        'word/_rels/settings.xml.rels':
          '<Relationships><Relationship Id="1" Type="http://x/attachedTemplate" Target="https://example.org/t.dotm" TargetMode="External"/></Relationships>',
      }),
      /fetches/,
    )
    await refused(
      'a.docx',
      aWordDocument({ 'word/footer.xml': '<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>' }),
      /fetches/,
    )
    await refused(
      'a.docx',
      aWordDocument({ 'word/styles.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
      /put together/,
    )
    await refused('a.docx', aWordDocument({ 'word/media/big.png': Buffer.alloc(30_000_000) }), /far more/)
    await refused('a.docm', aWordDocument(), /not what its name says/)
    await refused('a.odt', anOpenText({ 'Basic/Standard/Module1.xml': '<x/>' }), /macros/)
    await refused('a.zip', zipOf({ 'a.txt': 'x' }), /zip file/)
    await refused('a.docx', Buffer.concat([aWordDocument(), Buffer.from('<script>')]), /after its end/)
    await refused('a.docx', aWordDocument().subarray(0, 200), /after its end|damaged/)
  })
})

describe('a file’s name', () => {
  it('is a name alone, whatever its sender called it', () => {
    expect(safeFileName('../../etc/passwd')).toBe('passwd')
    expect(safeFileName('C:\\temp\\Full document.pdf')).toBe('Full document.pdf')
    expect(safeFileName('a.pdf\r\nContent-Type: text; x="y"')).toBe('a.pdfContent-Type text x=y')
    expect(safeFileName('fdp.\u202efdp.exe')).toBe('fdp.fdp.exe')
    expect(safeFileName('...')).toBe('document')
    expect(safeFileName('')).toBe('document')
    expect(safeFileName(`${'ż'.repeat(300)}.pdf`)).toBe(`${'ż'.repeat(96)}.pdf`)
  })
})
