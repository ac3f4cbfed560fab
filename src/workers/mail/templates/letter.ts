/** The content of a mail, once for both its forms. All texts are plain: the forms escape them. */
export interface Letter {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  /** Name to greet; empty for nobody. */
  readonly name: string;
  readonly paragraphs: readonly string[];
  /** Words of the person, shown as such. */
  readonly quote?: string;
  readonly action: { readonly label: string; readonly url: string };
  /** Smaller, after the action. */
  readonly notes: readonly string[];
}

/** What all mails have in common. */
export interface Sender {
  readonly appName: string;
  /** Address of the front end, without a final slash. */
  readonly appUrl: string;
  readonly year: number;
}

/** A mail ready to be sent. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
