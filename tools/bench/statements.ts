/** Statements that went to the database since some moment. */
export interface Statements {
  /** What use cases asked, in requests and in the events that these cause. */
  work: number;
  /** Begin, commit, savepoints and scopes of what was asked. */
  brackets: number;
  /** Work of clocks, which look by themselves and when a bell rings. */
  clocks: number;
}

const LINE = /^mouldshare_sql_statements_total\{(.*)\} (\S+)$/;

/** Adds up the counters in the text that a process tells its numbers in. */
export function readStatements(metrics: string): Statements {
  const sums: Statements = { work: 0, brackets: 0, clocks: 0 };
  for (const line of metrics.split('\n')) {
    const [, labels, value] = LINE.exec(line) ?? [];
    if (labels === undefined) continue;
    const asked = labels.includes('cause="asked"');
    if (labels.includes('kind="work"')) sums[asked ? 'work' : 'clocks'] += Number(value);
    else if (asked) sums.brackets += Number(value);
  }
  return sums;
}

/** What came between two readings. */
export function between(before: Statements, after: Statements): Statements {
  return { work: after.work - before.work, brackets: after.brackets - before.brackets, clocks: after.clocks - before.clocks };
}

export function sum(all: readonly Statements[]): Statements {
  return all.reduce((a, b) => ({ work: a.work + b.work, brackets: a.brackets + b.brackets, clocks: a.clocks + b.clocks }), { work: 0, brackets: 0, clocks: 0 });
}
