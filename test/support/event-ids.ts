/** A UUID as events have them, told apart by a number. */
export const eventIdOf = (number: number): string =>
  `0190a5e2-7c31-5d8e-9b7a-${number.toString(16).padStart(12, '0')}`;

/** The id of the activity that a projection makes of that event. */
export const activityIdOf = (number: number): number =>
  Number.parseInt(`a${number.toString(16).padStart(12, '0')}`, 16);
