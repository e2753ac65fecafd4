import { createStore } from '../../aws/store.ts'
import { storeContract } from '../contract/store.ts'
import { openTable } from './table.ts'

storeContract('The store on DynamoDB', async () => {
  const { table, connection, close } = await openTable()
  return {
    store: createStore({ table, connection }),
    reopen: async () => createStore({ table, connection }),
    close,
  }
})
