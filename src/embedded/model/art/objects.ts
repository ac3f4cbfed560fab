import { centredIn, inset } from '../page/rect.js';
import type { Brush } from './brush.js';

/** A set table from above. */
export const plate = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const [x, y] = [rect.x + rect.w / 2, rect.y + rect.h / 2];
  const radius = short * 0.36;
  brush.circle([x, y], radius, brush.colour(0));
  brush.circle([x, y], radius * 0.86, brush.shade(0, 0.12));
  brush.circle([x, y], radius * 0.66, brush.ground);
  const bites = random.int(5, 7);
  for (let bite = 0; bite < bites; bite++) {
    const angle = (bite / bites) * 2 * Math.PI;
    const [dx, dy] = [Math.cos(angle) * radius * 0.38, Math.sin(angle) * radius * 0.38];
    brush.circle([x + dx, y + dy], radius * random.between(0.12, 0.19), brush.colour(bite));
  }
  brush.circle([x, y], radius * 0.17, brush.colour(1));
  const reach = radius * 1.2;
  if (rect.w / 2 < reach * 1.12) return;
  const bar = { y: y - radius * 0.75, w: radius * 0.09, h: radius * 1.5 };
  brush.box({ ...bar, x: x - reach }, brush.colour(1), radius);
  brush.box({ ...bar, x: x + reach - bar.w }, brush.colour(1), radius);
  brush.box({ ...bar, x: x + reach - bar.w * 1.5, w: bar.w * 2, h: radius * 0.7 }, brush.colour(1), radius);
};

/** A telephone with a design on its screen. */
export const device = (brush: Brush): void => {
  const { rect, random } = brush;
  const upright = rect.h > rect.w * 0.8;
  const body = centredIn(inset(rect, rect.w * 0.1, rect.h * 0.1), upright ? 0.56 : 1.5);
  const screen = inset(body, Math.min(body.w, body.h) * 0.05);
  const corner = Math.min(body.w, body.h) * 0.09;
  brush.circle(
    [body.x + body.w * 0.95, body.y + body.h * 0.12],
    Math.min(body.w, body.h) * 0.3,
    brush.colour(1),
  );
  brush.box(body, brush.colour(0), corner);
  brush.box(screen, brush.ground, corner * 0.7);
  const pad = Math.min(screen.w, screen.h) * 0.09;
  const inner = inset(screen, pad);
  brush.box({ ...inner, h: inner.h * 0.34 }, brush.shade(0, 0.35), pad * 0.6);
  brush.circle([inner.x + inner.w * 0.5, inner.y + inner.h * 0.17], inner.h * 0.09, brush.colour(1));
  for (let line = 0; line < 4; line++) {
    const y = inner.y + inner.h * (0.41 + line * 0.15);
    const w = inner.w * random.between(0.4, 0.72);
    brush.box({ x: inner.x, y, w: inner.h * 0.1, h: inner.h * 0.1 }, brush.colour(line), pad * 0.4);
    brush.box(
      { x: inner.x + inner.h * 0.14, y: y + inner.h * 0.03, w: w - inner.h * 0.1, h: inner.h * 0.035 },
      brush.shade(0, 0.5),
      pad,
    );
  }
};

/** The bars of a sound. */
export const equaliser = (brush: Brush): void => {
  const { rect, random } = brush;
  const count = Math.max(7, Math.min(17, Math.round((rect.w / rect.h) * 9)));
  const pitch = rect.w / (count + 1);
  for (let bar = 0; bar < count; bar++) {
    const h = rect.h * (0.16 + 0.66 * Math.abs(Math.sin((bar + 1) * random.between(0.5, 0.9))));
    const x = rect.x + pitch * (bar + 0.74);
    brush.box(
      { x, y: rect.y + (rect.h - h) / 2, w: pitch * 0.52, h },
      brush.colour(bar % 4 === 3 ? 1 : bar % 3 === 1 ? 2 : 0),
      pitch,
    );
  }
};

type Bloom = Readonly<{ x: number; y: number; radius: number; petals: number; index: number }>;

const bloom = (brush: Brush, { x, y, radius, petals, index }: Bloom): void => {
  for (let petal = 0; petal < petals; petal++) {
    const angle = (petal / petals) * 2 * Math.PI;
    const [dx, dy] = [Math.cos(angle) * radius * 0.62, Math.sin(angle) * radius * 0.62];
    brush.circle([x + dx, y + dy], radius * 0.36, brush.colour(petal % 2 === 0 ? index : index + 2));
  }
  brush.circle([x, y], radius * 0.4, brush.colour(index + 1));
};

/** Flowers on long stems. */
export const petals = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const count = Math.max(1, Math.min(4, Math.round((rect.w / rect.h) * 1.8)));
  for (let flower = 0; flower < count; flower++) {
    const x = rect.x + ((flower + 0.5) / count) * rect.w;
    const radius = Math.min(rect.w / count / 2.3, short * random.between(0.2, 0.27));
    const y = rect.y + rect.h * (count === 1 ? 0.4 : random.between(0.3, 0.46));
    const stem = Math.max(2, radius * 0.09);
    brush.box({ x: x - stem / 2, y, w: stem, h: rect.y + rect.h - y }, brush.shade(0, 0.6));
    const leaf = { y: rect.y + rect.h * 0.76, w: radius * 0.62, h: radius * 0.26 };
    brush.box({ ...leaf, x }, brush.shade(0, 0.6), radius);
    brush.box({ ...leaf, x: x - leaf.w, y: leaf.y - radius * 0.3 }, brush.shade(0, 0.6), radius);
    bloom(brush, { x, y, radius, petals: random.int(6, 8), index: flower });
  }
};
