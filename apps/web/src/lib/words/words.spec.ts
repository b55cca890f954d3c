import { wantedLanguage } from './words.js';

describe('the language of the pages', () => {
  it('is that of the address, then that of the last visit, then the browser’s; Chinese unless English is preferred', () => {
    expect(wantedLanguage('?lang=en', 'zh-CN', ['zh-CN'])).toBe('en');
    expect(wantedLanguage('', 'en', ['zh-CN'])).toBe('en');
    expect(wantedLanguage('', null, ['en-GB', 'zh-CN'])).toBe('en');
    expect(wantedLanguage('', null, ['de-DE'])).toBe('zh-CN');
    expect(wantedLanguage('', null, [])).toBe('zh-CN');
  });
});
