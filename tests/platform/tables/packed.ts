import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

/** A folder for files that a test writes. */
export interface Scratch {
  /** Writes a file and returns its path. */
  file(name: string, content: string | Buffer): Promise<string>
  readonly folder: string
  remove(): Promise<void>
}

/** Makes an empty folder. */
export async function scratch(): Promise<Scratch> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-tables-'))
  return {
    folder,
    async file(name, content) {
      const place = path.join(folder, name)
      await writeFile(place, content)
      return place
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Packs files into a zip file. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const title = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(raw), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(raw.length, 22)
    local.writeUInt16LE(title.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    local.copy(entry, 10, 8, 28)
    entry.writeUInt16LE(title.length, 28)
    entry.writeUInt32LE(offset, 42)
    parts.push(local, title, packed)
    directory.push(entry, title)
    offset += local.length + title.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

type Cell = string | number | null

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Writes an XLSX workbook: words shared, as spreadsheets do; `prefix` as some programs put before every name. */
export function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  prefix = '',
): Buffer {
  const words: string[] = []
  const p = prefix === '' ? '' : `${prefix}:`
  const files: Record<string, string> = {}
  const names = Object.keys(sheets)
  names.forEach((name, at) => {
    const rows = (sheets[name] ?? []).map((cells, y) => {
      const inside = cells.map((cell, x) => {
        const place = `${letters(x)}${y + 1}`
        if (cell === null) return ''
        if (typeof cell === 'number') return `<${p}c r="${place}" s="2"><${p}v>${cell}</${p}v></${p}c>`
        words.push(cell)
        return `<${p}c r="${place}" t="s"><${p}v>${words.length - 1}</${p}v></${p}c>`
      })
      return `<${p}row r="${y + 1}" spans="1:9">${inside.join('')}</${p}row>`
    })
    files[`xl/worksheets/sheet${at + 1}.xml`] =
      `<?xml version="1.0"?><${p}worksheet><${p}sheetData>${rows.join('')}</${p}sheetData></${p}worksheet>`
  })
  const list = names.map(
    (name, at) => `<${p}sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const relations = names.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  const shared = words.map(word => `<${p}si><${p}t xml:space="preserve">${escaped(word)}</${p}t></${p}si>`)
  return zipOf({
    'xl/workbook.xml': `<${p}workbook><${p}sheets>${list.join('')}</${p}sheets></${p}workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<${p}sst>${shared.join('')}</${p}sst>`,
    ...files,
  })
}
