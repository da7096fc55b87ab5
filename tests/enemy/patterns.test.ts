import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../../server/platform/paths.ts'

/** Whether a repeated group repeats something inside that has no end: such patterns may take for ever. */
function nested(pattern: string): boolean {
  const unbounded = /^(?:[*+]|\{\d*,\})/
  const inside: boolean[] = [false]
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at)
    let group = false
    if (letter === '\\') {
      at += 1
      if (/^[pP]\{/.test(pattern.slice(at))) at = pattern.indexOf('}', at)
    } else if (letter === '[') {
      at += 1
      while (pattern.charAt(at) !== ']') at += pattern.charAt(at) === '\\' ? 2 : 1
    } else if (letter === '(') {
      inside.push(false)
      continue
    } else if (letter === ')') {
      group = inside.pop() ?? false
    } else if ('*+?{|^$'.includes(letter)) continue
    if (!unbounded.test(pattern.slice(at + 1))) {
      if (group) inside[inside.length - 1] = true
      continue
    }
    if (group) return true
    inside[inside.length - 1] = true
  }
  return false
}

function patternsIn(folder: string): { file: string; pattern: string }[] {
  return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => {
      const name = path.join(folder, file)
      const source = ts.createSourceFile(
        name,
        readFileSync(path.join(projectRoot, name), 'utf8'),
        ts.ScriptTarget.ESNext,
        true,
      )
      const found: { file: string; pattern: string }[] = []
      const look = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const pattern = node.text.slice(1, node.text.lastIndexOf('/'))
          found.push({ file: name, pattern })
        }
        ts.forEachChild(node, look)
      }
      look(source)
      return found
    })
}

/** Looked at one by one: what stands between the repetitions is none of what is repeated, so that there is one way only. */
const oneWayOnly: readonly string[] = [
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  '^[a-z0-9]+(?:-[a-z0-9]+)*(?:--[a-zA-Z0-9][a-zA-Z0-9._-]*)?$',
]

describe('patterns', () => {
  it('are told apart', () => {
    for (const bad of ['(a+)+', '^(\\w*\\s?)*$', '(?:[a-z]+)*x', '((?:ab*)c)+', '(a{2,})*'])
      expect([bad, nested(bad)]).toEqual([bad, true])
    for (const good of ['(ab)+', 'a+b*', '(a+)?', '[(a+)]+', '\\(a+\\)+', '(a+){2}', '\\p{L}+'])
      expect([good, nested(good)]).toEqual([good, false])
  })

  it.each(['server', 'public/scripts'])('in %s take no longer than their text does', folder => {
    const all = patternsIn(folder)
    expect(all.length).toBeGreaterThan(5)
    const wrong = all.filter(({ pattern }) => nested(pattern) && !oneWayOnly.includes(pattern))
    expect(wrong).toEqual([])
  })
})
