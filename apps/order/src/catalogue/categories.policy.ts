import type { PartSupply } from '#contracts/order-parts';

/** How a kind of part usually comes into the mould: made, bought, bought and finished in a shop, or bought as a whole system. */
export type UsualSupply = 'make' | 'buy' | 'buy_rework' | 'set';

/** Reference entry of a kind of mould part; its names and group are in the contracts, its route in the route templates. */
export interface CategoryEntry {
  readonly code: string;
  readonly usually: UsualSupply;
  /** Other names in the shop's language. */
  readonly aliases: readonly string[];
  /** Usual materials, hardness and tolerance as the trade writes them; orientation, never a default. */
  readonly material: string;
  readonly hardness: string;
  readonly tolerance: string;
  /** Smallest and largest usual size, and kilograms of one piece. */
  readonly from: string;
  readonly to: string;
  readonly massKg: string;
  readonly standard: string;
  readonly note: string;
}

type Facts = Omit<CategoryEntry, 'code' | 'usually' | 'aliases'>;
const entry = (code: string, usually: UsualSupply, aliases: readonly string[], facts: Facts): CategoryEntry => ({ code, usually, aliases, ...facts });

/** Reference entries of all kinds of mould parts (names checked against public term lists; figures from practice, for orientation). */
export const categoryEntries: readonly CategoryEntry[] = [
  entry('MBS', 'set', ['模胚', '模座'], {
    material: 'S50C/S55C', hardness: 'HB180-220', tolerance: 'plate IT7; frame ±0.02', from: '150x150', to: '1000x1500',
    massKg: '150-4000', standard: 'GB/T 12555; LKM Futaba HASCO', note: 'may be ordered with finished pockets (开精框)',
  }),
  entry('TCP', 'buy_rework', ['定模座板', '上固定板'], {
    material: 'S50C', hardness: 'HB180-220', tolerance: 'thickness ±0.05; parallel 0.02/300', from: '150x150x20', to: '1000x1500x80',
    massKg: '20-300', standard: 'GB/T 4169.8 (plates)', note: 'carries locating ring',
  }),
  entry('MFP', 'make', ['分流板框', '热流道框板'], {
    material: 'S50C/P20', hardness: 'HB180-330', tolerance: 'IT7', from: '250x250x40', to: '1000x1500x120',
    massKg: '50-400', standard: '-', note: '',
  }),
  entry('APL', 'buy_rework', ['定模板', '母模板', '前模框'], {
    material: 'S50C/P20', hardness: 'HB180-330', tolerance: 'pocket IT7; position ±0.02', from: '150x150x30', to: '1000x1500x250',
    massKg: '50-900', standard: 'GB/T 4169.8', note: 'main machined plate, often subcontracted',
  }),
  entry('BPL', 'buy_rework', ['动模板', '公模板', '后模框'], {
    material: 'S50C/P20', hardness: 'HB180-330', tolerance: 'pocket IT7; position ±0.02', from: '150x150x30', to: '1000x1500x250',
    massKg: '50-900', standard: 'GB/T 4169.8', note: '',
  }),
  entry('SUP', 'buy_rework', ['支承板', '垫板'], {
    material: 'S50C', hardness: 'HB180-220', tolerance: 'IT7', from: '150x150x25', to: '1000x1500x100',
    massKg: '30-400', standard: 'GB/T 4169.8', note: '',
  }),
  entry('SPC', 'buy_rework', ['垫块', '模脚'], {
    material: 'S50C', hardness: 'HB180-220', tolerance: 'height pair ±0.01', from: '150x25x50', to: '1500x120x250',
    massKg: '5-150', standard: 'GB/T 4169.6', note: 'heights must match as a pair',
  }),
  entry('ERP', 'buy_rework', ['推杆固定板', '顶针面板', '上顶针板'], {
    material: 'S50C', hardness: 'HB180-220', tolerance: 'pin hole pos ±0.02', from: '150x90x12', to: '1500x650x40',
    massKg: '5-150', standard: 'GB/T 4169.7', note: '',
  }),
  entry('EBP', 'buy_rework', ['推板', '顶针底板', '下顶针板'], {
    material: 'S50C', hardness: 'HB180-220', tolerance: 'flat 0.02/300', from: '150x90x15', to: '1500x650x50',
    massKg: '8-200', standard: 'GB/T 4169.7', note: '',
  }),
  entry('BCP', 'buy_rework', ['动模座板', '下固定板'], {
    material: 'S50C', hardness: 'HB180-220', tolerance: 'thickness ±0.05', from: '150x150x20', to: '1000x1500x80',
    massKg: '20-300', standard: 'GB/T 4169.8', note: 'K.O. holes to match the press',
  }),
  entry('INS', 'buy_rework', ['隔热垫板'], {
    material: 'FRP', hardness: '-', tolerance: '±0.1', from: '150x150x5', to: '1000x1500x15',
    massKg: '1-15', standard: '-', note: 'hot moulds and hot runner',
  }),
  entry('CAV', 'make', ['型腔镶件', '母模仁', '上模仁'], {
    material: '718H/NAK80/S136/8407', hardness: '33-38 pre; 48-52 hard', tolerance: 'IT6-IT7; shape ±0.02', from: '60x60x25', to: '900x600x250',
    massKg: '5-400', standard: '-', note: 'highest value; appearance side',
  }),
  entry('COR', 'make', ['型芯镶件', '公模仁', '下模仁'], {
    material: '718H/P20/H13/8407', hardness: '33-38 pre; 46-52 hard', tolerance: 'IT6-IT7; shape ±0.02', from: '60x60x25', to: '900x600x300',
    massKg: '5-450', standard: '-', note: '',
  }),
  entry('CVS', 'make', ['前模镶块', '入子'], {
    material: 'as CAV', hardness: '48-52', tolerance: 'IT6', from: '5x5x15', to: '150x100x120',
    massKg: '0.02-8', standard: '-', note: 'split for venting, wear, polishing',
  }),
  entry('CRS', 'make', ['后模镶块', '公模入子', '骨位镶件'], {
    material: 'as COR', hardness: '46-52', tolerance: 'IT6', from: '3x5x20', to: '200x120x150',
    massKg: '0.02-10', standard: '-', note: 'rib inserts often ground on PGR',
  }),
  entry('CPN', 'buy_rework', ['型芯针', '入子针'], {
    material: 'SKD61/SKH51', hardness: '48-60', tolerance: 'dia IT5-IT6', from: 'dia 1x30', to: 'dia 25x250',
    massKg: '0.01-0.8', standard: 'GB/T 4169.1 style; MISUMI', note: '',
  }),
  entry('DAT', 'buy', ['日期码', '环保章', '材料章'], {
    material: 'SUS420/S136', hardness: '48-52', tolerance: 'h6', from: 'dia 4x8', to: 'dia 20x30',
    massKg: '0.01-0.1', standard: 'DME CUMSA MISUMI', note: '',
  }),
  entry('VNT', 'make', ['透气钢', '排气片'], {
    material: 'PM35/SKD61', hardness: '30-52', tolerance: 'IT6; vent 0.015-0.03', from: '10x5x10', to: '80x40x60',
    massKg: '0.02-1', standard: '-', note: 'vent depth depends on resin',
  }),
  entry('SLD', 'make', ['行位', '滑块座', '侧抽芯'], {
    material: '718H/P20/H13', hardness: '33-38; nitrided HV850+', tolerance: 'guide fit H7/f7 or g6', from: '40x40x25', to: '400x250x200',
    massKg: '0.5-60', standard: '-', note: '',
  }),
  entry('SLI', 'make', ['行位镶件', '滑块入子'], {
    material: 'H13/SKD61/8407', hardness: '48-52', tolerance: 'IT6', from: '10x10x20', to: '200x150x120',
    massKg: '0.05-15', standard: '-', note: '',
  }),
  entry('HEL', 'make', ['锁紧块', '铲机', '束块'], {
    material: 'S50C/718H/O1', hardness: '33-55', tolerance: 'angle ±2\'; IT7', from: '30x30x25', to: '250x120x150',
    massKg: '0.3-20', standard: '-', note: 'lock angle = angle pin angle + 2-3 deg',
  }),
  entry('GIB', 'make', ['压板', '导轨', '滑块压块'], {
    material: 'O1/Cr12MoV/T10A', hardness: '50-58', tolerance: 'IT6-IT7 (g6)', from: '60x15x10', to: '300x40x35',
    massKg: '0.1-2.5', standard: 'MISUMI standard exists', note: '',
  }),
  entry('WPL', 'buy_rework', ['耐磨块', '滑板', '硬片'], {
    material: 'Cr12MoV/O1/石墨铜', hardness: '54-60', tolerance: 'thickness 0/-0.01', from: '30x15x5', to: '300x150x15',
    massKg: '0.03-3', standard: 'MISUMI Oiles', note: '',
  }),
  entry('ANP', 'buy_rework', ['斜边', '斜梢', '斜销'], {
    material: 'GCr15/SUJ2', hardness: '58-62', tolerance: 'dia g6/f7', from: 'dia 8x50', to: 'dia 40x300',
    massKg: '0.05-3', standard: 'GB/T 4169 style; MISUMI', note: '',
  }),
  entry('ANB', 'make', ['斜边压块', '斜导柱座'], {
    material: '45/S50C', hardness: '28-32', tolerance: 'IT7', from: '25x25x20', to: '100x80x60',
    massKg: '0.1-3', standard: '-', note: '',
  }),
  entry('SLR', 'buy', ['波珠', '定位珠', '限位夹'], {
    material: 'SUS/SCM435', hardness: '-', tolerance: '-', from: 'M5x10', to: 'M20x60',
    massKg: '0.01-0.2', standard: 'MISUMI DME', note: '',
  }),
  entry('LFT', 'make', ['斜方', '斜销杆'], {
    material: 'H13/718H/38CrMoAl', hardness: '46-52; nitrided HV900', tolerance: 'IT6; fit H7/f7', from: '6x8x120', to: '60x60x450',
    massKg: '0.05-6', standard: '-', note: '',
  }),
  entry('LFB', 'make', ['斜顶滑座', '斜顶脚'], {
    material: 'O1/42CrMo', hardness: '50-55', tolerance: 'IT7', from: '25x20x20', to: '100x80x60',
    massKg: '0.1-2', standard: 'MISUMI standard exists', note: '',
  }),
  entry('LFG', 'make', ['斜顶导板', '青铜导块'], {
    material: '石墨铜/O1', hardness: 'HB210 / 54-58', tolerance: 'slot H7', from: '30x25x20', to: '120x80x50',
    massKg: '0.1-2', standard: '-', note: '',
  }),
  entry('EJP', 'buy_rework', ['推杆', '顶杆'], {
    material: 'SKD61', hardness: 'surface HV900+, core 40-45', tolerance: 'dia h6 / -0.01..-0.02; hole H7', from: 'dia 1x80', to: 'dia 25x600',
    massKg: '0.005-1.5', standard: 'GB/T 4169.1; ISO 6751; DIN 1530', note: 'bought long then cut',
  }),
  entry('EJF', 'buy_rework', ['扁推杆', '刀片顶针'], {
    material: 'SKD61/SKH51', hardness: '48-60', tolerance: 'blade 0/-0.01', from: '0.8x5x80', to: '3x16x400',
    massKg: '0.01-0.3', standard: 'GB/T 4169.15; ISO 8693', note: '',
  }),
  entry('EJS', 'buy_rework', ['推管', '顶管', '套筒'], {
    material: 'SKD61', hardness: 'surface HV900+, core 40-45', tolerance: 'bore H7; OD h6', from: 'dia 4x75', to: 'dia 20x350',
    massKg: '0.02-0.6', standard: 'GB/T 4169.17; ISO 8405', note: '',
  }),
  entry('EJC', 'buy_rework', ['推管芯', '中心销'], {
    material: 'SKD61', hardness: 'surface HV900+, core 40-45', tolerance: 'dia -0.01/-0.02', from: 'dia 2x100', to: 'dia 14x500',
    massKg: '0.01-0.4', standard: 'MISUMI', note: '',
  }),
  entry('EJB', 'make', ['推块', '直顶块'], {
    material: '718H/H13', hardness: '33-52', tolerance: 'taper fit 0.01', from: '15x15x30', to: '300x80x80',
    massKg: '0.1-10', standard: '-', note: '',
  }),
  entry('EJR', 'make', ['顶棍', '拉杆', '连接杆'], {
    material: '40Cr/45', hardness: '28-32', tolerance: 'IT8', from: 'dia 12x60', to: 'dia 50x400',
    massKg: '0.1-4', standard: '-', note: '',
  }),
  entry('RTP', 'buy_rework', ['复位杆', '回位销'], {
    material: 'SUJ2/SKD61', hardness: '58-62', tolerance: 'dia f7', from: 'dia 8x80', to: 'dia 50x500',
    massKg: '0.05-4', standard: 'GB/T 4169.13', note: '',
  }),
  entry('SPR', 'buy', ['矩形弹簧', '模具弹簧'], {
    material: 'SWOSC-V', hardness: '45-50', tolerance: '-', from: 'OD 8x20', to: 'OD 60x300',
    massKg: '0.01-2', standard: 'JIS B 5012 / ISO 10243', note: 'JIS: yellow<blue<red<green<brown; ISO 10243 colours differ',
  }),
  entry('STB', 'buy', ['支承钉', '限位钉'], {
    material: '45/SUJ2', hardness: '40-50', tolerance: 'height match 0.01', from: 'dia 16x5', to: 'dia 40x15',
    massKg: '0.01-0.1', standard: 'GB/T 4169.9', note: '',
  }),
  entry('SPL', 'make', ['支承柱'], {
    material: '45/S50C', hardness: '-', tolerance: 'height +0.05..+0.10 over spacer', from: 'dia 20x50', to: 'dia 100x250',
    massKg: '0.3-8', standard: 'GB/T 4169.10', note: '',
  }),
  entry('LMB', 'make', ['行程限位块'], {
    material: '45', hardness: '-', tolerance: '±0.05', from: 'dia 20x10', to: 'dia 60x100',
    massKg: '0.05-1.5', standard: '-', note: '',
  }),
  entry('GDP', 'buy', ['边钉', '导边', '直边'], {
    material: 'SUJ2/20Cr', hardness: '58-62', tolerance: 'dia f7/g6; seat k6/m6', from: 'dia 12x60', to: 'dia 80x500',
    massKg: '0.1-12', standard: 'GB/T 4169.4/.5; ISO 8017', note: 'one offset pillar against wrong assembly',
  }),
  entry('GDB', 'buy', ['边司', '托司'], {
    material: 'SUJ2/石墨铜', hardness: '58-62', tolerance: 'bore H7; OD k6/m6', from: 'dia 18x20', to: 'dia 105x250',
    massKg: '0.05-6', standard: 'GB/T 4169.2/.3; ISO 8018', note: '',
  }),
  entry('EGP', 'buy', ['中托司导柱', '顶针板导柱'], {
    material: 'SUJ2', hardness: '58-62', tolerance: 'f7', from: 'dia 12x70', to: 'dia 50x300',
    massKg: '0.1-4', standard: 'GB/T 4169.14', note: '',
  }),
  entry('EGB', 'buy', ['顶针板导套'], {
    material: 'SUJ2/石墨铜', hardness: '58-62', tolerance: 'H7', from: 'dia 18x20', to: 'dia 65x80',
    massKg: '0.05-1.5', standard: 'GB/T 4169.12', note: '',
  }),
  entry('ILK', 'buy', ['方型定位块', '锥度精定位', '虎口'], {
    material: 'SKD11/DC53/SUJ2', hardness: '56-60', tolerance: '0/-0.005', from: 'dia 12; 38x17x22', to: 'dia 60; 150x60x60',
    massKg: '0.05-4', standard: 'GB/T 4169.11 (round) .21 (rectangular); MISUMI TSB', note: '',
  }),
  entry('LOC', 'buy', ['法兰', '定位环'], {
    material: '45', hardness: '-', tolerance: 'OD h8..-0.2', from: 'dia 60x10', to: 'dia 200x30',
    massKg: '0.2-3', standard: 'GB/T 4169.18; ISO 10907', note: 'press bore dia 100/120/150/160',
  }),
  entry('SPB', 'buy_rework', ['唧咀', '主流道衬套'], {
    material: 'SKD61/8407', hardness: '48-52', tolerance: 'seat H7/m6', from: 'dia 12x40', to: 'dia 35x200',
    massKg: '0.1-1.5', standard: 'GB/T 4169.19; ISO 10072', note: 'SR = nozzle SR + 1; orifice +0.5..1 mm',
  }),
  entry('HRS', 'set', ['热流道', '分流板+热嘴'], {
    material: 'system', hardness: '-', tolerance: '-', from: '1 drop', to: '32 drops',
    massKg: '5-150', standard: 'YUDO Mold-Masters HUSKY Synventive', note: 'lead 10-25 days: order first',
  }),
  entry('HRN', 'set', ['热咀', '热喷嘴'], {
    material: 'system', hardness: '-', tolerance: 'seat H7', from: 'dia 16x50', to: 'dia 60x350',
    massKg: '0.3-6', standard: 'same', note: '',
  }),
  entry('SPP', 'buy_rework', ['水口勾针', '拉料杆'], {
    material: 'SKD61', hardness: 'core 40-45', tolerance: 'as EJP', from: 'dia 4x100', to: 'dia 12x400',
    massKg: '0.02-0.4', standard: 'as EJP', note: '',
  }),
  entry('GTI', 'make', ['浇口镶件', '潜水镶件'], {
    material: 'BECU/S136/SKD61', hardness: '36-52', tolerance: 'IT6', from: '8x8x20', to: '80x60x80',
    massKg: '0.02-2', standard: '-', note: 'wear part: keep spare',
  }),
  entry('NPP', 'buy', ['快速接头', '喉嘴'], {
    material: '黄铜/SUS304', hardness: '-', tolerance: 'R/PT thread', from: '1/8 PT', to: '1/2 PT',
    massKg: '0.02-0.15', standard: 'MISUMI HASCO Staubli', note: '',
  }),
  entry('PLG', 'buy', ['铜堵', '止水栓'], {
    material: '黄铜/SUS304', hardness: '-', tolerance: 'PT thread', from: 'M6 / 1/16', to: '1/2 PT; dia 16',
    massKg: '0.005-0.08', standard: 'MISUMI', note: '',
  }),
  entry('BFL', 'buy_rework', ['隔水板', '导水片'], {
    material: '黄铜', hardness: '-', tolerance: '-', from: 'dia 6x50', to: 'dia 30x300',
    massKg: '0.01-0.4', standard: 'MISUMI HASCO', note: '',
  }),
  entry('ORG', 'buy', ['O型圈', '胶圈'], {
    material: '氟胶', hardness: '-', tolerance: '-', from: 'ID 6x1.9', to: 'ID 60x3.5',
    massKg: '0.001-0.01', standard: 'ISO 3601; JIS P/G', note: '',
  }),
  entry('SCW', 'buy', ['内六角螺丝', '杯头螺丝'], {
    material: '12.9级', hardness: '39-44', tolerance: '6g', from: 'M3x6', to: 'M30x300',
    massKg: '0.001-1.5', standard: 'GB/T 70.1; ISO 4762', note: '',
  }),
  entry('DWL', 'buy', ['销钉', '定位销'], {
    material: 'SUJ2/45', hardness: '58-62', tolerance: 'm6/h6', from: 'dia 3x8', to: 'dia 20x120',
    massKg: '0.001-0.3', standard: 'GB/T 119; ISO 8734', note: '',
  }),
  entry('EYE', 'buy', ['吊环螺栓'], {
    material: '45/20#', hardness: '-', tolerance: '-', from: 'M10', to: 'M48',
    massKg: '0.1-5', standard: 'GB/T 825; DIN 580', note: 'load class to mould mass',
  }),
  entry('STR', 'make', ['锁模块', '连接片', '吊模板'], {
    material: 'Q235/45', hardness: '-', tolerance: '±0.5', from: '80x25x10', to: '600x80x50',
    massKg: '0.2-10', standard: '-', note: '',
  }),
  entry('LSW', 'buy', ['顶针板限位开关', '微动开关'], {
    material: 'component', hardness: '-', tolerance: '-', from: '-', to: '-',
    massKg: '0.05-0.3', standard: 'OMRON', note: '',
  }),
  entry('CTR', 'buy', ['模具计数器'], {
    material: 'component', hardness: '-', tolerance: '-', from: '-', to: '-',
    massKg: '0.1-0.2', standard: 'DME CVe; PROGRESSIVE', note: '',
  }),
  entry('NPT', 'buy', ['水路牌', '热流道牌'], {
    material: '6061-T6', hardness: '-', tolerance: '-', from: '60x40x1', to: '200x150x2',
    massKg: '0.01-0.1', standard: 'customer standard', note: '',
  }),
  entry('CYL', 'buy', ['抽芯油缸'], {
    material: 'component', hardness: '-', tolerance: '-', from: 'bore 20', to: 'bore 125',
    massKg: '1-40', standard: 'HPS VEGA TAIYO', note: '',
  }),
  entry('PLK', 'buy', ['树脂开闭器', '拉勾'], {
    material: 'POM/steel', hardness: '-', tolerance: '-', from: 'dia 10x20', to: 'dia 25x50',
    massKg: '0.02-1', standard: 'MISUMI', note: 'three-plate moulds; GB/T 4169.22/.23',
  }),
  entry('WIR', 'buy', ['热流道接线盒'], {
    material: 'component', hardness: '-', tolerance: '-', from: '-', to: '-',
    massKg: '0.2-2', standard: 'HARTING', note: '',
  }),
  entry('ELC', 'make', ['铜公', '电极'], {
    material: '紫铜', hardness: '-', tolerance: '±0.01; spark gap stated', from: '5x5x20', to: '200x150x100',
    massKg: '0.1-15', standard: '-', note: 'rough gap 0.2-0.3, finish 0.05-0.10 mm/side (memory)',
  }),
  entry('ELG', 'make', ['石墨公'], {
    material: '石墨', hardness: '-', tolerance: '±0.01; spark gap stated', from: '5x5x20', to: '300x200x150',
    massKg: '0.05-10', standard: '-', note: 'dust extraction machine',
  }),
];

/** Supply to propose where a list says nothing: only catalogue goods are bought, the rest stays in the house until a person puts it outside. */
export const proposedSupply: Readonly<Record<UsualSupply, PartSupply>> = { make: 'MAKE', buy: 'BUY', buy_rework: 'BUY', set: 'BUY' };
