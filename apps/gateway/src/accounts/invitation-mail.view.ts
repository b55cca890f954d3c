import type { Locale } from '#contracts';

/** What the two mails of an invitation are made of. */
export interface InvitationMail {
  companyName: string;
  inviterName: string;
  /** Address of the page that takes the link. */
  url: string;
  code: string;
  /** End of the link, as a day. */
  until: string;
  locale: Locale;
}

/** Link and code go in two mails, so that a forwarded link opens nothing. */
export function invitationMails(mail: InvitationMail): { subject: string; text: string }[] {
  if (mail.locale === 'en') {
    return [
      {
        subject: `${mail.companyName} invites you to Mouldshare`,
        text: `${mail.inviterName} invites you to work for ${mail.companyName} on Mouldshare.\n\nOpen this link until ${mail.until}:\n${mail.url}\n\nThe page asks for a code of six digits, which comes in a second mail.\nIf you do not know the company, ignore this mail.\n`,
      },
      { subject: 'Your Mouldshare code', text: `Your code for the invitation of ${mail.companyName}:\n\n${mail.code}\n\nGive it to nobody.\n` },
    ];
  }
  return [
    {
      subject: `${mail.companyName} 邀请您使用模享`,
      text: `${mail.inviterName} 邀请您加入 ${mail.companyName}（模享 Mouldshare）。\n\n请在 ${mail.until} 之前打开：\n${mail.url}\n\n页面会要求输入六位验证码，验证码在另一封邮件中。\n如果您不认识这家公司，请忽略本邮件。\n`,
    },
    { subject: '模享验证码', text: `${mail.companyName} 邀请的验证码：\n\n${mail.code}\n\n请勿告诉他人。\n` },
  ];
}
