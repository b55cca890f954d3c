import type { Locale } from '#contracts';
import type { DrawingHindrance } from '#contracts/refusal';

const en: Record<DrawingHindrance | 'NOT_THERE' | 'ONE_OF_TWO' | 'NOTHING_GIVEN', string> = {
  NDA: 'Accept the non-disclosure text of the tender first; then the drawing opens.',
  STAGE: 'The tender does not let bidders go further with this drawing.',
  DECLINED: 'The lot was declined; its drawings are closed.',
  CANCELLED: 'The lot or order was cancelled; its drawings are closed.',
  ENDED: 'The time in which this drawing could be seen is over.',
  RECALLED: 'The owner has taken this drawing back.',
  SUPERSEDED: 'A later revision was released; parts must not be made by this one.',
  FORMAT: 'This kind of file cannot be shown in place.',
  TICKET: 'The address was used before, or by another session.',
  NONE: 'The file was never shown to this company.',
  NOT_THERE: 'The file was refused, or its bytes have not come yet.',
  ONE_OF_TWO: 'Name a part or a tender, and only one of them.',
  NOTHING_GIVEN: 'This company was never shown drawings of it.',
};

const zh: typeof en = {
  NDA: '请先接受询价单的保密约定，然后即可查看图纸。',
  STAGE: '该询价单不向报价方开放此图纸的更高权限。',
  DECLINED: '该标的已谢绝，图纸不再开放。',
  CANCELLED: '该标的或订单已取消，图纸不再开放。',
  ENDED: '查看该图纸的期限已过。',
  RECALLED: '图纸所有方已收回该图纸。',
  SUPERSEDED: '已发布新版本，不得再按此版本加工。',
  FORMAT: '此类文件无法在线预览。',
  TICKET: '该地址已使用过，或来自其他会话。',
  NONE: '从未向该公司开放过此文件。',
  NOT_THERE: '文件已被拒绝，或尚未上传完成。',
  ONE_OF_TWO: '请指定零件或询价单中的一个。',
  NOTHING_GIVEN: '未曾向该公司开放过相关图纸。',
};

/** The slice's sentences for people, in the language of the request. */
export function sentences(locale: Locale): typeof en {
  return locale === 'en' ? en : zh;
}
