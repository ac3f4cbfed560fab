import { setTimeout as delay } from 'node:timers/promises';
import { bodyAs, expectEqual, expectThat } from '../expect.js';
import type { Person } from '../person.js';
import { projectShape, taskShape } from '../shapes.js';
import type { Stage } from '../stage.js';
import { timeText } from '../step-line.js';
import type { Place } from './design.js';

const BRIEF = {
  type: 'layout',
  prompt: "Summer breakfast at Rosie's Café: fresh croissants, jazz on the terrace, every Sunday from nine",
  style: 'warm and playful',
  canvas_size: { width: 1080, height: 1350 },
  color_scheme: ['#F97316', '#0F766E'],
};

const POLL_MS = 250;

const ended = (status: string): boolean => !['pending', 'processing'].includes(status);

const untilEnded = async (person: Person, id: number, patienceMs: number) => {
  const end = performance.now() + patienceMs;
  for (;;) {
    const task = bodyAs(await person.get(`/ai/tasks/${id}/`), 200, taskShape);
    if (ended(task.status)) return task;
    expectThat(performance.now() < end, `the task is still ${task.status} after ${timeText(patienceMs)}`);
    await delay(POLL_MS);
  }
};

/** Asks for a layout, waits for it and saves it into the project. Gives the id of the task. */
export const designWithAi = async (
  stage: Stage,
  person: Person,
  { place, patienceMs }: { readonly place: Place; readonly patienceMs: number },
): Promise<number> => {
  const id = await stage.step('Ask the AI for a layout', async (note) => {
    const answer = await person.post('/ai/generate/', { ...BRIEF, project_id: place.id });
    const task = bodyAs(answer, 202, taskShape);
    note(`task ${task.id}`);
    return task.id;
  });
  const design = await stage.step('Poll until it is designed', async (note) => {
    const { status, result, model_used: model } = await untilEnded(person, id, patienceMs);
    expectEqual('status', status, 'completed');
    const components = result?.components?.length ?? 0;
    expectThat(components > 0 && result?.design_data !== undefined, 'the result holds no design');
    note(`${components} components by ${model}`);
    return result?.design_data ?? {};
  });
  await stage.step('Save it into the project', async (note) => {
    const answer = await person.post(`${place.path}save_design/`, { design_data: design });
    expectEqual('the design', bodyAs(answer, 200, projectShape).design_data, design);
    note(`project ${place.id}`);
  });
  return id;
};
