/** What the editor's canvas draws; anything else would become a rectangle there. */
export const COMPONENT_TYPES = [
  'text',
  'header',
  'footer',
  'navigation',
  'shape',
  'background',
  'rectangle',
  'container',
  'card',
  'section',
  'button',
  'input',
  'form',
  'icon',
  'symbol',
  'image',
  'hero',
] as const;
export type ComponentType = (typeof COMPONENT_TYPES)[number];

export interface ComponentShadow {
  readonly x: number;
  readonly y: number;
  readonly blur: number;
  readonly color: string;
}

/** How a component looks. Colours are CSS colours, lengths canvas pixels, rotation degrees clockwise. */
export interface ComponentStyle {
  readonly fill?: string | undefined;
  readonly stroke?: string | undefined;
  readonly strokeWidth?: number | undefined;
  readonly fontSize?: number | undefined;
  readonly fontFamily?: string | undefined;
  readonly fontWeight?: string | number | undefined;
  readonly textAlign?: 'left' | 'center' | 'right' | 'justify' | undefined;
  readonly rotation?: number | undefined;
  readonly opacity?: number | undefined;
  readonly shadow?: ComponentShadow | undefined;
  readonly borderRadius?: number | undefined;
  readonly backgroundColor?: string | undefined;
  readonly color?: string | undefined;
  readonly borderColor?: string | undefined;
  readonly borderWidth?: number | undefined;
}

/** One piece of a design as models describe it (api-contract of the editor). */
export interface Component {
  readonly type: ComponentType;
  /** Of shapes: `circle`, `triangle` or `star`. */
  readonly subtype?: string | undefined;
  /** Text; of an image what it shows, or the picture itself as a data URL. */
  readonly content?: string | undefined;
  /** Top left corner of its box, before it is turned around the box's middle. */
  readonly position: { readonly x: number; readonly y: number };
  readonly size: { readonly width: number; readonly height: number };
  readonly style: ComponentStyle;
  /** Lower ones lie behind higher ones. */
  readonly layer: number;
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
}
