// Numbers as people read them.

const GROUPS = new Intl.NumberFormat('en-US');

export const count = (value: number): string => GROUPS.format(value);

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export const bytes = (value: number): string => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  const scaled = value / 1024 ** power;
  const digits = scaled < 10 && power > 0 ? 1 : 0;
  return `${scaled.toFixed(digits)} ${UNITS[power] ?? ''}`;
};

/** Undefined = nothing was measured. */
export const milliseconds = (value: number | undefined): string => {
  if (value === undefined) return '–';
  return value === Infinity ? 'over 5 s' : `${String(value)} ms`;
};

const STEPS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** The two largest units. */
export const duration = (ms: number): string => {
  let rest = Math.max(0, Math.floor(ms / 1000));
  const parts: string[] = [];
  for (const [unit, seconds] of STEPS) {
    const whole = Math.floor(rest / seconds);
    rest -= whole * seconds;
    if (whole > 0 || (unit === 's' && parts.length === 0)) parts.push(`${String(whole)} ${unit}`);
  }
  return parts.slice(0, 2).join(' ');
};
