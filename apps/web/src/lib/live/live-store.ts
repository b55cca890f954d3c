/** Says later what changed, at the next paint; a test or a hidden page may say when that is. */
export type Frame = (paint: () => void) => void;

/**
 * Hot data by key. A fact is applied at once and costs one map write; whoever listens to the key hears of it once per frame,
 * however many facts came in between.
 */
export class LiveStore<T> {
  private readonly records = new Map<string, T>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly everybody = new Set<(changed: ReadonlySet<string>) => void>();
  private dirty = new Set<string>();
  private waiting = false;

  constructor(private readonly frame: Frame) {}

  get(key: string): T | undefined {
    return this.records.get(key);
  }

  set(key: string, record: T): void {
    this.records.set(key, record);
    this.dirty.add(key);
    if (this.waiting) return;
    this.waiting = true;
    this.frame(() => this.flush());
  }

  delete(key: string): void {
    this.records.delete(key);
  }

  clear(): void {
    this.records.clear();
  }

  /** Hears of one key. */
  subscribe(key: string, listener: () => void): () => void {
    const set = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(key);
    };
  }

  /** Hears of every frame in which something changed, with the keys. */
  watch(listener: (changed: ReadonlySet<string>) => void): () => void {
    this.everybody.add(listener);
    return () => this.everybody.delete(listener);
  }

  private flush(): void {
    this.waiting = false;
    const changed = this.dirty;
    this.dirty = new Set();
    for (const key of changed) for (const listener of this.listeners.get(key) ?? []) listener();
    for (const listener of this.everybody) listener(changed);
  }
}
