// What every page gains from a script. Each page works without it.
import { countCharacters } from './page/character-count.ts'
import {
  enhanceChoices,
  enhanceErrorSummary,
  enhanceNotices,
  pressLinksWithSpace,
  preventDoubleClick,
} from './page/forms.ts'
import { enhanceSkipLink, printDetails } from './page/moving.ts'
import { reachWideTables } from './page/wide-tables.ts'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
enhanceChoices()
countCharacters()
preventDoubleClick()
pressLinksWithSpace()
enhanceSkipLink()
reachWideTables()
printDetails()
enhanceErrorSummary()
enhanceNotices()
