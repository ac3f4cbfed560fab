// Why a request about a user cannot be done.

/** `wrong-password` is about the current password, not about who calls. */
export type UserProblem = 'not-found' | 'conflict' | 'wrong-password' | 'malformed' | 'not-stored';

/** A request about a user that cannot be done. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problem: UserProblem;
  readonly login: string;

  constructor(problem: UserProblem, login: string, message: string = problem) {
    super(message);
    this.problem = problem;
    this.login = login;
  }
}
