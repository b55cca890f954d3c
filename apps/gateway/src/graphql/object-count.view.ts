/** Counts the objects in an answer, and stops as soon as there are more than matter. Not recursive: answers are as deep as they like. */
export function countObjects(data: unknown, enough: number): number {
  let count = 0;
  const waiting: unknown[] = [data];
  while (waiting.length > 0 && count <= enough) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      // Lists of plain words are no objects.
      if (typeof value[0] === 'object') for (const element of value) waiting.push(element);
      continue;
    }
    count += 1;
    for (const key in value) {
      const inner = (value as Record<string, unknown>)[key];
      if (typeof inner === 'object' && inner !== null) waiting.push(inner);
    }
  }
  return count;
}
