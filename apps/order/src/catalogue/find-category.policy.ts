import { categories, categoryOf, type CategoryView } from '#contracts/catalogue';
import { categoryEntries, type CategoryEntry } from './categories.policy.js';
import { singleNames, tradeKey } from './trade-key.policy.js';

const entryByCode = new Map(categoryEntries.map((entry) => [entry.code, entry]));

/** The reference entry of a kind of part, or null for an unknown code. */
export function categoryEntryOf(code: string): CategoryEntry | null {
  return entryByCode.get(code) ?? null;
}

/** Words of shop floors and English lists beyond the reference names; the head noun comes last. */
const furtherWords: Readonly<Record<string, readonly string[]>> = {
  MBS: ['模胚', '标准模架'], TCP: ['定模面板', 'clamping plate'], BCP: ['动模底板'], APL: ['a plate', 'cavity plate'], BPL: ['b plate', 'core plate'],
  SPC: ['模脚方铁', 'spacer'], ERP: ['上顶针板', 'retainer plate'], EBP: ['下顶针板'], MFP: ['manifold plate'], INS: ['insulation board'],
  CAV: ['前模', '型腔', '母模', '前模芯', 'cavity'], COR: ['后模', '型芯', '公模', '后模芯', 'core'],
  CPN: ['入子针', '成型针', 'core pin'], DAT: ['日期章', '日期码', '字码镶件', '标识镶件', '环保标识', 'mark insert', 'id insert'], VNT: ['排气镶件', '排气针', 'vent'],
  SLD: ['滑块', '行位', '滑块座', 'slide', 'slider', 'slide body'], HEL: ['铲基', '铲鸡', '楔紧块', 'wedge', 'heel block'],
  GIB: ['压条', '压板', '导轨', '滑轨', '导滑块', 'gib', 'shoe rail', 'guide rail'], WPL: ['耐磨板', '耐磨块', 'wear plate'],
  ANP: ['斜导柱', '斜边', '斜销', 'angle pin', 'horn pin'], ANB: ['斜导柱压块', '斜导柱固定块', 'angle pin block'], SLR: ['波珠', '波珠螺丝', 'ball plunger'],
  LFT: ['斜顶', '斜方', '斜顶杆', 'lifter'], LFB: ['斜顶座', 'lifter shoe'], LFG: ['斜顶导向块', 'lifter guide', 'lifter guide block'],
  EJP: ['顶针', '有托顶针', '圆顶针', '托针', 'ejector pin'], EJF: ['扁顶针', 'flat ejector', 'flat ejector pin', 'blade ejector'], EJS: ['司筒', 'ejector sleeve', 'sleeve'],
  EJC: ['司筒针', 'sleeve core pin', 'sleeve pin'], EJB: ['直顶', '顶块', 'ejector block'], EJR: ['直顶杆', '顶棍', '顶棍连接杆', '连接杆', 'ejector rod', 'block rod', 'coupling rod'],
  RTP: ['回针', 'return pin'], SPR: ['弹簧', '弹弓', 'spring'], STB: ['垃圾钉', 'stop button', 'rest button'], SPL: ['撑头', 'support pillar'],
  LMB: ['限位柱', '限位块', 'stroke limiter', 'limiter'], GDP: ['导柱', 'guide pillar', 'leader pin', 'guide pin'], GDB: ['导套', 'guide bush', 'bushing'],
  EGP: ['中托边', '推板导柱', 'ejector guide pin'], EGB: ['中托司', '推板导套', 'ejector guide bush'], ILK: ['边锁', '精定位', '锥度精定位', 'interlock'],
  LOC: ['定位圈', '定位环', 'locating ring'], SPB: ['唧嘴', '唧咀', '主射咀', '射咀', '浇口套', 'sprue bush'], HRS: ['热流道系统', 'hot runner', 'hot runner system'],
  HRN: ['热嘴', 'hot nozzle'], SPP: ['拉料针', '水口勾针', 'sprue puller'], GTI: ['入水镶件', '浇口镶件', 'gate insert'], NPP: ['水嘴', '喉嘴', 'nipple'],
  PLG: ['堵头', '喉塞', '止水塞', 'plug', 'pipe plug'], BFL: ['隔水片', 'baffle'], ORG: ['密封圈', '胶圈', 'o-ring', 'o ring', 'seal ring'],
  SCW: ['螺丝', '螺钉', '螺栓', 'screw', 'bolt', 'cap screw'], DWL: ['定位销', '管钉', '销钉', '定位针', 'dowel', 'dowel pin'], EYE: ['吊环', 'eye bolt', 'eyebolt'],
  STR: ['锁模片', '锁模块', '吊模块', '模脚护块', '护块', 'safety strap', 'lifting bar', 'mould foot'], LSW: ['行程开关', '微动开关', 'limit switch'],
  CTR: ['计数器', 'counter'], NPT: ['铭牌', '水路牌', '标牌', 'name plate', 'plate label', 'diagram plate'], CYL: ['油缸', 'cylinder'],
  PLK: ['尼龙扣', '扣机', '开闭器', 'parting lock'], WIR: ['接线盒', '插座', 'junction box'], ELC: ['铜公', '电极', '粗公', '精公', '公', 'electrode'], ELG: ['石墨公', '石墨电极'],
};

/** Words that only say "insert"; which one depends on what stands before it or on the section of the list. */
const INSERT = /(镶件|镶块|镶套|入子|镶针座|insert|inlay)$/;
const insertOf: readonly (readonly [RegExp, string])[] = [
  [/(滑块|行位|slide)/, 'SLI'], [/(入水|浇口|潜水|gate)/, 'GTI'], [/(排气|透气|vent)/, 'VNT'],
  [/(前模|定模|母模|型腔|cavity|热嘴)/, 'CVS'], [/(后模|动模|公模|型芯|骨位|core)/, 'CRS'],
];

interface Word { readonly key: string; readonly code: string }
const words: Word[] = [];
const exact = new Map<string, string>();
for (const { code, nameZh, nameEn } of categories) {
  const entry = entryByCode.get(code);
  const names = [...singleNames(nameZh), ...(entry?.aliases ?? []), ...(furtherWords[code] ?? []), ...singleNames(nameEn)];
  for (const name of [nameZh, nameEn, ...names]) {
    const key = plain(name);
    if (key === '') continue;
    if (!exact.has(key)) exact.set(key, code);
    if (!words.some((word) => word.key === key)) words.push({ key, code });
  }
}

/** The kind written in a category column: a code, a name or an alias; null when it is none of them. */
export function findCategory(text: string): CategoryView | null {
  const code = text.normalize('NFKC').trim().toUpperCase();
  return categoryOf(code) ?? categoryOf(exact.get(plain(text)) ?? '');
}

/**
 * The kind to propose for a name: the word that ends last is the head of a Chinese or English part name, the longer one wins.
 * `section` is the heading above the line, `material` tells a graphite electrode from a copper one. Null when nothing fits.
 */
export function proposeCategory(name: string, section: string | null, material: string | null): CategoryView | null {
  const key = nameKey(name);
  if (key === '') return null;
  const insert = INSERT.test(key) && !exact.has(key) ? insertKind(key, section) : null;
  const code = insert ?? headWord(key);
  if (code === 'ELC' && material !== null && /石墨|graphite/i.test(material)) return categoryOf('ELG');
  return code === null ? null : categoryOf(code);
}

function insertKind(key: string, section: string | null): string | null {
  const named = endingWord(key);
  if (named !== null && named.key.length > 2 && !/^(镶件|镶块|入子|insert)$/.test(named.key)) return named.code;
  const own = insertOf.find(([pattern]) => pattern.test(key));
  if (own) return own[1];
  return section === null ? null : insertOf.find(([pattern]) => pattern.test(plain(section)))?.[1] ?? null;
}

/** The longest known word that the name ends with. */
function endingWord(key: string): Word | null {
  return words.filter((word) => key.endsWith(word.key)).sort((a, b) => b.key.length - a.key.length)[0] ?? null;
}

function headWord(key: string): string | null {
  let best: { word: Word; end: number } | null = null;
  for (const word of words) {
    const at = key.lastIndexOf(word.key);
    if (at < 0 || (word.key.length === 1 && !key.endsWith(word.key))) continue;
    const end = at + word.key.length;
    if (best === null || end > best.end || (end === best.end && word.key.length > best.word.key.length)) best = { word, end };
  }
  return best?.word.code ?? null;
}

/** A name without what does not say the kind: brackets, sides, counters, sizes. */
function nameKey(name: string): string {
  const text = name.normalize('NFKC').toLowerCase()
    .replace(/[([【].*?[)\]】]/g, ' ')
    .replace(/\b(left|right|upper|lower|lh|rh|dia|rough|finish)\b/g, ' ')
    .replace(/(^|\s)[lr](?=\s|$)/g, ' ')
    .replace(/[φ⌀ø]?\d+(\.\d+)?([x×*][φ⌀ø]?\d+(\.\d+)?)*/g, ' ')
    .replace(/[左右]+$/, ' ');
  return plain(text.replace(/\b(pt|m|e)(?=\s*\/|\s*$)/g, ' '));
}

function plain(text: string): string {
  return tradeKey(text).replace(/[()（）/,.、，:：;；]/g, '');
}
