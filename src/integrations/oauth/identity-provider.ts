/** What ties an answer of a provider to the question: kept by us, never in the browser. */
export interface SignInSecrets {
  /** PKCE: only who has it can exchange the code. */
  readonly verifier: string;
  /** Comes back inside the id_token. */
  readonly nonce: string;
}

/** What the browser brings back from the provider. */
export interface ProviderAnswer {
  readonly code: string;
  readonly state: string;
  /** RFC 9207; absent where the page that received the answer does not hand it on. */
  readonly iss?: string | undefined;
}

/** A person as a provider knows them. */
export interface ProviderIdentity {
  /** Who says it, and its name for the person: together they never mean anybody else. */
  readonly issuer: string;
  readonly subject: string;
  /** Empty when the provider told none. */
  readonly email: string;
  /** True only when the provider says that the address is the person's. */
  readonly emailVerified: boolean;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Signs people in somewhere else. Every failure is an `OAuthError`. */
export interface IdentityProvider {
  /** As paths have it: `google`. */
  readonly name: string;
  /** As people call it: `Google`. */
  readonly label: string;
  /** Where the browser goes. */
  begin(state: string, secrets: SignInSecrets): Promise<string>;
  /** Who came back. */
  finish(answer: ProviderAnswer, secrets: SignInSecrets): Promise<ProviderIdentity>;
}
