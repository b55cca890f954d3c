import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invitationMails } from './invitation-mail.view.js';
import { MailFolder, writeMail } from './mail-folder.storage.js';

const mail = { companyName: '永和模具', inviterName: 'Lin', page: 'http://127.0.0.1:3000/invite', token: 'msi_x', code: '012345', until: '2026-12-23', locale: 'zh-CN' as const };

describe('the letters of an invitation', () => {
  it('never hold token and code together, in either language', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const letters = invitationMails({ ...mail, locale });
      expect(letters[0]!.text).toContain(`\n${mail.page}#${mail.token}\n`);
      expect(letters.map(({ text }) => [text.includes(mail.token), text.includes(mail.code)])).toEqual([[true, false], [false, true]]);
    }
  });
});

describe('mail as files', () => {
  it('is readable by its owner alone and by any mail program', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mail-'));
    try {
      await new MailFolder(join(folder, 'out'), 'Mouldshare <no-reply@mouldshare.invalid>').send({ to: 'lin@yonghe.example', subject: '邀请', text: '你好\nhttp://x' });
      const [name, ...more] = await readdir(join(folder, 'out'));
      expect(more).toEqual([]);
      expect(name).toMatch(/\.eml$/);
      expect((await stat(join(folder, 'out', name!))).mode & 0o777).toBe(0o600);
      const [head, body] = (await readFile(join(folder, 'out', name!), 'utf8')).split('\r\n\r\n');
      expect(head).toContain('Content-Transfer-Encoding: 8bit');
      expect(head).toContain('To: lin@yonghe.example');
      expect(body).toBe('你好\r\nhttp://x\r\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('lets nobody write headers through a name', () => {
    const text = writeMail({ to: 'lin@yonghe.example\r\nBcc: all@x.example', subject: 'x\r\nX-Evil: 1', text: 't' }, 'Mouldshare <x@y.z>', 'id', new Date(0));
    expect(text.split('\r\n\r\n')[0]!.split('\r\n').map((line) => line.split(':')[0])).toEqual(['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding']);
  });
});
