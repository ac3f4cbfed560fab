import { Socket } from 'node:net';

/**
 * A socket that sends what is written in one turn of the event loop in one go. Statements that are sent
 * together would else be a system call each, and wake the server for each.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  #send = (): void => {
    this.#gathering = false;
    super.uncork();
  };

  /** Called before each statement. */
  override cork(): void {
    if (!this.#gathering) {
      this.#gathering = true;
      super.cork();
      process.nextTick(this.#send);
    }
    super.cork();
  }
}
