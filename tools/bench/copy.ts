import type pg from 'pg';

/** The part of the driver's connection that COPY writes to. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sync(): void;
}

abstract class Copy {
  /** The driver calls it when the statement has ended, well or not. */
  protected ended: (error: Error | null) => void = () => undefined;
  readonly done = new Promise<void>((resolve, reject) => { this.ended = (error) => (error ? reject(error) : resolve()); });

  constructor(private readonly text: string) {}

  submit(wire: Wire): void {
    wire.query(this.text);
  }

  handleError(error: Error): void {
    this.ended(error);
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.ended(null);
  }
}

class CopyOut extends Copy {
  readonly chunks: Buffer[] = [];

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.chunks.push(Buffer.from(chunk));
  }
}

class CopyIn extends Copy {
  constructor(text: string, private readonly data: Buffer) {
    super(text);
  }

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFromChunk(this.data);
    wire.endCopyFrom();
  }
}

/** What `copy … to stdout` gives. */
export async function copyOut(client: pg.ClientBase, text: string): Promise<string> {
  const copy = new CopyOut(text);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
  return Buffer.concat(copy.chunks).toString('utf8');
}

/** Sends everything to `copy … from stdin`. */
export async function copyIn(client: pg.ClientBase, text: string, data: Buffer): Promise<void> {
  const copy = new CopyIn(text, data);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}
