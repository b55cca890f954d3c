declare module '@20minutes/s3rver' {
  import type { AddressInfo } from 'node:net';

  /** A real S3 server on a port of its own, for specs. */
  export default class S3rver {
    constructor(options: { port: number; address: string; silent: boolean; directory: string; configureBuckets: { name: string }[] });
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
