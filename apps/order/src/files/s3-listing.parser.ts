/** One page of an object listing. `next` is the place of the next page, null on the last. */
export interface ListingPage { objects: { key: string; changedAt: Date }[]; next: string | null }

/** Reads the XML of ListObjectsV2. Our keys need no escaping, so an object whose key would is nobody's and left out. */
export function listingOf(xml: string, prefix: string): ListingPage {
  const objects = [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].flatMap(([, entry]) => {
    const key = textOf(entry!, 'Key');
    const changedAt = new Date(textOf(entry!, 'LastModified') ?? '');
    if (key === null || !key.startsWith(prefix) || Number.isNaN(changedAt.getTime())) return [];
    const own = key.slice(prefix.length);
    return /^[a-z0-9_]+\/[a-z0-9_]+$/.test(own) ? [{ key: own, changedAt }] : [];
  });
  return { objects, next: textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextContinuationToken') : null };
}

/** Text of the first element of this name; null when there is none. */
export function textOf(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text === undefined ? null : text.replace(/&(amp|lt|gt|quot|apos);/g, (_, word: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[word]!);
}
