import type { Locale } from '#contracts';

const en = {
  notShown: () => 'There are no pages of this kind of file; it can be downloaded.',
  notThere: () => 'The file was refused, or its bytes have not come yet.',
  empty: () => 'The file is empty.',
  tooLarge: (mib: string) => `The file is too large; at most ${mib} MiB are taken for this purpose.`,
  uploadsADay: (limit: number) => `The company has made ${limit} uploads in 24 hours; more are taken later.`,
  bytes: (gib: number) => `The company's files fill ${gib} GiB; remove some before uploading more.`,
};

const zh: typeof en = {
  notShown: () => '这种文件不能在线看图，可以下载。',
  notThere: () => '文件已被拒绝，或尚未上传完成。',
  empty: () => '文件是空的。',
  tooLarge: (mib) => `文件过大，此用途最多 ${mib} MiB。`,
  uploadsADay: (limit) => `本公司 24 小时内已上传 ${limit} 次，请稍后再传。`,
  bytes: (gib) => `本公司的文件已占满 ${gib} GiB，请先清理。`,
};

/** The slice's sentences for people, in the language of the request. */
export function sentences(locale: Locale): typeof en {
  return locale === 'en' ? en : zh;
}
