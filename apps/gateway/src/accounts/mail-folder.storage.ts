import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mail, type MailMessage } from './mail.port.js';

/**
 * Mail as files that an operator or a mail program picks up: one `.eml` per message, readable by the owner of the process alone.
 * This release speaks to no mail server; whoever runs the house carries the folder out or reads it.
 */
export class MailFolder extends Mail {
  constructor(private readonly folder: string, private readonly from: string) {
    super();
  }

  async send(message: MailMessage): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.eml`;
    const half = join(this.folder, `.${name}.part`);
    await writeFile(half, writeMail(message, this.from, randomUUID(), new Date()), { mode: 0o600 });
    await rename(half, join(this.folder, name));
  }
}

/** The message in the form that mail programs read (RFC 5322); the body as it is, in UTF-8, so that a person can read the file too. */
export function writeMail(message: MailMessage, from: string, messageId: string, at: Date): string {
  const body = message.text.replaceAll(/\r\n?|\n/g, '\r\n');
  return [
    `From: ${oneLine(from)}`,
    `To: ${oneLine(message.to)}`,
    `Subject: =?utf-8?B?${Buffer.from(oneLine(message.subject), 'utf8').toString('base64')}?=`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${messageId}@mouldshare>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    body,
    '',
  ].join('\r\n');
}

/** A header is one line; a line break inside would be another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
