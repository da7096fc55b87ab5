// What planners' and drop-in workers' pages gain beside what every page does.
import { enhanceMenu, enhanceTabs } from './page/navigating.ts'

enhanceMenu()
enhanceTabs()
