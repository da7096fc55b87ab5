/**
 * What a request to the browser's database answers.
 *
 * @param request - the request
 * @returns its answer
 */
export function answerTo<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result)
    }
    request.onerror = () => {
      reject(request.error ?? new Error('The database did not answer.'))
    }
  })
}

/**
 * Waits until everything of a transaction is kept.
 *
 * @param tx - the transaction
 */
export function kept(tx: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => {
      resolve()
    }
    tx.onabort = tx.onerror = () => {
      reject(tx.error ?? new Error('The database kept nothing.'))
    }
  })
  // Whoever waits for a request of the transaction hears of its failure there.
  done.catch(() => undefined)
  return done
}

/**
 * Lets the browser finish a transaction by itself, though the page that asked for it is left meanwhile.
 *
 * @param tx - the transaction, to which nothing is added any more
 */
export function keepAtOnce(tx: IDBTransaction): void {
  // Browsers of before 2021 wait for the page.
  if ('commit' in tx) tx.commit()
}
