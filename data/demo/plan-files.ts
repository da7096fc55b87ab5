import { appraise } from './appraisal.ts'
import { consultation } from './consultation.ts'
import { consultationUpdates } from './consultation-updates.ts'
import { surveyQuestions } from './survey-questions.ts'
import { takingPart } from './taking-part.ts'
import { alternativeScenario, proposedScenario } from './scenarios.ts'
import type { DemonstrationSite } from './sites.ts'
import type { WrittenFile } from './written-file.ts'

/** What the council itself rates, plans and asks: `council/appraisal.json`, its two scenarios and its consultation. */
export function planFiles(sites: readonly DemonstrationSite[], seed: number): WrittenFile[] {
  const proposal = proposedScenario(sites)
  const opened = new Set(proposal.fates.map(({ site }) => site))
  const venues = sites.filter(({ reference, centre }) => centre === null && opened.has(reference))
  const documents: Readonly<Record<string, unknown>> = {
    appraisal: appraise(
      sites,
      venues.map(({ reference }) => reference),
      seed,
    ),
    scenario: proposal,
    'scenario-alternative': alternativeScenario(sites),
    consultation: consultation(sites),
    'survey-questions': surveyQuestions,
    'consultation-updates': consultationUpdates,
    'taking-part': takingPart,
  }
  return Object.entries(documents).map(([name, document]) => ({
    name: `council/${name}.json`,
    content: `${JSON.stringify(document, null, 1)}\n`,
    encoding: 'utf8',
  }))
}
