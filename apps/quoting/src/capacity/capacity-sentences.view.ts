import type { Locale } from '#contracts';
import { exhaustive } from '#kernel';
import type { FitReason } from './fit.policy.js';

/** The reasons of a fit as people read them, in their order; operations of which the same is to be said share a sentence. */
export function fitSentences(reasons: readonly FitReason[], locale: Locale): string[] {
  const zh = locale === 'zh-CN';
  const said = new Map<string, string[]>();
  for (const reason of reasons) {
    const words = fitWords(reason, zh);
    said.set(words, [...(said.get(words) ?? []), ...('process' in reason ? [reason.process] : [])]);
  }
  return [...said].map(([words, processes]) => (processes.length === 0 ? words : `${processes.join(zh ? '、' : ', ')}${zh ? '：' : ': '}${words}`));
}

function fitWords(reason: FitReason, zh: boolean): string {
  switch (reason.code) {
    case 'MACHINE': return zh ? `${reason.machine} 可加工` : `${reason.machine} can do it`;
    case 'OFFERED': return zh ? '工艺符合，未登记机床' : 'offered, no machine recorded';
    case 'GIVEN_ON': return zh ? '可转外协' : 'may be given on';
    case 'MISSING': return zh ? '不提供此工艺' : 'not offered';
    case 'TOO_LARGE': return zh ? `工件 ${reason.need} mm 超出行程 ${reason.have} mm` : `work of ${reason.need} mm exceeds ${reason.have} mm`;
    case 'TOO_HEAVY': return zh ? `工件 ${reason.need} kg 超出承重 ${reason.have} kg` : `${reason.need} kg exceeds ${reason.have} kg`;
    case 'TOO_FINE': return zh ? `要求 ±${reason.need} mm，机床只能 ±${reason.have} mm` : `±${reason.need} mm asked, ±${reason.have} mm at best`;
    case 'TOO_HARD': return zh ? `HRC${reason.need} 超出 HRC${reason.have}` : `HRC ${reason.need} exceeds HRC ${reason.have}`;
    case 'BUSY': return reason.load === 'FULL' ? (zh ? '自报本周已满' : 'says it is full') : (zh ? '自报本周一般' : 'says it is partly busy');
    case 'DISTANCE': return zh ? `距离 ${reason.km} km` : `${reason.km} km away`;
    default: return exhaustive(reason);
  }
}

/** What is wrong with a machine or with an answer, with what would pass. */
export type MachineComplaint =
  | 'NAME_NEEDED' | 'PROCESSES_NEEDED' | 'VERSION_NEEDED' | 'SIDE_TOO_LARGE' | 'MASS_TOO_LARGE' | 'TOLERANCE_TOO_LARGE' | 'HARDNESS_TOO_LARGE' | 'HOURS_TOO_LARGE' | 'TOO_MANY' | 'DAYS_OUT_OF_RANGE';

const complaints: Record<MachineComplaint, { zh: string; en: string }> = {
  NAME_NEEDED: { zh: '新机床需要名称', en: 'a new machine needs a name' },
  PROCESSES_NEEDED: { zh: '新机床至少需要一个工艺', en: 'a new machine needs at least one process' },
  VERSION_NEEDED: { zh: '修改机床需要读到的版本号', en: 'name the version that was read' },
  SIDE_TOO_LARGE: { zh: '应大于 0 且不超过 100000 mm', en: 'must be above 0 and at most 100000 mm' },
  MASS_TOO_LARGE: { zh: '应大于 0 且不超过 1000000 kg', en: 'must be above 0 and at most 1000000 kg' },
  TOLERANCE_TOO_LARGE: { zh: '应大于 0 且不超过 10 mm', en: 'must be above 0 and at most 10 mm' },
  HARDNESS_TOO_LARGE: { zh: '应大于 0 且不超过 70 HRC', en: 'must be above 0 and at most 70 HRC' },
  HOURS_TOO_LARGE: { zh: '应大于 0 且不超过 24 小时', en: 'must be above 0 and at most 24 hours' },
  DAYS_OUT_OF_RANGE: { zh: '应为 1 到 31 天', en: 'must be 1 to 31 days' },
  TOO_MANY: { zh: '每家公司最多 500 台机床', en: 'a company may record at most 500 machines' },
};

/** The complaint in the reader's language. */
export function machineSentence(complaint: MachineComplaint, locale: Locale): string {
  return complaints[complaint][locale === 'zh-CN' ? 'zh' : 'en'];
}

/** What is said above a list of complaints, and to somebody who is late. */
export function capacitySentence(code: 'INPUT' | 'VERSION', locale: Locale): string {
  const zh = locale === 'zh-CN';
  if (code === 'INPUT') return zh ? '有些数值不符合要求,未作任何修改。' : 'Some values break a rule; nothing was changed.';
  return zh ? '机床已被他人修改,请重新读取。' : 'Somebody changed the machine; read it again.';
}
