import { readInput } from '#platform/rpc';
import { RegisterInput } from './gateway-accounts.js';

describe('registering', () => {
  const input = (locale: string) => ({ idempotencyKey: 'key-12345', name: 'Li', email: 'li@people.example', password: 'correct-horse-battery', companyName: 'Ruifeng', locale });

  it.each(['zh-CN', 'zh', 'zh-Hant-TW', 'en', 'en-GB', 'EN'])('takes the language %s', async (locale) => {
    expect((await readInput(RegisterInput, input(locale))).locale).toBe(locale);
  });

  it.each(['de', 'fr-FR', 'xx-XX', 'english', 'zh_CN', ''])('refuses %j, in which nobody would be answered', async (locale) => {
    await expect(readInput(RegisterInput, input(locale))).rejects.toMatchObject({ code: 'BAD_INPUT', details: { problems: [{ path: 'locale', message: expect.stringContaining('zh-CN or en') }] } });
  });
});
