/** A message to one person. */
export interface MailMessage {
  to: string;
  subject: string;
  /** Plain text; links stand on a line of their own. */
  text: string;
}

/** The way out for mail. A message counts as sent when this returned; it is called after the transaction that decided it. */
export abstract class Mail {
  abstract send(message: MailMessage): Promise<void>;
}
