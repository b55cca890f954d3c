import { encode } from 'uqr';

const [WIDTH, HEIGHT] = [640, 480];
const FRAMES = 6;

/** A film of a square code in the middle of a grey wall, or of the wall alone, in the format that the browser's camera shows (YUV4MPEG2, 4:2:0). */
export function moving(text: string | null): Buffer {
  const light = Buffer.alloc(WIDTH * HEIGHT, 150);
  if (text !== null) {
    const { data, size } = encode(text, { border: 4 });
    const dot = Math.floor((HEIGHT - 40) / size);
    const [left, top] = [Math.floor((WIDTH - size * dot) / 2), Math.floor((HEIGHT - size * dot) / 2)];
    data.forEach((row, y) => row.forEach((on, x) => {
      for (let line = 0; line < dot; line++) light.fill(on ? 16 : 235, (top + y * dot + line) * WIDTH + left + x * dot, (top + y * dot + line) * WIDTH + left + (x + 1) * dot);
    }));
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: FRAMES }, () => frame)]);
}
