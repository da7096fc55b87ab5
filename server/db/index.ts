export { inTransaction, openDatabase, type Db } from './connection.ts'
export { migrate } from './migrate.ts'
