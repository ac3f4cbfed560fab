// A process of its own that carries out one order and prints the answer.
// node carry-out-order.js LOG_URL FOLDER ORDER_AS_JSON. With AIDESIGN_FAULT it kills itself on the way.
import { connectWriteSide } from '#test/support/process-stores.js';
import { carryOut, type Order } from './orders.js';

const [url = '', folder = '', order = ''] = process.argv.slice(2);
const side = await connectWriteSide(url, folder);
const answer = await carryOut(side.deps, JSON.parse(order) as Order);
await side.close();
process.stdout.write(answer);
