import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const SCHEMA = String.raw`(?:\$\{[^}]*\}|accounts|ordering|quoting|post)`;
const TABLE = new RegExp(String.raw`\b(?:from|join|into|update)\s+${SCHEMA}\.\w+(?:\s+(?:as\s+)?(\w+))?`, 'gi');

/** Texts of a source file as they are written, with what is put into them; a text inside another one counts twice and harms nobody. */
function textsOf(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isTemplateLiteral(node)) texts.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return texts;
}

/** What a select list that begins here reads from; null when the list ends before. */
function sourceBehind(sql: string, at: number): string | null {
  let depth = 0;
  for (let i = at; i < sql.length; i += 1) {
    if (sql[i] === '(') depth += 1;
    if (sql[i] === ')' && (depth -= 1) < 0) return null;
    const from = depth === 0 ? /^\sfrom\s+(\S+)/i.exec(sql.slice(i)) : null;
    if (from) return from[1]!;
  }
  return null;
}

/** Stars that stand for the columns of a table: `select *`, `t.*` and `returning *`. One over a subquery or a function, whose columns are named there, is none. */
function starsIn(source: string): string[] {
  return textsOf(source).flatMap((sql) => {
    const aliases = new Set([...sql.matchAll(TABLE)].map(([, alias]) => alias).filter((alias) => alias !== undefined));
    // An alias that also names a subquery is that of the subquery where it shows.
    for (const [, alias] of sql.matchAll(/\)\s+(?:as\s+)?(\w+)/gi)) aliases.delete(alias!);
    const bare = [...sql.matchAll(/(?:\bselect|,)\s+\*(?=\s*,|\s+from\b)/gi)].filter(({ index }) => new RegExp(`^${SCHEMA}\\.`, 'i').test(sourceBehind(sql, index) ?? ''));
    const ofAlias = [...sql.matchAll(/(\w+)\.\*/g)].filter(([, alias]) => aliases.has(alias!));
    const returned = [...sql.matchAll(/\breturning\s+(?:\w+\.)?\*/gi)];
    return [...bare, ...ofAlias, ...returned].map(([star]) => star);
  });
}

describe('statements', () => {
  it.each([
    "'select * from accounts.companies where id = $1'", '`select *, a <= coalesce(b, c) as over\n from ordering.orders`', "'select c.*, r.x from accounts.companies c join accounts.relations r on true'",
    "'select 1, * from quoting.lots'", '`update accounts.companies set x = 1 returning *`', '`with p as (select o.* from ordering.orders as o where ${where}) select p.id from p`',
    '`select * from ${this.schema}.inbox`', "'insert into quoting.bids as b values (1) returning b.*'",
  ])('are refused when they ask a table for all it has: %s', (text) => {
    expect(starsIn(`query(${text});`)).not.toEqual([]);
  });

  it.each([
    "'select count(*)::int from quoting.lots'", '`select * from unnest($1::text[]) as n`', '`select * from (select id from quoting.tenders t) listed`', '`with m as (select id from post.events) select m.* from m`',
    '`select n.* from unnest($1::text[]) w cross join lateral (select id from ordering.runs where id = w) n`', "'insert into quoting.bids (id) select * from unnest($1::text[])'", "'select 2 * 3 from quoting.lots'",
  ])('may use the star where columns are named nearby: %s', (text) => {
    expect(starsIn(`query(${text});`)).toEqual([]);
  });

  // A statement stays prepared on its connection; one with a star fails on every connection of before when a migration adds a column.
  it('name the columns of the tables that they read', () => {
    const sources = ['apps', 'libs'].flatMap((place) => readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map((file) => join(root, place, file)))
      .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\/migrations\/|^apps\/web\/|\/libs\/testing\//.test(file));
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.flatMap((file) => starsIn(readFileSync(file, 'utf8')).map((star) => `${relative(root, file)}: ${star}`))).toEqual([]);
  });
});
