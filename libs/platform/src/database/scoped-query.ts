import pg from 'pg';

/** Settings that row-level security looks at, for one transaction. */
export interface RowScope {
  /** Company whose rows are visible; empty for none. */
  readonly company: string;
  /** `on` opens every company's rows to work of the house itself; else empty. */
  readonly house: '' | 'on';
}

const SCOPE_STATEMENT = 'house_row_scope';
const SCOPE_TEXT = `select set_config('app.company', $1, true), set_config('app.house', $2, true), set_config('transaction_read_only', 'on', true)`;

/** The part of the driver's connection that a query writes its messages to. */
interface Wire {
  parse(message: { text: string; name: string }): void;
  bind(message: { portal: string; statement: string; values: string[] }): void;
  execute(message: { portal: string; rows: number }): void;
}

const prepared = new WeakSet<Wire>();

interface QueryInternals {
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
const plain = pg.Query.prototype as unknown as QueryInternals;

/**
 * One read-only statement that sees the rows of its scope, in one round trip. The scope and the statement travel in one
 * extended-protocol batch; PostgreSQL runs all messages before the Sync as one transaction and ends it there, so the
 * scope cannot outlive the statement, whatever becomes of it.
 */
export class ScopedQuery extends pg.Query {
  private scopeSet = false;
  declare name: string | undefined;

  /** With a name the statement is prepared on its connection and need not be parsed again. */
  constructor(private readonly scope: RowScope, text: string, values: unknown[], name?: string) {
    super({ text, values: values as never[], name, queryMode: 'extended' } as pg.QueryConfig);
  }

  prepare(wire: Wire): void {
    if (!prepared.has(wire)) {
      wire.parse({ text: SCOPE_TEXT, name: SCOPE_STATEMENT });
      // The driver takes the first "parsed" for that of the query's own name.
      this.name = undefined;
    }
    wire.bind({ portal: '', statement: SCOPE_STATEMENT, values: [this.scope.company, this.scope.house] });
    wire.execute({ portal: '', rows: 0 });
    plain.prepare.call(this, wire);
  }

  handleDataRow(message: unknown): void {
    if (this.scopeSet) plain.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.scopeSet) {
      plain.handleCommandComplete.call(this, message, wire);
      return;
    }
    prepared.add(wire);
    this.scopeSet = true;
  }
}
