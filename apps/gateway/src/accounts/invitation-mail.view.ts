import type { Locale } from '#contracts';

/** What the two mails of an invitation are made of. */
export interface InvitationMail {
  companyName: string;
  inviterName: string;
  /** Address of the page that takes it; the token is put behind it as a fragment, which no server sees. */
  page: string;
  token: string;
  code: string;
  /** End of the invitation, as a day. */
  until: string;
  locale: Locale;
}

/** Token and code go in two mails, so that a forwarded one opens nothing. */
export function invitationMails(mail: InvitationMail): { subject: string; text: string }[] {
  if (mail.locale === 'en') {
    return [
      {
        subject: `${mail.companyName} invites you to Mouldshare`,
        text: `${mail.inviterName} invites you to work for ${mail.companyName} on Mouldshare.\n\nOpen this page until ${mail.until}, and type the six digits that come in a second mail:\n\n${mail.page}#${mail.token}\n\nGive the link to nobody else.\nIf you do not know the company, ignore this mail.\n`,
      },
      { subject: 'Your Mouldshare code', text: `Your code for the invitation of ${mail.companyName}:\n\n${mail.code}\n\nGive it to nobody.\n` },
    ];
  }
  return [
    {
      subject: `${mail.companyName} 邀请您使用模享`,
      text: `${mail.inviterName} 邀请您加入 ${mail.companyName}（模享 Mouldshare）。\n\n请在 ${mail.until} 之前打开下面的页面，并填写另一封邮件中的六位验证码：\n\n${mail.page}#${mail.token}\n\n请勿将链接告诉他人。\n如果您不认识这家公司，请忽略本邮件。\n`,
    },
    { subject: '模享验证码', text: `${mail.companyName} 邀请的验证码：\n\n${mail.code}\n\n请勿告诉他人。\n` },
  ];
}
