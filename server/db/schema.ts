import type { AccountsTables } from './tables/accounts.ts'
import type { AppraisalTables } from './tables/appraisal.ts'
import type { ConsultationsTables } from './tables/consultations.ts'
import type { CountyTables } from './tables/county.ts'
import type { FindingsTables } from './tables/findings.ts'
import type { JobsTables } from './tables/jobs.ts'
import type { MailTables } from './tables/mail.ts'
import type { PaperTables } from './tables/paper.ts'
import type { ScenariosTables } from './tables/scenarios.ts'
import type { SitesTables } from './tables/sites.ts'
import type { SuggestionsTables } from './tables/suggestions.ts'
import type { SurveysTables } from './tables/surveys.ts'
import type { TakingPartTables } from './tables/taking-part.ts'
import type { TranslationsTables } from './tables/translations.ts'
import type { TravelTables } from './tables/travel.ts'

/** Every table, room by room. */
export interface Schema
  extends
    AccountsTables,
    JobsTables,
    MailTables,
    CountyTables,
    SitesTables,
    TravelTables,
    AppraisalTables,
    ScenariosTables,
    SuggestionsTables,
    ConsultationsTables,
    TakingPartTables,
    TranslationsTables,
    SurveysTables,
    PaperTables,
    FindingsTables {}
