import type { Locale } from '#contracts';
import type { NameFlaw } from './name.policy.js';
import type { PasswordFlaw } from './password.policy.js';

/** A sentence in the two languages of the house. */
export interface Sentence { zh: string; en: string }

const sentences = {
  credentials: { zh: '账号、密码或验证码不正确，或链接已失效。', en: 'The address, password or code is not right, or the link is used up.' },
  signInLimit: { zh: '错误次数过多，请稍后再试。', en: 'Too many wrong attempts; try again later.' },
  registerLimit: { zh: '此网络注册过多，请稍后再试。', en: 'Too many registrations from this network; try again later.' },
  demoLimit: { zh: '此网络进入演示的次数过多，请稍后再试。', en: 'Too many visits to the demo from this network; try again later.' },
  noDemo: { zh: '这里没有演示市场。', en: 'No demo market runs here.' },
  demoNotReady: { zh: '演示市场正在准备，请过几秒再试。', en: 'The demo market is being set up; try again in a few seconds.' },
  inputRefused: { zh: '有些内容不符合要求，未做任何更改。', en: 'Some values break a rule; nothing was changed.' },
  versionConflict: { zh: '内容已被他人修改，请重新读取。', en: 'Somebody changed this after you read it; read it again.' },
  emailForm: { zh: '请填写有效的电子邮箱地址，如 lin@example.com。', en: 'must be an e-mail address such as lin@example.com' },
  emailTaken: { zh: '此邮箱不能用于注册；如已有账号请登录。', en: 'cannot be used to register; sign in if it is yours' },
  timeZone: { zh: '请填写时区名称，如 Asia/Shanghai。', en: 'must be a time zone name such as Asia/Shanghai' },
  position: { zh: '纬度（-90 至 90 度）与经度（-180 至 180 度）须一起填写。', en: 'latitude (-90 to 90 degrees) and longitude (-180 to 180 degrees) go together' },
  process: { zh: '没有这个工序代码，见 catalogue.processes。', en: 'is no process of the catalogue; see catalogue.processes' },
  registrationNo: { zh: '登记号须为 4 至 40 位字母、数字或连字符。', en: 'must be 4 to 40 letters, digits or hyphens' },
  registrationTaken: { zh: '此登记号不能使用；如属本公司，请联系平台核实。', en: 'cannot be used; if it is yours, ask the operator of the market to check it' },
  platformRole: { zh: '平台人员角色不能由公司授予。', en: 'the role PLATFORM_OPERATOR cannot be given by a company' },
  memberAlready: { zh: '此人已是本公司成员。', en: 'belongs to a member of this company already' },
  lastOwner: { zh: '公司至少要有一位负责人。', en: 'A company needs at least one owner.' },
  notAMember: { zh: '您不是该公司的成员。', en: 'You are not a member of that company.' },
  keyExpiry: { zh: '到期时间须在一分钟之后、一年之内。', en: 'must be more than a minute and at most a year away' },
  keyRoles: { zh: '密钥的角色不能超出创建者。', en: 'a key cannot hold a role that its maker lacks' },
  keyEnded: { zh: '此密钥已结束。', en: 'The key has ended already.' },
  openInvitations: { zh: '未接受的邀请过多。', en: 'Too many invitations are open.' },
  liveKeys: { zh: '有效密钥过多，请先撤销一些。', en: 'Too many keys are in use; revoke some first.' },
  tooManyCompanies: { zh: '一个人最多加入 50 家公司。', en: 'One person can belong to at most 50 companies.' },
  ownRelation: { zh: '不能与自己的公司建立关系。', en: 'cannot be your own company' },
} as const satisfies Record<string, Sentence>;

const nameFlaws: Readonly<Record<NameFlaw, Sentence>> = {
  EMPTY: { zh: '须含有文字或数字。', en: 'must contain letters or digits' },
  TOO_LONG: { zh: '太长：人名最多 80 字，其他名称最多 120 字。', en: 'is too long: at most 80 characters for a person, 120 for anything else' },
  INVISIBLE: { zh: '不能含有看不见的字符或控制字符。', en: 'must not contain invisible or control characters' },
  LOOK_ALIKE: { zh: '不能使用容易与其他文字混淆的字符，如全角字母或混用字母表。', en: 'must not use characters that pass for others, such as full-width letters or mixed alphabets' },
};

const passwordFlaws: Readonly<Record<PasswordFlaw, Sentence>> = {
  LENGTH: { zh: '密码须为 12 至 128 个字符。', en: 'must have 12 to 128 characters' },
  GUESSABLE: { zh: '密码太容易被猜到。', en: 'is too easy to guess' },
  PERSONAL: { zh: '密码不能只由您的邮箱、姓名或公司名组成。', en: 'must be more than your address, name or company' },
};

export type SentenceKey = keyof typeof sentences;

/** One sentence for people in their language. */
export function say(key: SentenceKey, locale: Locale): string {
  return inLanguage(sentences[key], locale);
}

export function sayNameFlaw(flaw: NameFlaw, locale: Locale): string {
  return inLanguage(nameFlaws[flaw], locale);
}

export function sayPasswordFlaw(flaw: PasswordFlaw, locale: Locale): string {
  return inLanguage(passwordFlaws[flaw], locale);
}

/** The language that is spoken with somebody who asked for a BCP 47 language: English or, for all others, Chinese. */
export function spokenLocale(language: string): Locale {
  return /^en\b/i.test(language) ? 'en' : 'zh-CN';
}

function inLanguage(sentence: Sentence, locale: Locale): string {
  return locale === 'en' ? sentence.en : sentence.zh;
}
