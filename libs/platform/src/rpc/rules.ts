import type { Rule } from '#contracts';

const table = new Map<string, Rule>();

/**
 * Adds the rules of a slice, by operation name, to the policy table of this process.
 * Throws when an operation gets two different rules: nobody could say which one holds.
 */
export function registerRules(rules: Readonly<Record<string, Rule>>): void {
  for (const [name, rule] of Object.entries(rules)) {
    const known = table.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(rule)) throw new Error(`Two rules for ${name}.`);
    table.set(name, rule);
  }
}

/** The rule of an operation; undefined means that nobody may use it. */
export function ruleOf(name: string): Rule | undefined {
  return table.get(name);
}

/** The whole table, for tests and documents. */
export function policyTable(): ReadonlyMap<string, Rule> {
  return table;
}
