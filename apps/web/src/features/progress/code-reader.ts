/** Reads a code from a picture; null when there is none in it. */
export type CodeReader = (picture: HTMLCanvasElement) => Promise<string | null>;

interface Detector { detect(picture: CanvasImageSource): Promise<readonly { rawValue: string }[]> }
interface Detectors { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<readonly string[]> }

/** The device's own reader where it has one, else ours, which is fetched for this page alone. */
export async function openReader(): Promise<CodeReader> {
  const own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  if (own !== undefined && (await own.getSupportedFormats().catch((): string[] => [])).includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] });
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
  }
  return (await import('./code-reader-wasm.js')).readCode;
}
