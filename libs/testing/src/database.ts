import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { ServiceName } from '#contracts';
import { openDatabase, rooms, serviceNames, serviceUrl, type Database } from '#platform/database';
import { TEST_SECRET, onServer, ownerUrl, templateFor } from './template.js';

export interface TestDatabase {
  /** The service's own door, as its own role. */
  database: Database;
  /** Superuser connection that sees everything; for looking, and for planting faults. */
  owner: pg.Client;
  /** Connection string of the service's role, for starting a whole application. */
  url: string;
  ownerUrl: string;
  close(): Promise<void>;
}

/** A migrated database of the spec file's own, empty of rows: one per file, made in `beforeAll` and closed in `afterAll`. */
export async function aDatabase(service: ServiceName, options: { entities?: Function[]; poolSize?: number } = {}): Promise<TestDatabase> {
  const clone = await cloneOf([service]);
  const url = serviceUrl(clone.ownerUrl, service, TEST_SECRET);
  const database = await openDatabase({
    url, applicationName: `test-${rooms[service].role}`, entities: options.entities ?? [], poolSize: options.poolSize ?? 8,
  });
  return {
    database, owner: clone.owner, url, ownerUrl: clone.ownerUrl,
    async close() {
      await database.close();
      await clone.close();
    },
  };
}

export interface HouseDatabase {
  owner: pg.Client;
  ownerUrl: string;
  /** Connection string of each service's role. */
  urls: Record<ServiceName, string>;
  close(): Promise<void>;
}

/** One database with the schemas of all services, for stories that run the whole house. */
export async function everyDatabase(): Promise<HouseDatabase> {
  const clone = await cloneOf(serviceNames);
  const urls = Object.fromEntries(serviceNames.map((service) => [service, serviceUrl(clone.ownerUrl, service, TEST_SECRET)]));
  return { ...clone, urls: urls as Record<ServiceName, string> };
}

async function cloneOf(services: readonly ServiceName[]): Promise<{ owner: pg.Client; ownerUrl: string; close(): Promise<void> }> {
  const template = await templateFor(services);
  const name = `spec_${services.length === 1 ? services[0] : 'house'}_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name} template ${template}`));
  const url = ownerUrl(name);
  const owner = new pg.Client({ connectionString: url, application_name: 'test-owner' });
  owner.on('error', () => undefined);
  await owner.connect();
  return {
    owner, ownerUrl: url,
    async close() {
      await owner.end();
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
