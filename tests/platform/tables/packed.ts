import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { zipOf as zipOfFiles } from '../../../server/platform/tables/zip.ts'

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
  return zipOfFiles(Object.entries(files).map(([name, content]) => ({ name, content })))
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
