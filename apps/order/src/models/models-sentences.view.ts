import type { Locale } from '#contracts';
import type { StepDamage } from './step-structure.parser.js';

const en = {
  damage: (damage: StepDamage): string => {
    switch (damage.code) {
      case 'TRUNCATED': return `The file ends in the middle${damage.in > 0 ? ` (in #${damage.in})` : ''}; parts after it are missing.`;
      case 'DANGLING': return `${damage.count} references lead nowhere; geometry or parts are missing.`;
      case 'NUMBERED_TWICE': return `${damage.count} numbers are given twice; the file contradicts itself.`;
      case 'CYCLE': return `"${damage.name}" contains itself; its pieces are not counted.`;
      case 'TOO_MANY': return `There would be more than 100,000 pieces of "${damage.name}".`;
    }
  },
  failed: (why: string | null): string => (why === 'NOT_STEP' ? 'This is no STEP file.' : why === 'NO_PARTS' ? 'The STEP file names no parts.' : why === 'NO_DATA' ? 'The STEP file is empty.'
    : why === 'TOO_LONG' || why === 'TOO_BIG' ? 'The STEP file is too large to read.' : 'The STEP file could not be read.'),
  stopped: (why: string | null, parts: number): string => {
    const end = `Sizes and pictures of ${parts} parts are missing; sizes can be typed.`;
    switch (why) {
      case 'TOO_LONG': return `The geometry took too long and was stopped. ${end}`;
      case 'TOO_BIG': return `The geometry takes too much memory. ${end}`;
      case 'FILE_TOO_LARGE': return `The file is too large for its geometry. ${end}`;
      default: return `The geometry cannot be read. ${end}`;
    }
  },
  noBody: (name: string): string => `"${name}" has no body in the file; its size can be typed.`,
  severalShapes: (name: string, shapes: readonly number[]): string => `"${name}" stands for ${shapes.length} different shapes (${shapes.join(' + ')} pieces); what is shown is the first of them.`,
  countDiffers: (name: string, quantity: number, counted: number): string => `"${name}": the structure says ${quantity} pieces, the file holds ${counted} bodies.`,
  sameShape: (name: string, other: string): string => `"${name}" has the same shape as "${other}".`,
};

const zh: typeof en = {
  damage: (damage) => {
    switch (damage.code) {
      case 'TRUNCATED': return `文件不完整${damage.in > 0 ? `（断在 #${damage.in}）` : ''}，后面的零件缺失。`;
      case 'DANGLING': return `有 ${damage.count} 处引用找不到目标，几何或零件缺失。`;
      case 'NUMBERED_TWICE': return `有 ${damage.count} 个编号重复，文件自相矛盾。`;
      case 'CYCLE': return `“${damage.name}”包含自身，其数量未计入。`;
      case 'TOO_MANY': return `“${damage.name}”的数量会超过 100,000 件。`;
    }
  },
  failed: (why) => (why === 'NOT_STEP' ? '这不是 STEP 文件。' : why === 'NO_PARTS' ? 'STEP 文件里没有零件。' : why === 'NO_DATA' ? 'STEP 文件是空的。'
    : why === 'TOO_LONG' || why === 'TOO_BIG' ? 'STEP 文件太大，无法读取。' : 'STEP 文件无法读取。'),
  stopped: (why, parts) => {
    const end = `${parts} 个零件没有尺寸和图片，尺寸可手工填写。`;
    switch (why) {
      case 'TOO_LONG': return `几何计算时间过长，已停止。${end}`;
      case 'TOO_BIG': return `几何计算占用内存过多，已停止。${end}`;
      case 'FILE_TOO_LARGE': return `文件太大，不计算几何。${end}`;
      default: return `几何无法读取。${end}`;
    }
  },
  noBody: (name) => `“${name}”在文件中没有实体，尺寸可手工填写。`,
  severalShapes: (name, shapes) => `“${name}”有 ${shapes.length} 种不同形状（${shapes.join(' + ')} 件），这里显示第一种。`,
  countDiffers: (name, quantity, counted) => `“${name}”：结构为 ${quantity} 件，文件中有 ${counted} 个实体。`,
  sameShape: (name, other) => `“${name}”与“${other}”形状相同。`,
};

/** The slice's sentences for people, in the language of the request. */
export function sentences(locale: Locale): typeof en {
  return locale === 'en' ? en : zh;
}
