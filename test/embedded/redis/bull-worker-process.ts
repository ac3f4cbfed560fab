// A Bull worker in a process of its own: argv is the address and the name of the queue.
import { openQueue } from './open-queue.js';

const [url = '', name = ''] = process.argv.slice(2);
const { queue } = openQueue(url, name);
void queue.process(5, async ({ data }) => ({ pid: process.pid, twice: data.n * 2 }));
