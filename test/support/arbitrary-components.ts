import fc from 'fast-check';
import { COMPONENT_TYPES, type Component } from '#domain/design/components/component.js';

const length = fc.double({ min: 1, max: 3_000, noNaN: true }).map((value) => Math.round(value * 10) / 10 + 0);
const place = fc
  .double({ min: -500, max: 3_000, noNaN: true })
  .map((value) => Math.round(value * 10) / 10 + 0);
const color = fc.constantFrom(
  '#0EA5E9',
  '#111827',
  '#fff',
  'rgba(0,0,0,0.5)',
  'white',
  'none',
  'transparent',
);

const style = fc.record(
  {
    fill: color,
    stroke: color,
    strokeWidth: fc.integer({ min: 0, max: 60 }),
    fontSize: fc.integer({ min: 4, max: 200 }),
    fontFamily: fc.constantFrom('Inter', 'Playfair Display'),
    fontWeight: fc.constantFrom('bold', 600),
    textAlign: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    rotation: fc.integer({ min: -360, max: 360 }),
    opacity: fc.constantFrom(0, 0.25, 1),
    shadow: fc.record({ x: fc.nat(20), y: fc.nat(20), blur: fc.nat(40), color }),
    borderRadius: fc.integer({ min: 0, max: 400 }),
    backgroundColor: color,
    color,
    borderColor: color,
    borderWidth: fc.integer({ min: 0, max: 60 }),
  },
  { requiredKeys: [] },
);

const content = fc.oneof(
  fc.constantFrom('Café Móca', 'Book a table', '★', 'data:image/png;base64,AAAA', '<b>bold</b>', ''),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Any component that passes the answer schemas, on or off any canvas. */
export const component: fc.Arbitrary<Component> = fc
  .record(
    {
      type: fc.constantFrom(...COMPONENT_TYPES),
      subtype: fc.constantFrom('circle', 'triangle', 'star', 'blob'),
      content,
      position: fc.record({ x: place, y: place }),
      size: fc.record({ width: length, height: length }),
      style,
      layer: fc.integer({ min: -5, max: 5 }),
    },
    { requiredKeys: ['type', 'position', 'size', 'style', 'layer'] },
  )
  .map((made) => made);

export const components = fc.array(component, { minLength: 1, maxLength: 12 });
