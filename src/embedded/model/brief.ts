// The brief of the last user message that is one; text that is not JSON is a wish for a layout.
import { parseHex, type Hex } from './colour/colour.js';

export type Task = 'layout' | 'logo' | 'color_palette' | 'font_suggestion' | 'refinement';
export type DesignType = 'graphic' | 'ui_ux' | 'logo';
export type Placement = 'grid' | 'centered' | 'layered' | 'flow' | 'symmetrical';

export type Brief = Readonly<{
  task: Task;
  prompt: string;
  style: string;
  industry: string;
  purpose: string;
  designType: DesignType;
  canvas: Readonly<{ width: number; height: number }>;
  colours: readonly Hex[];
  placement?: Placement;
  current?: Readonly<Record<string, unknown>>;
}>;

export type Message = Readonly<{ role: string; content: string }>;

const TASKS: readonly Task[] = ['layout', 'logo', 'color_palette', 'font_suggestion', 'refinement'];
const TYPES: readonly DesignType[] = ['graphic', 'ui_ux', 'logo'];
const PLACEMENTS: readonly Placement[] = ['grid', 'centered', 'layered', 'flow', 'symmetrical'];
const CANVAS = { width: 1920, height: 1080 };
const LEAST_SIDE = 50;
const MOST_SIDE = 10_000;
const MOST_COLOURS = 12;
/** More than the application lets through; the rest of a longer text does not count. */
const MOST_TEXT = 4000;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseFields = (text: string): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, MOST_TEXT).toWellFormed() : '';

const oneOf = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
  names.find((name) => name === value);

const sideOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.min(MOST_SIDE, Math.max(LEAST_SIDE, Math.round(value)))
    : otherwise;

const canvasOf = (value: unknown): Brief['canvas'] => {
  const given = isFields(value) ? value : {};
  return { width: sideOf(given['width'], CANVAS.width), height: sideOf(given['height'], CANVAS.height) };
};

const coloursOf = (value: unknown): readonly Hex[] => {
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  const colours = texts.map(parseHex).filter((colour) => colour !== undefined);
  return [...new Set(colours)].slice(0, MOST_COLOURS);
};

const briefFrom = (fields: Fields): Brief => {
  const placement = oneOf(PLACEMENTS, fields['placement']);
  return {
    task: oneOf(TASKS, fields['task']) ?? 'layout',
    prompt: textOf(fields['prompt']),
    style: textOf(fields['style']),
    industry: textOf(fields['industry']),
    purpose: textOf(fields['purpose']),
    designType: oneOf(TYPES, fields['design_type']) ?? 'graphic',
    canvas: canvasOf(fields['canvas']),
    colours: coloursOf(fields['colors']),
    ...(placement === undefined ? {} : { placement }),
    ...(isFields(fields['current_design']) ? { current: fields['current_design'] } : {}),
  };
};

/**
 * What the conversation asks for: its last user message that is a JSON object, so that a complaint about an
 * answer repeats the question; without one, the last user message itself as a prompt. Undefined without user
 * messages.
 */
export const briefOf = (messages: readonly Message[]): Brief | undefined => {
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const fields = said.map(parseFields).findLast((each) => each !== undefined);
  const last = said.at(-1);
  if (fields !== undefined) return briefFrom(fields);
  return last === undefined ? undefined : briefFrom({ prompt: last });
};
