/** What scripts exchange with JSON and MessagePack; strings are bytes. */
export type Data = null | boolean | number | string | readonly Data[] | Map<Data, Data>;

/** What `cjson.null` is made of. */
export const NULL = { name: 'null' };

/** A number as C prints it with `%.<digits>g`. */
export const formatG = (value: number, digits: number): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e14) return String(value === 0 ? 0 : value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < digits) {
    const fixed = value.toFixed(Math.max(0, digits - 1 - power));
    return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
  }
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${short}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};
