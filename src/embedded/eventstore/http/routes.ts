// Which HTTP/1.1 request gets which answer. Health, ping and gossip are open to everyone; the rest is for those
// who said who they are, and changes are for those who run the server.

import type { Caller } from '../access/caller.js';
import type { Overview } from '../operations/overview.js';
import { prometheusText } from '../operations/prometheus.js';
import type { Groups } from '../persistent/groups.js';
import { NO_USER_PROJECTIONS } from '../rpc/projections.js';
import { PROTOCOL_VERSION } from '../rpc/server-features.js';
import type { Store } from '../store/store.js';
import { html, json, refusal, type Answer } from './answer.js';
import { statusPage } from './status-page.js';
import { LIVE, ICON, STYLE } from './assets.js';
import { listGroups, replayGroup, restartGroups, showGroup } from './subscriptions.js';

export interface Site {
  readonly store: Store;
  readonly groups: Groups;
  readonly overview: () => Overview;
  readonly isClosing: () => boolean;
}

export interface Asked {
  readonly method: string;
  /** Decoded parts of the path. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** As the client reached it. */
  readonly host: string;
  readonly port: number;
  readonly caller: Caller;
}

const gossip = ({ host, port }: Asked): Answer => {
  const address = { httpEndPointIp: host, httpEndPointPort: port };
  const member = { state: 'Leader', isAlive: true, timeStamp: new Date().toISOString(), ...address };
  return json({ members: [member], serverIp: host, serverPort: port });
};

const asset = (type: string, body: string): Answer => ({ status: 200, type, body });

/** What everyone may ask for. */
const openAnswer = (site: Site, asked: Asked): Answer | undefined => {
  switch (asked.path.join('/')) {
    case 'ping':
      return json({ text: 'Ping request successfully handled' });
    case 'gossip':
      return gossip(asked);
    case 'info':
      return json({ product: 'Embedded event store', esVersion: PROTOCOL_VERSION, state: 'leader' });
    case 'health/live':
      return site.isClosing() ? refusal(503, 'Service Unavailable') : { status: 204 };
    case 'style.css':
      return asset('text/css; charset=utf-8', STYLE);
    case 'live.js':
      return asset('text/javascript; charset=utf-8', LIVE);
    case 'icon.svg':
      return asset('image/svg+xml', ICON);
    default:
      return undefined;
  }
};

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const getAnswer = (site: Site, { path, caller }: Asked): Answer | Promise<Answer> | undefined => {
  const [first = '', stream, group, last, ...more] = path;
  if (path.length === 1 && first === '') return html(statusPage(site.overview(), caller.login));
  if (path.length === 1 && first === 'metrics') return asset(METRICS_TYPE, prometheusText(site.overview()));
  if (first !== 'subscriptions' || more.length > 0) return undefined;
  const { groups, store } = site;
  if (stream === undefined) return listGroups(groups, store);
  if (group === undefined) return listGroups(groups, store, stream);
  return last === 'info' ? showGroup(groups, store, [stream, group]) : undefined;
};

const postAnswer = (site: Site, { path, query }: Asked): Answer | Promise<Answer> | undefined => {
  const [first, stream, group, last] = path;
  if (first === 'projections' && stream === 'continuous') return refusal(501, NO_USER_PROJECTIONS);
  if (first !== 'subscriptions' || stream === undefined) return undefined;
  if (path.length === 2 && stream === 'restart') return restartGroups(site.groups);
  if (path.length !== 4 || group === undefined || last !== 'replayParked') return undefined;
  return replayGroup(site.groups, [stream, group], query.get('stopAt'));
};

const NOT_FOUND = refusal(404, 'Not Found');

/** Answers a request. */
export const answer = async (site: Site, asked: Asked): Promise<Answer> => {
  const { method, caller } = asked;
  const isReading = method === 'GET' || method === 'HEAD';
  const open = isReading ? openAnswer(site, asked) : undefined;
  if (open !== undefined) return open;
  if (!isReading && method !== 'POST') return refusal(405, 'Method Not Allowed');
  if (isReading ? !caller.isKnown : !caller.isOperator) {
    const challenge = { 'www-authenticate': 'Basic realm="Embedded event store", charset="UTF-8"' };
    return { ...refusal(401, 'Unauthorized'), headers: challenge };
  }
  if (site.isClosing()) return refusal(503, 'Service Unavailable');
  return (await (isReading ? getAnswer(site, asked) : postAnswer(site, asked))) ?? NOT_FOUND;
};
