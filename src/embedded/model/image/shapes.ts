import type { Component } from '../page/component.js';

const star = (x: number, y: number, radius: number): string =>
  Array.from({ length: 10 }, (_, point) => {
    const reach = point % 2 === 0 ? radius : radius / 2;
    const angle = (point * Math.PI) / 5 - Math.PI / 2;
    return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`;
  }).join(' ');

/** One shape of the editor as SVG. */
export const svgShape = ({
  type,
  subtype,
  position: { x, y },
  size: { width, height },
  style,
}: Component): string => {
  const fill = style.fill ?? '#000000';
  const [cx, cy, radius] = [x + width / 2, y + height / 2, Math.min(width, height) / 2];
  if (subtype === 'circle' || type === 'icon')
    return `<circle cx="${cx}" cy="${cy}" r="${radius}" fill="${fill}"/>`;
  if (subtype === 'triangle') {
    return `<polygon points="${cx},${y} ${x + width},${y + height} ${x},${y + height}" fill="${fill}"/>`;
  }
  if (subtype === 'star') return `<polygon points="${star(cx, cy, radius)}" fill="${fill}"/>`;
  const round = style.borderRadius === undefined ? '' : ` rx="${style.borderRadius}"`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${round} fill="${fill}"/>`;
};
