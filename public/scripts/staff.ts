// What planners' and drop-in workers' pages gain beside what every page does.
import { removeWhenSigningOut } from './keying/device.ts'
import { enhanceMenu, enhanceTabs } from './page/navigating.ts'
import { enhancePasswords } from './page/passwords.ts'
import { sortTables } from './page/tables.ts'

enhanceMenu()
enhanceTabs()
enhancePasswords()
sortTables()
removeWhenSigningOut()
