import { Tickets } from '#platform/tickets';
import { TEST_SECRET } from '#testing';
import { FileAddresses } from '../../apps/order/src/files/file-addresses.service.js';

/** Addresses of files at a door that is not there. */
export const someAddresses = (): FileAddresses => new FileAddresses(new Tickets(TEST_SECRET), { publicUrl: 'http://files.example' });
