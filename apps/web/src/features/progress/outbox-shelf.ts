import type { WaitingReport } from './outbox.policy.js';

/** Where waiting reports lie. */
export interface Shelf<Bytes = Blob> {
  all(): Promise<WaitingReport<Bytes>[]>;
  put(report: WaitingReport<Bytes>): Promise<void>;
  remove(key: string): Promise<void>;
}

const STORE = 'reports';

/** The browser's own database: what is on it outlives the page, the browser and a flat battery. */
export class IndexedShelf implements Shelf {
  private opened: Promise<IDBDatabase> | null = null;

  async all(): Promise<WaitingReport[]> {
    return this.inStore('readonly', (store) => store.getAll() as IDBRequest<WaitingReport[]>);
  }

  async put(report: WaitingReport): Promise<void> {
    await this.inStore('readwrite', (store) => store.put(report));
  }

  async remove(key: string): Promise<void> {
    await this.inStore('readwrite', (store) => store.delete(key));
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('mouldshare', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
      request.onsuccess = () => {
        // Another tab wants a newer shape, or the browser closed it: opened anew at the next use.
        request.result.onversionchange = () => { request.result.close(); this.opened = null; };
        request.result.onclose = () => { this.opened = null; };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('indexedDB'));
    }).catch((error: unknown) => { this.opened = null; throw error; });
    return this.opened;
  }

  /** Resolves when the transaction is complete: what was put is then really there. */
  private async inStore<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await this.open();
    return new Promise<T>((resolve, reject) => {
      const deed = database.transaction(STORE, mode, { durability: 'strict' });
      const request = run(deed.objectStore(STORE));
      deed.oncomplete = () => resolve(request.result);
      deed.onabort = () => reject(deed.error ?? new Error('indexedDB'));
    });
  }
}
