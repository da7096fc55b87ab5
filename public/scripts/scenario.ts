import { keepChoices } from './scenario/choices.ts'

// A scenario's page: each choice is saved as it is made, and the figures and the map follow. Without this script the
// form has a button that does the same.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-module="app-scenario"]')) {
  keepChoices(form)
}
