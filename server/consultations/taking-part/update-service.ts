import { queueLetters, recordAction, type Actor } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { speakerIn, type Speaker } from '../../platform/speaker.ts'
import { bookFor } from '../translations/book-service.ts'
import { findTranslationHashes } from '../translations/translation-repository.ts'
import { addStopLinks, confirmedSubscribers } from './subscription-repository.ts'
import { updateLetter } from './update-letters.ts'
import { countLetters, markPublished } from './update-repository.ts'

/**
 * Makes an update public and puts a letter to each confirmed subscriber into the outbox, all of it or nothing. Asked
 * twice, it is done once.
 *
 * @param db - the database
 * @param consultation - id, name and part of the address
 * @param id - the update
 * @param actor - who does it
 * @param how - now, and where people reach the product
 * @returns to how many it was sent; null when it was public before, or there is none
 */
export function publishUpdate(
  db: Db,
  consultation: { readonly id: string; readonly name: string; readonly slug: string },
  id: string,
  actor: Actor,
  { at, publicUrl }: { at: Date; publicUrl: string },
): Promise<number | null> {
  return inTransaction(db, async tx => {
    const update = await markPublished(tx, consultation.id, id, at)
    if (update === null) return null
    const subscribers = await confirmedSubscribers(tx, consultation.id)
    const tokens = await addStopLinks(tx, subscribers, at)
    const speakers = new Map<string, Speaker>()
    const translated = { id: consultation.id, translations: await findTranslationHashes(tx, consultation.id) }
    for (const language of new Set(subscribers.map(subscriber => subscriber.language)))
      speakers.set(language, speakerIn(language).reading(await bookFor(tx, translated, language)))
    const page = `${publicUrl}/consultations/${consultation.slug}/updates`
    await queueLetters(
      tx,
      subscribers.map(subscriber => {
        const link = `${page}/stop/link/${tokens.get(subscriber.id) ?? ''}`
        const speaker = speakers.get(subscriber.language) ?? speakerIn('en')
        const { title, body } = update
        return {
          ...updateLetter(speaker, {
            consultation: speaker.plain(consultation.name),
            title,
            body,
            page,
            link,
          }),
          to: subscriber.email,
          purpose: 'Update to subscribers',
          at,
          unsubscribeUrl: link,
          about: subscriber.id,
          once: `update ${id} to ${subscriber.id}`,
        }
      }),
    )
    await countLetters(tx, id, subscribers.length)
    await recordAction(tx, actor, {
      action: 'consultation.update-sent',
      consultation: consultation.id,
      summary: `Published the update “${update.title}” and sent it to ${subscribers.length} subscribers`,
      at,
    })
    return subscribers.length
  })
}
