const PATHS = {
  close: 'M4 4l12 12M16 4 4 16',
  back: 'M12.5 4 6.5 10l6 6',
  next: 'm7.5 4 6 6-6 6',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zm4.5-1.5L17 17',
  today: 'M3 5h14v12H3zM3 8.5h14M7 2.5v4M13 2.5v4',
  tender: 'M4 3h9l3 3v11H4zM7 8h6M7 11h6M7 14h3',
  mould: 'M3 4h6v12H3zM11 4h6v5h-6zM11 11h6v5h-6z',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z',
  person: 'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17a6.5 6.5 0 0 1 13 0',
  phone: 'M6 2h8v16H6zM9 15.5h2',
  jobs: 'M3 6h14v10H3zM7 6V3.5h6V6M3 10.5h14',
  bid: 'm5 3 5 7 5-7M10 10v7M6 11h8M6 14h8',
  out: 'M8 3H3v14h5M12 6l4 4-4 4M16 10H7',
  fold: 'M3 4h14v12H3zM8 4v12',
  company: 'M4 17V5l7-2v14M11 8l5 2v7M2.5 17h15M7 7v.5M7 10v.5M7 13v.5',
  machine: 'M3 17h14M4 17v-5h12v5M10 12V9M7 9h6V3H7z',
  key: 'M12.5 11.5a4 4 0 1 0-4-4c0 .5.1 1 .3 1.5L3 14.8V17h2.5v-2H7.5v-2h2L11 11.2c.5.2 1 .3 1.5.3z',
  settings: 'M3 6h6M13 6h4M3 14h2M9 14h8M11 4v4M7 12v4',
  work: 'M3 17V8l5 3V8l5 3V5h4v12zM6.5 14h1M11 14h1',
  play: 'M6 3.5v13l10-6.5z',
  pause: 'M6 4v12M14 4v12',
  check: 'm3.5 10.5 4.5 4.5 8.5-10',
  camera: 'M3 6h3.5L8 4h4l1.5 2H17v10H3zM10 13.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5z',
  alert: 'M10 3 18 17H2zM10 8v4M10 14.4v.2',
  scan: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M5 10h10',
  copy: 'M7 7h10v10H7zM13 7V3H3v10h4',
  part: 'M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM3.5 6 10 9.5 16.5 6M10 9.5v8',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4',
} as const;
export type IconName = keyof typeof PATHS;

/** A picture beside a word; it says nothing alone. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={PATHS[name]} /></svg>;
}
