/**
 * The fields of `record` that `picked` says yes to. A field that is undefined is left out, whatever `picked`
 * says: in an event it would be there when decided and gone when read back.
 */
export const pickFields = <T extends object>(
  record: T,
  picked: (field: Extract<keyof T, string>) => boolean = () => true,
): Partial<T> => {
  const fields: Partial<T> = {};
  for (const field in record) {
    if (record[field] !== undefined && picked(field)) fields[field] = record[field];
  }
  return fields;
};
