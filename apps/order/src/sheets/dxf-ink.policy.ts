/** The seven named colours of a drawing; what lies above 9 is computed from its place in the wheel of 24 hues. */
const NAMED: readonly number[] = [0x000000, 0xff0000, 0xffff00, 0x00ff00, 0x00ffff, 0x0000ff, 0xff00ff, 0x000000, 0x414141, 0x808080];
/** Brightness (0 to 1) above which a colour, made for a black screen, is not seen on white paper. */
const TOO_BRIGHT = 0.55;

/** CSS colour in which a colour of a drawing can be read on white paper. `exact` is a 24 bit colour that overrules the index. */
export function inkOf(index: number, exact: number | null): string {
  const rgb = exact ?? NAMED[index] ?? (index >= 10 && index <= 249 ? wheel(index) : 0x404040);
  let parts = [(rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255];
  const brightness = (0.299 * parts[0]! + 0.587 * parts[1]! + 0.114 * parts[2]!) / 255;
  if (brightness > 0.97) parts = [0, 0, 0];
  else if (brightness > TOO_BRIGHT) parts = parts.map((part) => Math.round((part * TOO_BRIGHT) / brightness));
  return `rgb(${parts.join(' ')})`;
}

function wheel(index: number): number {
  const hue = (Math.floor(index / 10) - 1) * 15;
  const value = [1, 0.65, 0.5, 0.3, 0.15][Math.floor((index % 10) / 2)]!;
  const saturation = index % 2 === 1 ? 0.5 : 1;
  const part = (n: number): number => {
    const k = (n + hue / 60) % 6;
    return Math.round(255 * value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return (part(5) << 16) | (part(3) << 8) | part(1);
}
