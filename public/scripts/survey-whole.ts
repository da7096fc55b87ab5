// The whole survey on one page becomes one page at a time, with or without a line. Without a script it is one long form.
// What it needs of every page's script comes with it, so that the page weighs less.
import { enhanceChoices, enhanceErrorSummary, preventDoubleClick } from './page/forms.ts'
import { enhanceSkipLink, printDetails } from './page/moving.ts'
import { beginOn } from './survey/begin.ts'
import { WholeSurveyPage } from './survey/whole.ts'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
enhanceChoices()
preventDoubleClick()
enhanceSkipLink()
printDetails()
enhanceErrorSummary()

void beginOn(async (told, store, waiting) => {
  const form = document.querySelector<HTMLFormElement>('form[data-whole]')
  if (form) await new WholeSurveyPage(told, store, waiting, form).begin()
})
