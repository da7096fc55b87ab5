import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { actionKinds, consultationKinds, kindOf } from '../../server/accounts/action-kinds.ts'
import { projectRoot } from '../../server/platform/paths.ts'

describe('kinds of what is done', () => {
  it('keep apart what is changed in a draft, added to what is public, and sent to subscribers', () => {
    const kind = (action: string): string => kindOf(consultationKinds, action)
    expect(kind('consultation.changed')).toBe('Texts, districts and places')
    expect(kind('consultation.updated')).toBe('Documents, drop-in sessions and answered questions')
    expect(kind('consultation.update-sent')).toBe('Questions, ideas, updates and the pledge')
    expect(kind('consultation.correction-begun')).toBe('Corrections')
    expect(kind('site.rated')).toBe('Other')
    expect(kindOf(actionKinds, 'site.rated')).toBe('Sites')
  })

  it('have words for every action that the product records', () => {
    const server = path.join(projectRoot, 'server')
    const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.ts'),
    )
    const actions = files.flatMap(name =>
      [...readFileSync(path.join(server, name), 'utf8').matchAll(/action: '([a-z-]+\.[a-z-]+)'/g)].map(
        ([, action = '']) => action,
      ),
    )
    expect(actions.length).toBeGreaterThan(80)
    expect(actions.filter(action => kindOf(actionKinds, action) === 'Other')).toEqual([])
  })
})
