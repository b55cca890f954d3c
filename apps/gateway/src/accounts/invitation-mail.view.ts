import type { Locale } from '#contracts';

/** What the two mails of an invitation are made of. */
export interface InvitationMail {
  companyName: string;
  inviterName: string;
  /** Where the API takes it. */
  endpoint: string;
  token: string;
  code: string;
  /** End of the invitation, as a day. */
  until: string;
  locale: Locale;
}

/**
 * Token and code go in two mails, so that a forwarded one opens nothing. There is no page yet that takes them, so no link is
 * given that would lead nowhere: the mail says which call does.
 */
export function invitationMails(mail: InvitationMail): { subject: string; text: string }[] {
  if (mail.locale === 'en') {
    return [
      {
        subject: `${mail.companyName} invites you to Mouldshare`,
        text: `${mail.inviterName} invites you to work for ${mail.companyName} on Mouldshare.\n\nThe web pages are not there yet, so the invitation is taken up through the API, until ${mail.until}:\n\n${mail.endpoint}\nmutation acceptInvitation(input: { idempotencyKey, token, code, name, password })\n\ntoken: ${mail.token}\ncode: six digits, which come in a second mail\nname, password: yours, new ones if you have no account yet\n\nWhoever invited you can help with this call. Give the token to nobody else.\nIf you do not know the company, ignore this mail.\n`,
      },
      { subject: 'Your Mouldshare code', text: `Your code for the invitation of ${mail.companyName}:\n\n${mail.code}\n\nGive it to nobody.\n` },
    ];
  }
  return [
    {
      subject: `${mail.companyName} 邀请您使用模享`,
      text: `${mail.inviterName} 邀请您加入 ${mail.companyName}（模享 Mouldshare）。\n\n网页界面尚未上线，请在 ${mail.until} 之前通过接口接受邀请：\n\n${mail.endpoint}\nmutation acceptInvitation(input: { idempotencyKey, token, code, name, password })\n\ntoken：${mail.token}\ncode：六位验证码，在另一封邮件中\nname、password：您的姓名和密码；还没有账号时由您自定\n\n如需帮助，请联系邀请人。请勿将 token 告诉他人。\n如果您不认识这家公司，请忽略本邮件。\n`,
    },
    { subject: '模享验证码', text: `${mail.companyName} 邀请的验证码：\n\n${mail.code}\n\n请勿告诉他人。\n` },
  ];
}
