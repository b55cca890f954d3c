import { crc32, deflateSync } from 'node:zlib';

/** A photograph as a shop would take it, as PNG bytes: a milled block with four bores and a pocket. */
export function aPhoto(width = 960, height = 720): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  const [left, top, right, bottom] = [width * 0.16, height * 0.2, width * 0.84, height * 0.82];
  const bores = [[0.26, 0.34], [0.74, 0.34], [0.26, 0.68], [0.74, 0.68]].map(([x, y]) => [width * x!, height * y!] as const);
  const radius = height * 0.06;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inBlock = x > left && x < right && y > top && y < bottom;
      const bore = bores.map(([cx, cy]) => Math.hypot(x - cx, y - cy)).find((far) => far < radius * 1.25);
      const inPocket = Math.abs(x - width / 2) < width * 0.13 && Math.abs(y - height * 0.51) < height * 0.13;
      // Brushed steel on a wooden bench, the light from the upper left.
      const grain = ((x * 7 + ((y * 13) % 31)) % 17) - 8;
      const steel = 150 + 50 * (1 - (x - left) / (right - left)) + ((y * 37) % 11) - 5;
      const tone = !inBlock ? null : bore !== undefined && bore < radius ? 40 + bore / 3 : bore !== undefined ? 225 : inPocket ? steel * 0.72 : steel;
      const [r, g, b] = tone === null ? [118 + grain, 84 + grain, 52 + grain / 2] : [tone, tone * 1.01, tone * 1.04];
      const at = y * (width * 3 + 1) + 1 + x * 3;
      for (const [i, value] of [r, g, b].entries()) rows[at + i] = Math.max(0, Math.min(255, Math.round(value!)));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
