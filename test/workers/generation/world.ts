// A log, blobs and a scripted model server, and the generation handler on them, as the effects engine calls it.
import { causeAt, causedBy } from '#commands/cause.js';
import { readDesign } from '#commands/designs/read-design.js';
import { storeDesign } from '#commands/designs/store-design.js';
import type { Brief, GenerationKind } from '#domain/generation/events.js';
import { generation } from '#domain/generation/index.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { ModelSettings } from '#integrations/model/model-settings.js';
import type { GiveUpReason, Work } from '#workers/effects/handler.js';
import { generateHandler } from '#workers/generation/worker.js';
import { clientFor } from '#test/integrations/model/clients.js';
import { anyContext } from '#test/support/history.js';
import type { FabricObject } from '#test/support/fabric-object.js';
import { NOON } from '#test/support/callers.js';
import { scriptedModel, type Reply, type ScriptedModel } from '#test/support/scripted-model.js';
import { useWriteSide } from '#test/support/write-side.js';

export const ACCOUNT = 7;
const MONTH = '2026-03';
const clock = { now: () => new Date(NOON) };

interface Wanted {
  readonly kind: GenerationKind;
  readonly prompt?: string;
  readonly brief?: Brief;
  readonly source?: JsonObject;
}

/** A result document; each kind has some of it. */
interface Result {
  readonly components: readonly JsonObject[];
  readonly design_data: { readonly objects: readonly FabricObject[]; readonly background: string };
  readonly variations: unknown;
  readonly background: string;
  readonly image_url: string;
}

interface Line {
  readonly fields: object;
  readonly text: string;
}

let lastId = 2 ** 41 + (Date.now() % 1_000_000) * 1_000;

export const useWorld = () => {
  const side = useWriteSide();
  let server: ScriptedModel | undefined;
  before(async () => {
    server = await scriptedModel();
  });
  const model = (): ScriptedModel => {
    if (!server) throw new Error('The model server runs only while tests run.');
    return server;
  };
  const deps = () => side().deps;
  const logged: Line[] = [];
  const logger = { warn: (fields: object, text = '') => void logged.push({ fields, text }) };

  const handler = (settings: Partial<ModelSettings> = {}) => {
    const client = clientFor(settings.baseUrl ?? model().baseUrl, settings);
    return generateHandler({ ...deps(), model: client, clock, logger: logger as never });
  };

  /** The request of a person, as it stands in the log. */
  const request = async ({
    kind,
    prompt = 'a menu for Café Móca',
    brief = {},
    source,
  }: Wanted): Promise<number> => {
    const generationId = (lastId += 1);
    const stored = source && (await storeDesign(deps(), { owner: ACCOUNT, design: source, previous: null }));
    const about = { generationId, accountId: ACCOUNT, projectId: null, month: MONTH, at: NOON };
    const asked = { ...about, kind, prompt, brief, source: stored ?? null, notify: true, seed: 5 };
    const command = { type: 'RequestGeneration', request: asked } as const;
    await deps().log.execute({ aggregate: generation, id: generationId, command, context: anyContext() });
    return generationId;
  };

  const workOn = async (generationId: number, attempt: number, signal?: AbortSignal): Promise<Work> => {
    const cause = await causeAt(deps(), { stream: `generation-${generationId}`, revision: 0 });
    const key = `generate.${generationId}`;
    return {
      key,
      ids: { generationId },
      attempt,
      retried: false,
      since: NOON,
      cause,
      caller: (...step) => causedBy(cause, { worker: 'worker:generate', step: [key, ...step] }, clock),
      signal: signal ?? new AbortController().signal,
    };
  };

  /** What happened to the generation after it was requested. */
  const eventsOf = async (generationId: number): Promise<readonly DomainEvent[]> => {
    const events: DomainEvent[] = [];
    for await (const { event } of deps().log.read(`generation-${generationId}`, 1)) events.push(event);
    return events;
  };

  return {
    deps,
    model,
    logged,
    handler,
    request,
    workOn,
    eventsOf,
    stateOf: async (id: number) => (await deps().log.load(generation, id)).state,
    /** A generation is asked for, the model server answers so, and one attempt is made. */
    attempt: async (wanted: Wanted, ...replies: Reply[]) => {
      const id = await request(wanted);
      model().script(...replies);
      await handler().run(await workOn(id, 1));
      return id;
    },
    resultOf: async (id: number): Promise<Result> => {
      const { result } = (await deps().log.load(generation, id)).state;
      return (await readDesign(deps(), ACCOUNT, result)) as unknown as Result;
    },
    giveUp: async (id: number, attempt: number, reason: GiveUpReason) =>
      handler().giveUp(await workOn(id, attempt), reason),
  };
};

const about = (generationId: number) => ({ generationId, accountId: ACCOUNT });

/** The events of an attempt, in full. */
export const expected = {
  started: (id: number, attempt = 1): DomainEvent => ({
    type: 'GenerationStarted',
    data: { ...about(id), attempt, at: NOON },
  }),
  progress: (id: number, stage: string, attempt = 1): DomainEvent => ({
    type: 'GenerationProgressed',
    data: {
      ...about(id),
      attempt,
      percent: stage === 'asking' ? 10 : stage === 'checking' ? 70 : 90,
      stage,
      at: NOON,
    },
  }),
  failed: (id: number, data: object): DomainEvent => ({
    type: 'GenerationFailed',
    data: {
      ...about(id),
      projectId: null,
      kind: 'layout',
      attempt: 1,
      model: null,
      tokensIn: 0,
      tokensOut: 0,
      costMicroUsd: 0,
      durationMs: 0,
      month: MONTH,
      at: NOON,
      ...data,
    },
  }),
  completed: (id: number, data: object): DomainEvent => ({
    type: 'GenerationCompleted',
    data: {
      ...about(id),
      projectId: null,
      kind: 'layout',
      attempt: 1,
      model: 'scripted-1',
      tokensIn: 120,
      tokensOut: 340,
      // 120 at 10 and 340 at 30: a model nobody gave a price costs as much as the usual one.
      costMicroUsd: 11_400,
      durationMs: 0,
      estimated: false,
      repaired: false,
      notify: true,
      requestedAt: NOON,
      month: MONTH,
      at: NOON,
      ...data,
    },
  }),
};
