const LONGEST_PX = 1_600;
const LARGEST_BYTES = 300_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

/**
 * A photo as small as evidence may be: at most 1,600 px long and about 300 kB, drawn anew so that the place and the camera in it stay with the
 * shop. A picture that the browser cannot read goes as it is.
 */
export async function smallPhoto(file: File): Promise<{ name: string; bytes: Blob }> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return { name: file.name, bytes: file };
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let bytes: Blob = file;
  for (const quality of QUALITIES) {
    bytes = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', quality));
    if (bytes.size <= LARGEST_BYTES) break;
  }
  return { name: file.name.replace(/\.\w{1,5}$/, '').slice(0, 100).concat('.jpg'), bytes };
}
