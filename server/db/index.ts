export { inTransaction, openDatabase, type Db } from './connection.ts'
export { insertRows } from './insert-rows.ts'
export { migrate } from './migrate.ts'
export { inSharedTransaction } from './together.ts'
