/**
 * Canonical JSON: keys sorted by code unit, no blanks, only strings, booleans, nulls, safe whole numbers, lists and plain objects
 * (RFC 8785 restricted to what needs no rounding). Throws on anything else, because two readers could write it differently.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('Text with a lone surrogate has no canonical form.');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('Only safe whole numbers have a canonical form; write others as strings.');
    return value === 0 ? '0' : String(value);
  }
  // Built by adding text: this runs several times for every bid, and lists of pieces cost more than the text.
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i += 1) text += i === 0 ? canonicalJson(value[i]) : `,${canonicalJson(value[i])}`;
    return `${text}]`;
  }
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} has no canonical form.`);
  const fields = value as Record<string, unknown>;
  let text = '{';
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field === undefined) throw new TypeError(`The field ${key} is undefined; leave it out or write null.`);
    text += text === '{' ? `${JSON.stringify(key)}:${canonicalJson(field)}` : `,${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `${text}}`;
}
