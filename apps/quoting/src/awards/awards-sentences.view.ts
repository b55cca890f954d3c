import type { Locale } from '#contracts';
import type { AwardRule } from '#contracts/quoting-awards';

type Sentence = { zh: string; en: string };

const rules: Record<AwardRule, Sentence> = {
  ALREADY_AWARDED: { zh: '标的已有有效定标。', en: 'The lot has an award that stands.' },
  BID_NOT_VALID: { zh: '该报价已失效或不属于此标的。', en: 'The bid is not valid any more or belongs to another lot.' },
  REASON_MISSING: { zh: '未选第一名、报价高于心理价或退回时,必须说明理由。', en: 'A reason is needed: the best rank was passed over, the bid is above the reserve, or the award is sent back.' },
  MATCHED_PARTS: { zh: '左右对称件应由同一家加工,分给多家须说明理由。', en: 'Parts that mirror each other go to different suppliers; say why.' },
  SUPPLIER_STOPPED: { zh: '供应商已被暂停。', en: 'The supplier is stopped.' },
  QUANTITY: { zh: '数量分配不正确。', en: 'The quantities do not add up.' },
};

/** Why a decision is not allowed. */
export function awardRuleSentence(rule: AwardRule, locale: Locale): string {
  return rules[rule][locale === 'zh-CN' ? 'zh' : 'en'];
}

const others = {
  VERSION: { zh: '内容已被他人修改,请重新读取。', en: 'Somebody changed it; read it again.' },
  LOT_STATE: { zh: '标的当前状态不能定标。', en: 'The lot cannot be awarded in its present state.' },
  NOTHING_PROPOSED: { zh: '没有待审批的定标。', en: 'No award waits for a decision.' },
  ANSWERED: { zh: '此定标已不能答复。', en: 'The award can no longer be answered.' },
  INPUT: { zh: '有些数值不符合规则,未作任何修改。', en: 'Some values break a rule; nothing was changed.' },
  DECLINE_REASON: { zh: '拒单须选择原因', en: 'name a reason for declining' },
} satisfies Record<string, Sentence>;

/** The sentence of a refusal. */
export function awardSentence(code: keyof typeof others, locale: Locale): string {
  return others[code][locale === 'zh-CN' ? 'zh' : 'en'];
}
