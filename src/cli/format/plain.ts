/** The text without characters that would move the cursor, change colours or break the line. */
export const plain = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�');
