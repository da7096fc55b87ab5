import { crc32, deflateSync } from 'node:zlib'
import { zipOf } from '../platform/tables/packed.ts'

/** A PDF of one empty page; `more` stands in its catalogue. */
export function aPdf(more = ''): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${more} >>\nendobj\n` +
      '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n' +
      'xref\n0 4\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n9\n%%EOF\n',
    'latin1',
  )
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const part = Buffer.alloc(8 + body.length)
  part.writeUInt32BE(content.length, 0)
  body.copy(part, 4)
  part.writeUInt32BE(crc32(body), 4 + body.length)
  return part
}

/** A picture of one white dot. */
export function aPng(): Buffer {
  const about = Buffer.alloc(13)
  about.writeUInt32BE(1, 0)
  about.writeUInt32BE(1, 4)
  about.writeUInt8(8, 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', about),
    chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The frame of a JPEG picture with a comment. */
export function aJpeg(comment = 'a comment'): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(comment.length + 2)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
    Buffer.from('JFIF\u0000\u0001\u0001\u0000\u0000\u0001\u0000\u0001\u0000\u0000', 'latin1'),
    Buffer.from([0xff, 0xfe]),
    length,
    Buffer.from(comment, 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** A Word document of one sentence, with further parts. */
export function aWordDocument(more: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  return zipOf({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships><Relationship Id="1" Type="http://x/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>',
    'word/document.xml': '<?xml version="1.0"?><w:document><w:t>What we propose</w:t></w:document>',
    ...more,
  })
}

/** An OpenDocument text of one sentence, with further parts. */
export function anOpenText(more: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml':
      '<?xml version="1.0"?><office:document-content><office:scripts/><text:p>What we propose</text:p></office:document-content>',
    ...more,
  })
}
