import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

// From our own address: by itself the library would ask a public one.
prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) } });

/** Reads a square code from a picture, without any help of the device. */
export async function readCode(picture: HTMLCanvasElement): Promise<string | null> {
  const context = picture.getContext('2d', { willReadFrequently: true })!;
  const found = await readBarcodes(context.getImageData(0, 0, picture.width, picture.height), { formats: ['QRCode'], maxNumberOfSymbols: 1 });
  return found[0]?.isValid ? found[0].text : null;
}
