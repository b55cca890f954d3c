import { useState, type ReactNode } from 'react';
import { Icon } from './icon.js';
import './part-picture.css';

/** Pictures are drawn four to three. */
const SIZES = { row: [36, 27], phone: [64, 48], card: [96, 72], large: [160, 120] } as const;

/**
 * What a part looks like, in a place of a fixed size, so that nothing moves when it comes; a sign where there is no picture, or its address has ended.
 * It stands beside the name of its part and says nothing alone.
 */
export function PartPicture({ url, size = 'row' }: { url: string | null; size?: keyof typeof SIZES }) {
  const [width, height] = SIZES[size];
  const [gone, setGone] = useState<string | null>(null);
  const there = url !== null && gone !== url;
  return (
    <span className={`part-picture${there ? '' : ' none'}`} style={{ width, height }} data-testid="part-picture" data-there={there}>
      {there ? <img src={url} alt="" width={width} height={height} loading="lazy" decoding="async" onError={() => setGone(url)} /> : <Icon name="part" size={size === 'row' ? 16 : 28} />}
    </span>
  );
}

/** What a card says first, beside the picture of its part; where there is none it has the whole width. */
export function BesidePicture({ url, children }: { url: string | null; children: ReactNode }) {
  return <span className="beside-picture">{url !== null && <PartPicture url={url} size="phone" />}<span className="beside-words">{children}</span></span>;
}
