// What every page gains from a script. Each page works without it.
import { countCharacters } from './page/character-count.ts'
import {
  enhanceChoices,
  enhanceErrorSummary,
  enhanceNotices,
  enhancePasswords,
  pressLinksWithSpace,
  preventDoubleClick,
} from './page/forms.ts'
import { enhanceSkipLink, printDetails } from './page/moving.ts'
import { reachWideTables, sortTables } from './page/tables.ts'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
enhanceChoices()
enhancePasswords()
countCharacters()
preventDoubleClick()
pressLinksWithSpace()
enhanceSkipLink()
sortTables()
reachWideTables()
printDetails()
enhanceErrorSummary()
enhanceNotices()
