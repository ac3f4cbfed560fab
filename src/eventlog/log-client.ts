import { EventStoreDBClient } from '@eventstore/db-client';
import { guardWriteQueue } from './write-queue-guard.js';

guardWriteQueue();

/**
 * Connects to the log. A process must use one client object for all its appends (the client keeps one table of pending
 * appends per process) and another one for subscriptions. Connecting is lazy: a server that is down shows at first use.
 */
export const connectLog = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

export type LogClient = EventStoreDBClient;
