/** Text of a drawing with its special codes resolved (DXF reference: `%%c`, `%%d`, `%%p`, `%%nnn`, `\U+nnnn`, `\M+5nnnn`). */
export function plainText(text: string): string {
  return text
    .replace(/%%([cdpuo%]|\d{3})/gi, (_, code: string) => {
      switch (code.toLowerCase()) {
        case 'c': return 'Ø';
        case 'd': return '°';
        case 'p': return '±';
        case '%': return '%';
        case 'u': case 'o': return '';
        default: return String.fromCharCode(Number(code));
      }
    })
    .replace(/\\U\+([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\M\+[1-5]([0-9a-f]{2})([0-9a-f]{2})/gi, (_, lead: string, trail: string) => new TextDecoder('gb18030').decode(Uint8Array.of(parseInt(lead, 16), parseInt(trail, 16))));
}

/** Lines of a paragraph of a drawing, without what its codes say of fonts, heights and colours; stacked fractions are written in a row. */
export function paragraphLines(text: string): string[] {
  return text
    .replace(/\\\\/g, '\u0001').replace(/\\\{/g, '\u0002').replace(/\\\}/g, '\u0003')
    .replace(/\\P/g, '\n').replace(/\\~/g, ' ')
    .replace(/\\S([^;]*);/g, (_, stack: string) => stack.replace(/\s*[#^/]\s*/, '/').replace(/^\/|\/$/g, ''))
    .replace(/\\[ACFHQTWfp][^;\\{}]*;/g, '')
    .replace(/\\[LlOoKk]/g, '').replace(/[{}]/g, '')
    .replace(/\u0001/g, '\\').replace(/\u0002/g, '{').replace(/\u0003/g, '}')
    .split('\n').map(plainText);
}
