// Stands in for the worker that asks a model: answers generations at once, as their prompts say. `fail: <reason>`
// fails, `later …` is left alone until a test carries it out itself.
import { followLog } from '#audit/follow-log.js';
import { endOfLog } from '#audit/end-of-log.js';
import {
  completeGeneration,
  failGeneration,
  startGeneration,
} from '#commands/generations/report-generation.js';
import type { FailureReason, GenerationKind } from '#domain/generation/events.js';
import { generation, type Generation } from '#domain/generation/index.js';
import type { JsonObject } from '#domain/kit/json.js';
import { reveal } from '#domain/kit/personal.js';
import { caller } from './callers.js';
import { connectWriteSide, type WriteSide } from './process-stores.js';

const COMPONENTS = [{ type: 'text', content: 'Fair', position: { x: 10, y: 10 } }];
const DESIGN: JsonObject = {
  components: COMPONENTS,
  design_data: { version: '7.4.0', objects: [{ type: 'Textbox', text: 'Fair' }], background: '#FFFFFF' },
  palette: ['#0EA5E9'],
  fonts: ['Inter'],
  background: '#FFFFFF',
  alternatives: [],
  preview_url: null,
};

/** What comes of each kind. */
export const RESULTS: Readonly<Record<GenerationKind, JsonObject>> = {
  layout: DESIGN,
  logo: { ...DESIGN, variations: [{ components: COMPONENTS }] },
  refinement: DESIGN,
  color_palette: { colors: ['#111111', '#222222', '#333333', '#444444', '#555555'] },
  font_suggestion: { fonts: ['Inter'], pairings: [{ heading: 'Inter', body: 'Lora' }] },
  image: { image_url: 'data:image/png;base64,iVBORw0KGgo=' },
};

const USED = { model: 'local-layout-1', tokensIn: 120, tokensOut: 480, durationMs: 900 } as const;

export interface PretendWorker {
  readonly side: WriteSide;
  /** Starts, if it was not started, and ends a generation as its prompt says. */
  carryOut(generationId: number): Promise<void>;
  stop(): Promise<void>;
}

const promptOf = ({ prompt }: Generation): string => reveal(prompt, '');

const endAs = async (side: WriteSide, generationId: number): Promise<void> => {
  const { state } = await side.deps.log.load(generation, generationId);
  const reason = /^fail: (\w+)$/.exec(promptOf(state))?.[1] as FailureReason | undefined;
  const attempt = { generationId, attempt: Math.max(1, state.attempt) };
  if (state.attempt === 0) await startGeneration(side.deps, caller(), attempt);
  if (reason) await failGeneration(side.deps, caller(), { ...attempt, reason, ...USED });
  else {
    const result = RESULTS[state.kind];
    const done = { ...attempt, result, ...USED, estimated: false, repaired: false };
    await completeGeneration(side.deps, caller(), done);
  }
};

/** Works on the log at `url`, with the blobs and the vault below `folder`. */
export const pretendWorker = async (url: string, folder: string): Promise<PretendWorker> => {
  const side = await connectWriteSide(url, folder);
  const stopping = new AbortController();
  const query = { stream: 'generation' };
  const after = await endOfLog(side.client);
  const following = { query, after, signal: stopping.signal, onConnection: () => undefined };
  const working = (async () => {
    for await (const { type, stream } of followLog(() => Promise.resolve(side.client), following)) {
      const id = Number(stream.slice('generation-'.length));
      if (type !== 'GenerationRequested') continue;
      const { state } = await side.deps.log.load(generation, id);
      if (!promptOf(state).startsWith('later')) await endAs(side, id);
    }
  })();
  return {
    side,
    carryOut: (id) => endAs(side, id),
    stop: async () => {
      stopping.abort();
      await working;
      await side.close();
    },
  };
};
