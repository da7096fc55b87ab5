import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { loadingAtMost } from '../support/demonstration.ts'
import { openStage, type Stage } from '../support/journey.ts'
import { codeComments, publishFindings, readFindings } from './main-journey/analyst.ts'
import { prepareConsultation } from './main-journey/consultation.ts'
import { closes, consultationName, districts, inDays, opened, scenarioName } from './main-journey/facts.ts'
import { answerAcrossTheDeadline, answerInPolish, answerOffline } from './main-journey/other-ways.ts'
import { keyThreeForms } from './main-journey/paper.ts'
import { bringPopulation, drawScenario, goToRoom, rateSites, readNeed } from './main-journey/planner.ts'
import { answerChecks, buildSurveys, publishAfterReview, readTheLog } from './main-journey/publishing.ts'
import {
  answerAndChange,
  answerAndSendTwice,
  answerByKeyboard,
  answerOnNarrowScreen,
  answerWithoutScripts,
  seeWhatChanges,
} from './main-journey/residents.ts'

/** The longest that one step may take, in milliseconds. */
const longest = 600_000

let stage: Stage
let planner: Page
let broken = false
const references: string[] = []

/** A step of the journey. Where one fails, those after it have nothing to stand on. */
function step(name: string, act: () => Promise<void>): void {
  it(
    name,
    async () => {
      if (broken) throw new Error('A step before this one failed')
      broken = true
      try {
        await act()
      } catch (failure) {
        await stage.photographAll(name)
        throw failure
      }
      broken = false
    },
    longest,
  )
}

/** A step in which a resident sends answers and is given a reference. */
function answering(name: string, answer: (stage: Stage) => Promise<string>): void {
  step(name, async () => {
    references.push(await answer(stage))
    expect(references.at(-1)).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{2}$/)
  })
}

beforeAll(async () => {
  stage = await openStage()
  planner = await stage.staff('A planner', ['planner'])
}, loadingAtMost)
afterAll(async () => {
  await stage.close()
})

describe('the main job on the demonstration county', () => {
  step('a planner brings a later year of the population, which takes the place of the earlier', () =>
    bringPopulation(stage, planner),
  )
  step('the planner sorts need, asks for one district, and reads where its figures come from', () =>
    readNeed(planner),
  )
  step('two planners rate sites from evidence, and the matrix shows where they differ', () =>
    rateSites(stage, planner),
  )
  step('the planner draws a scenario of 10 Centres and 12 Zones, sees it live, and publishes it', () =>
    drawScenario(planner),
  )
  step('the planner prepares a consultation for five districts', async () => {
    await goToRoom(planner, 'Consultations')
    await prepareConsultation(planner, {
      name: consultationName,
      scenario: scenarioName,
      districts,
      opensOn: inDays(opened),
      closesOn: inDays(closes),
      session: { venue: 'Hallingford Library', district: 'Hallingford', on: inDays(0) },
    })
  })
  step('an analyst builds the five surveys from the template, and tries them', async () => {
    const analyst = await stage.staff('Bea Builder', ['analyst'])
    await buildSurveys(analyst)
    await analyst.context().close()
  })
  step('the planner answers every check and asks for a review', () => answerChecks(planner))
  step('somebody else publishes it, and its public page says that it is open', () =>
    publishAfterReview(stage, planner),
  )
  step('a resident sees what changes for a postcode, which is in no address', () => seeWhatChanges(stage))
  answering('a resident of Hallingford answers without JavaScript', answerWithoutScripts)
  answering('a resident of Merehaven Coast answers on a narrow screen', answerOnNarrowScreen)
  answering('a resident of Sedgeminster answers with the keyboard alone', answerByKeyboard)
  answering('a resident of South Sedge goes back and changes an answer', answerAndChange)
  answering('a resident of Tarrel Fens sends with a double click', answerAndSendTwice)
  answering('a resident of Tarrel Fens answers in Polish without JavaScript', at => answerInPolish(at, false))
  answering('a resident of Tarrel Fens answers in Polish with it', at => answerInPolish(at, true))
  answering('a resident of South Sedge answers without a connection', at =>
    answerOffline(at, 'South Sedge', 'en'),
  )
  answering('a resident of Sedgeminster answers in Polish without a connection', at =>
    answerOffline(at, 'Sedgeminster', 'pl'),
  )
  step('a drop-in worker prints three forms, keys them by keyboard, and closes the batch', () =>
    keyThreeForms(stage),
  )
  step('an analyst finds 9 online and 3 paper answers, and an export that agrees with the page', () =>
    readFindings(stage),
  )
  step('the analyst gives comments a theme, and it is counted', () => codeComments(stage))
  answering('it closes while two people answer: one still counts, one is told', answerAcrossTheDeadline)
  step('after the last day the findings are published, without small counts', () => publishFindings(stage))
  step('the public log shows it all', () => readTheLog(stage))
  step('nobody met an error, and everybody has a reference of their own', () => {
    expect(stage.troubles).toEqual([])
    expect(new Set(references).size).toBe(10)
    return Promise.resolve()
  })
})
