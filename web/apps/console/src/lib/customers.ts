// The one client around customers.
import { Customers } from '@parlor/api'
import { rest } from './session'

export const customers = new Customers(rest)
