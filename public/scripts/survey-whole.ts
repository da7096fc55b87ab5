// The whole survey on one page becomes one page at a time, with or without a line. Without a script it is one long form.
import { beginOn } from './survey/begin.ts'
import { WholeSurveyPage } from './survey/whole.ts'

void beginOn(async (told, store, waiting) => {
  const form = document.querySelector<HTMLFormElement>('form[data-whole]')
  if (form) await new WholeSurveyPage(told, store, waiting, form).begin()
})
