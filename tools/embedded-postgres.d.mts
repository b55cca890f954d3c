export interface EmbeddedPostgresOptions {
  /** Fixed port; without it the port of the last start, or any free one. */
  port?: number;
  /** Database that `url` names, made when absent. `mouldshare` when not given. */
  database?: string;
  /** Server settings over the house's own. */
  settings?: Readonly<Record<string, string>>;
  /** False makes a new cluster without waiting for the disk; for data that is thrown away. */
  sync?: boolean;
  /** Takes what people should know, a line at a time; stderr when not given. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the owner; a crash and restart inside this process keep it good. */
  readonly url: string;
  readonly port: number;
  /** Folder that holds the cluster, the owner's password (file mode 0600), the port and the server's log. */
  readonly home: string;
  readonly cluster: string;
  /** Process number of the server, null while it is down. */
  readonly pid: number | null;
  /** Ends the server in good order; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on a data folder: makes the cluster at the first start, ends an orphan that a killed start left behind,
 * recovers after a crash, and starts the server again when it dies. Throws an Error that says who has the folder when it is in use.
 */
export declare function startEmbeddedPostgres(dataDir: string, options?: EmbeddedPostgresOptions): Promise<EmbeddedPostgres>;
