import type { Hex } from '../colour/colour.js';

export type Align = 'left' | 'center' | 'right';

export type Shadow = Readonly<{ x: number; y: number; blur: number; color: string }>;

export type Style = Readonly<{
  fill?: Hex;
  stroke?: Hex;
  strokeWidth?: number;
  fontSize?: number;
  fontFamily?: string;
  fontWeight?: string;
  textAlign?: Align;
  opacity?: number;
  shadow?: Shadow;
  borderRadius?: number;
  backgroundColor?: Hex;
  color?: Hex;
  borderColor?: Hex;
  borderWidth?: number;
}>;

/** What the editor draws, as the application's contract describes it; position is the top left corner. */
export type Component = Readonly<{
  type: string;
  subtype?: string;
  content?: string;
  position: Readonly<{ x: number; y: number }>;
  size: Readonly<{ width: number; height: number }>;
  style: Style;
  layer: number;
}>;

export type Design = Readonly<{
  components: readonly Component[];
  palette: readonly Hex[];
  fonts: readonly string[];
  background: Hex;
}>;
