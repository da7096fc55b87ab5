import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { buildFindings } from '../../server/findings/build-findings.ts'
import type { Findings } from '../../server/findings/findings.ts'
import { findingsHeading, findingsRows } from '../../server/findings/findings-rows.ts'
import { shownTable } from '../../server/findings/findings-page.ts'
import { renderView } from '../views/support.ts'
import { format } from '../../server/platform/format.ts'
import { inputOf } from './input.ts'
import { outsiderLearns, tablesOnPage, type Shown } from './outsider.ts'
import { anyAnswers } from './any-answers.ts'
import { anyKinds } from './any-kinds.ts'
import { kindsDefinition } from './kinds-definition.ts'
import { outsiderLearnsOfKinds } from './outsider-of-kinds.ts'

async function onPage(findings: Findings): Promise<Shown> {
  const html = await renderView('findings/tables', {
    shownTables: findings.tables.map(table => shownTable(table)),
    f: format,
  })
  return tablesOnPage(html)
}

/** What an export says, in the shape of what a page says. */
function inExport(findings: Findings): Shown {
  const shown = new Map<string, Map<string, Map<string, number | null>>>()
  const titles = new Map(findings.tables.map(table => [`${table.title} ${table.placeName}`, table.id]))
  for (const row of findingsRows(findings, []).slice(1)) {
    const cell = (name: (typeof findingsHeading)[number]): string =>
      String(row[findingsHeading.indexOf(name)] ?? '')
    const id = titles.get(`${cell('Question')} ${cell('Place')}`) ?? ''
    const table = shown.get(id) ?? new Map<string, Map<string, number | null>>()
    shown.set(id, table)
    const counts = table.get(cell('Row')) ?? new Map<string, number | null>()
    table.set(cell('Row'), counts)
    counts.set(cell('Column'), cell('Count') === 'not shown' ? null : Number(cell('Count')))
  }
  return shown
}

describe('what the public is shown', () => {
  it('lets nobody work out a small count by adding and subtracting', () => {
    fc.assert(
      fc.property(anyAnswers, all => {
        const findings = buildFindings(inputOf(all), 'public')
        expect(outsiderLearns(inExport(findings), all)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('lets nobody work out who gave which number, day, order or file, who was helped, or for whom they answered', () => {
    fc.assert(
      fc.property(anyKinds, all => {
        const findings = buildFindings(inputOf(all, {}, kindsDefinition), 'public')
        expect(outsiderLearnsOfKinds(inExport(findings), all)).toEqual([])
        expect(findings.tables.filter(table => /\.numbers\.|language|signal/.test(table.id))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('is the same on the page and in the export, for the public and for staff', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAnswers,
        fc.constantFrom('public' as const, 'staff' as const),
        async (all, audience) => {
          const findings = buildFindings(inputOf(all), audience)
          expect(await onPage(findings)).toEqual(inExport(findings))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('does not depend on the order in which answers came', () => {
    fc.assert(
      fc.property(anyAnswers, fc.infiniteStream(fc.nat()), (all, keys) => {
        const order = all
          .map(one => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
        const shuffled = buildFindings(inputOf(order.map(({ one }) => one)), 'public')
        expect(shuffled).toEqual(buildFindings(inputOf(all), 'public'))
      }),
      { numRuns: 25 },
    )
  })
})
