import DataLoader from 'dataloader';
import type { Actor } from '#contracts';
import { Problem } from '#kernel';
import type { EdgeContext } from './edge-context.plugin.js';

/** Reads many things by key in one go; what is not there is not in the map. */
export type ReadMany<K, V> = (keys: readonly K[], actor: Actor) => Promise<Map<K, V>>;

/**
 * Collects what the fields of one response ask for into one read. What was read belongs to the request: no other request,
 * and so no other company, ever gets it from here.
 */
export class PerRequest<K, V> {
  private readonly loaders = new WeakMap<EdgeContext, DataLoader<K, V | null>>();

  constructor(private readonly read: ReadMany<K, V>, private readonly most = 500) {}

  /** The value of a key, null when there is none. */
  load(context: EdgeContext, key: K): Promise<V | null> {
    return this.loaderOf(context).load(key);
  }

  /** The values of several keys in their order; those without are left out. */
  async loadMany(context: EdgeContext, keys: readonly K[]): Promise<V[]> {
    const loader = this.loaderOf(context);
    return (await Promise.all(keys.map((key) => loader.load(key)))).filter((value): value is Awaited<V> & V => value !== null);
  }

  private loaderOf(context: EdgeContext): DataLoader<K, V | null> {
    let loader = this.loaders.get(context);
    if (loader === undefined) {
      loader = new DataLoader<K, V | null>(async (keys) => {
        const { actor } = context;
        if (actor === null) throw new Problem('UNAUTHENTICATED', 'Sign in first.');
        const found = await this.read(keys, actor);
        return keys.map((key) => found.get(key) ?? null);
      }, { maxBatchSize: this.most });
      this.loaders.set(context, loader);
    }
    return loader;
  }
}

/** Things by one of their fields. */
export function by<T, K extends keyof T>(things: readonly T[], field: K): Map<T[K], T> {
  return new Map(things.map((thing) => [thing[field], thing]));
}
