import { sha256 } from '#platform/hash.js';
import { ICON } from './icon.js';
import { LIVE_SCRIPT } from './live-script.js';
import { STYLE } from './style.js';

interface Asset {
  /** Names its content: it may be kept for ever. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

const asset = (name: string, extension: string, { type, text }: Omit<Asset, 'path'>): Asset => ({
  path: `/console/assets/${name}-${sha256(text).slice(0, 12)}.${extension}`,
  type,
  text,
});

/** Everything pages load. */
export const ASSETS = {
  style: asset('console', 'css', { type: 'text/css; charset=utf-8', text: STYLE }),
  script: asset('live', 'js', { type: 'text/javascript; charset=utf-8', text: LIVE_SCRIPT }),
  icon: asset('icon', 'svg', { type: 'image/svg+xml', text: ICON }),
} as const;
