import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { KeptFile } from './file.service.js';
import type { AddressFacts } from './file-addresses.service.js';

/** What somebody shows at the door besides a file's id. */
export interface Shown {
  ticket: string;
  /** The bearer token of the session or key that asks; null without one. */
  bearer: string | null;
  /** Of a drawing, from 1. */
  page: number | null;
  /** First byte asked for, 0 for all. */
  fromByte: number;
  /** Ends what nobody waits for any more. */
  stop: AbortSignal;
}

/** What is handed out: a file as it lies, or one page of it as a picture. */
export type HandedOut = { file: KeptFile } | { page: Uint8Array; pages: number };

/** Who decides what is opened by tickets, and what companies see of files that are not theirs. */
export interface FileDoor {
  /** Throws UNAUTHENTICATED (ticket of nobody, of another session, used up, ended), NOT_FOUND (everything else about rights: nobody learns why) and PageRefusal (no such page to show). */
  open(fileId: string, shown: Shown): Promise<HandedOut>;
  /** A picture in a list, for the company that its address names; null when it may not see it now. */
  look(facts: AddressFacts): Promise<KeptFile | null>;
}

/** The slice above that knows about grants says so itself; this one does not know it. Without one, nobody gets anything that is not his. */
@Injectable()
export class FileDoors {
  private door: FileDoor | null = null;

  hang(door: FileDoor): void {
    this.door = door;
  }

  open(fileId: string, shown: Shown): Promise<HandedOut> {
    if (this.door === null) throw Problem.notFound();
    return this.door.open(fileId, shown);
  }

  look(facts: AddressFacts): Promise<KeptFile | null> {
    return this.door === null ? Promise.resolve(null) : this.door.look(facts);
  }
}
