// What planners' and drop-in workers' pages gain beside what every page does.
import { signOutSafely } from './keying/signing-out.ts'
import { enhanceMenu, enhanceTabs } from './page/navigating.ts'
import { enhancePasswords } from './page/passwords.ts'
import { sortTables } from './page/tables.ts'

enhanceMenu()
enhanceTabs()
enhancePasswords()
sortTables()
signOutSafely()
