/** What tests use of the package, which has no types. */
declare module 'oidc-provider' {
  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export class Provider {
    constructor(issuer: string, configuration: object);
    readonly Grant: new (of: { readonly accountId: string; readonly clientId: string }) => Grant;
    interactionFinished(request: object, response: object, result: object, options: object): Promise<void>;
    callback(): (request: object, response: object) => void;
  }
}
