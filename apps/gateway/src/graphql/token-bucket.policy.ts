/** How much somebody may still ask for. */
export interface Bucket {
  /** Points left, fractions included. */
  left: number;
  /** When that was, in milliseconds. */
  at: number;
}

export interface Draw {
  allowed: boolean;
  bucket: Bucket;
  /** Milliseconds until one point more is there than now, 0 when there is plenty. */
  retryAfterMs: number;
}

const HOUR_MS = 3_600_000;

/** Draws points from a bucket that holds an hour's worth and fills evenly. What is not allowed costs nothing. */
export function draw(bucket: Bucket | undefined, points: number, perHour: number, nowMs: number): Draw {
  const before = bucket ?? { left: perHour, at: nowMs };
  const filled = Math.min(perHour, before.left + (Math.max(0, nowMs - before.at) * perHour) / HOUR_MS);
  if (filled < points) {
    return { allowed: false, bucket: { left: filled, at: nowMs }, retryAfterMs: Math.ceil(((points - filled) * HOUR_MS) / perHour) };
  }
  return { allowed: true, bucket: { left: filled - points, at: nowMs }, retryAfterMs: 0 };
}

/** Is the bucket as full as one that was never used, so that it can be forgotten? */
export function isForgettable(bucket: Bucket, perHour: number, nowMs: number): boolean {
  return bucket.left + ((nowMs - bucket.at) * perHour) / HOUR_MS >= perHour;
}
