/** A bucket of permissions that fills steadily. Times in milliseconds of one steady clock. */
export interface Bucket {
  readonly left: number;
  readonly at: number;
}

export function fullBucket(most: number, now: number): Bucket {
  return { left: most, at: now };
}

/** Takes one permission; `waitMs` is 0 when there was one, else how long until there is. */
export function takeOne(bucket: Bucket, perSecond: number, most: number, now: number): { bucket: Bucket; waitMs: number } {
  const left = Math.min(most, bucket.left + Math.max(0, now - bucket.at) * perSecond / 1_000);
  if (left >= 1) return { bucket: { left: left - 1, at: now }, waitMs: 0 };
  return { bucket: { left, at: now }, waitMs: Math.ceil((1 - left) * 1_000 / perSecond) };
}
