// One event on its way through a group: who it is and where it lies. Its bytes stay in the log until they are
// sent, so what waits costs little memory.

export interface Message {
  /** What clients acknowledge it by: the id of the link for links, of the parked link for replayed ones. */
  readonly id: string;
  /** Its place in the group's order: a revision or a position; of a replayed one, its parked revision. */
  readonly at: number;
  /** Where its record is in the log. */
  readonly position: number;
  /** Whose consumer it belongs to, for the strategies that pin. */
  readonly bucket: number;
  /** True when it comes from the parked stream. */
  readonly replayed: boolean;
  /** How often it was tried before. */
  retries: number;
}
