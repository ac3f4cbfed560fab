const sorted = (value) => {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
};

/** Text of a row that is the same for equal rows, whatever the order of their columns. */
export const storableJson = (row) => JSON.stringify(sorted(row));
