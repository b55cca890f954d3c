import { processes } from '#contracts/catalogue';
import { processEntries } from './processes.policy.js';
import { singleNames, tradeKey } from './trade-key.policy.js';

const known = new Map<string, string>();
const add = (name: string, code: string): void => {
  const key = tradeKey(name);
  if (!known.has(key)) known.set(key, code);
};
for (const { code } of processes) add(code, code);
for (const { code, nameZh, nameEn } of processes) for (const name of [nameZh, ...singleNames(nameZh), nameEn, ...singleNames(nameEn)]) add(name, code);
for (const { code, aliases } of processEntries) for (const name of aliases) add(name, code);

/** Single characters and words that stand for a step on route cards. */
const shopWords: Readonly<Record<string, readonly string[]>> = {
  BUY: ['外购', '采购', '订购'], SAW: ['开料', '下料', '锯'], MIL: ['铣', '铣床', '飞模面', 'milling', 'mill'], CNC: ['锣', 'cnc铣', '加工中心', 'vmc'],
  TUR: ['车', '车床', 'turn', 'lathe'], GR: ['磨', '磨床', '平磨', 'grinding', 'grind'], CGR: ['外圆磨', '内圆磨', '圆磨', '无心磨'],
  DT: ['钻', '钻孔', '攻牙', '攻丝', 'drill', 'drilling', 'tapping'], EDM: ['火花', '放电', '电火花', 'sinker edm', 'die sinking'],
  WEDM: ['慢走丝', '慢丝', '慢走', 'slow wire', 'wire edm', 'wire cut'], WEDF: ['线割', '线切割', '快走丝', '快丝', '中走丝', '中丝', 'fast wire'],
  HT: ['热处理', '淬火', '真空淬火', '热处', 'heat treatment', 'hardening'], NIT: ['氮化', '渗氮', 'nitriding'], POL: ['抛光', '省模', 'polish', 'polishing'],
  TEX: ['晒纹', '咬花', 'texture', 'texturing'], CMM: ['检测', '检验', '三坐标', '三次元', 'inspection'], ASM: ['装配', '组立', '组装', 'assembly'],
  FIT: ['钳工', '配模', '飞模', 'fitting', 'bench'], LE: ['刻字', '打标', 'engraving'], PLT: ['电镀', '镀铬', 'plating'], LW: ['烧焊', '焊接', 'welding'],
};
for (const [code, words] of Object.entries(shopWords)) for (const word of words) add(word, code);

/** The process code behind a code, a name or shop talk; null for a word that names no process of the catalogue. */
export function findProcess(text: string): string | null {
  const key = tradeKey(text);
  return known.get(key) ?? known.get(key.replace(/(加工|处理|工序)$/, '')) ?? null;
}
