/** One page of a PDF: its size in points and what its content stream says. */
export interface PdfPage { readonly size?: readonly [width: number, height: number]; readonly content: string }

/** A real PDF, written object by object. Font /F1 is a Chinese one that is named and not brought along, as programs of the trade write it; /F2 is Helvetica. */
export function aPdf(pages: readonly PdfPage[], given: { catalog?: string; trailer?: string; objects?: readonly string[] } = {}): Buffer {
  const font = [
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  const first = 3 + font.length;
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${given.catalog ?? ''}>>`,
    `<</Type/Pages/Kids[${pages.map((_, i) => `${first + 2 * i} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    ...font,
    ...pages.flatMap(({ size: [width, height] = [842, 595], content }, i) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</Font<</F1 3 0 R/F2 6 0 R>>>>/Contents ${first + 2 * i + 1} 0 R>>`,
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    ]),
    ...(given.objects ?? []),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const at = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${given.trailer ?? ''}>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Chinese text in a content stream; `x` and `y` in points from the lower left. */
export function chinese(text: string, x: number, y: number, size: number): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td <${[...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join('')}> Tj ET`;
}
