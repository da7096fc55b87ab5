import type { CountyRule } from '../../model/siting/county-plan-problem.ts'

const plain: Readonly<Record<CountyRule, string>> = {
  centres: 'the number of Centres',
  zones: 'the number of Zones',
  mustBeCentre: 'the sites that must be a Centre',
  mustBeUsed: 'the sites that must be a Centre or a Zone',
  mustNotBeUsed: 'the sites that must not be used, and those that fail a criterion they must meet',
  together: 'the sites that are used all or none',
  districts: 'at least one Centre in every district',
  deprived: 'the share of Centres in the most deprived 30%',
  budget: 'the least saving each year',
  worse: 'how many children may be worse off',
  unlike: 'that it differs from the other plans',
  reach: 'a way from every family to some place',
}

/**
 * Names a rule of a request in words.
 *
 * @param key - the rule's key
 * @returns such as `at least one Centre in every district`
 */
export function ruleInWords(key: string): string {
  return (plain as Readonly<Record<string, string>>)[key] ?? key
}
