/** Reference entry of a kind of operation; its names and capacity unit are in the contracts. */
export interface ProcessEntry {
  readonly code: string;
  /** Other names in the shop's language. */
  readonly aliases: readonly string[];
  readonly machines: string;
  /** What is sold: machine-hour, labour-hour, furnace-kg, piece, hole, set, trial, trip. */
  readonly sold: string;
  readonly pricing: string;
  /** Usual rate range in CNY per `per`; orientation from practice, null where it is priced per article. */
  readonly cny: readonly [number, number] | null;
  readonly per: string;
  /** Usual tolerance as the trade writes it, and the best that can be asked for. */
  readonly usual: string;
  readonly best: string;
  /** The best as a number of millimetres (half width), null where it is not a length. */
  readonly bestMm: string | null;
  /** Usual roughness Ra in micrometres. */
  readonly ra: string;
  /** Work that usual machines take, as the trade writes it. */
  readonly work: string;
  /** Largest usual work piece in millimetres: edges of a block, or diameter and length of a round one; null where any size goes. */
  readonly largestMm: Envelope | null;
  readonly days: string;
  /** Papers that a delivery carries. */
  readonly documents: readonly string[];
  readonly note: string;
}

export type Envelope = { readonly block: readonly [number, number, number] } | { readonly diameter: number; readonly length: number | null };

type Facts = Omit<ProcessEntry, 'code' | 'aliases' | 'bestMm' | 'largestMm'>;
const entry = (code: string, aliases: readonly string[], bestMm: string | null, largestMm: Envelope | null, facts: Facts): ProcessEntry =>
  ({ code, aliases, bestMm, largestMm, ...facts });

/** Kinds of operations with what can be expected of them (public price lists and practice; orientation, not a promise). */
export const processEntries: readonly ProcessEntry[] = [
  entry('BUY', ['外购'], null, null, {
    machines: '-', sold: 'piece', pricing: '按件/按目录价', cny: null, per: 'CNY/pc',
    usual: '-', best: '-', ra: '-', work: '-', days: '1-7',
    documents: ['送货单', '材质证明(EN 10204 3.1)'], note: 'pseudo-op so that bought parts also have a route and a progress state',
  }),
  entry('SAW', ['开料', '下料'], '0.3', { block: [1000, 600, 500] }, {
    machines: '卧式带锯床 圆锯', sold: 'machine-hour', pricing: '按断面积/按刀', cny: [20, 40], per: 'CNY/h',
    usual: '±1', best: '±0.3', ra: '12.5-25', work: 'dia 500; plate 1000x600', days: '0.5-1',
    documents: ['材质证明', '炉号标识'], note: 'keep heat number on the blank',
  }),
  entry('MIL', ['普铣', '飞六面', '铣六面'], '0.02', { block: [1370, 900, 300] }, {
    machines: '炮塔铣 龙门铣', sold: 'machine-hour', pricing: '按时/按面积', cny: [30, 50], per: 'CNY/h',
    usual: '±0.05', best: '±0.02', ra: '1.6-3.2', work: 'table 1370x300 travel 900', days: '1-2',
    documents: ['尺寸自检表'], note: 'squares the blank before heat treatment',
  }),
  entry('CNC', ['电脑锣', '锣床', 'CNC开粗', 'CNC精锣'], '0.01', { block: [1000, 600, 600] }, {
    machines: '850 1060 1370 立式加工中心', sold: 'machine-hour', pricing: '按机时+编程+装夹', cny: [45, 80], per: 'CNY/h',
    usual: '±0.03', best: '±0.01', ra: '0.8-3.2', work: '850: 800x500x500; 1060: 1000x600x600', days: '1-4',
    documents: ['尺寸自检表', '程序单'], note: 'rough before HT leaves 0.3-0.5 mm/side stock',
  }),
  entry('CNCL', ['龙门铣', '大电脑锣'], '0.02', { block: [4000, 2200, 1000] }, {
    machines: '龙门加工中心 1.6-4 m', sold: 'machine-hour', pricing: '按机时', cny: [100, 220], per: 'CNY/h',
    usual: '±0.05', best: '±0.02', ra: '1.6-3.2', work: '2000x1500x900; 4000x2200x1000', days: '2-5',
    documents: ['尺寸自检表'], note: 'mould-base plates and large cores',
  }),
  entry('HSM', ['高速机', '雕铣', '精雕', '石墨机'], '0.005', { block: [500, 400, 250] }, {
    machines: 'Roeders Makino 北京精雕 石墨机', sold: 'machine-hour', pricing: '按机时/按电极件', cny: [80, 180], per: 'CNY/h',
    usual: '±0.01', best: '±0.005', ra: '0.2-0.8', work: '500x400x250', days: '0.5-3',
    documents: ['电极检测报告', '尺寸自检表'], note: '20000-40000 rpm; hard milling to HRC 60',
  }),
  entry('CNC5', ['五轴', '五轴联动'], '0.005', { block: [800, 800, 600] }, {
    machines: 'DMG GF Hermle 五轴加工中心', sold: 'machine-hour', pricing: '按机时', cny: [150, 350], per: 'CNY/h',
    usual: '±0.02', best: '±0.005', ra: '0.4-1.6', work: 'dia 600-1000 table; 800x800x600', days: '2-5',
    documents: ['CMM报告', '程序单'], note: 'deep cavities, slides with compound angles',
  }),
  entry('GD', ['枪钻', '深孔钻', '运水孔'], null, null, {
    machines: '深孔钻床 1-2 m', sold: 'machine-hour', pricing: '按孔深米数/按机时', cny: [80, 160], per: 'CNY/h',
    usual: 'dia H9-H10; drift 0.5-1/1000', best: 'drift 0.3/1000', ra: '1.6-6.3', work: 'depth 1200-2000; dia 4-40', days: '1-2',
    documents: ['水路通水/试压记录'], note: 'water lines; drift grows with depth',
  }),
  entry('DT', ['钻攻', '打孔攻牙', '摇臂钻'], '0.05', null, {
    machines: '摇臂钻 钻攻中心', sold: 'machine-hour', pricing: '按孔/按时', cny: [25, 50], per: 'CNY/h',
    usual: '±0.1 pos; thread 6H', best: '±0.05', ra: '3.2-6.3', work: 'plate 2000x1000', days: '0.5-2',
    documents: ['通止规记录'], note: '',
  }),
  entry('TUR', ['车床', '数控车'], '0.005', { diameter: 500, length: 1500 }, {
    machines: '普车 数控车 车铣复合', sold: 'machine-hour', pricing: '按时/按件', cny: [30, 70], per: 'CNY/h',
    usual: '±0.02 (IT7-8)', best: '±0.005 (IT6)', ra: '0.8-3.2', work: 'dia 500x1500', days: '0.5-2',
    documents: ['尺寸自检表'], note: '',
  }),
  entry('GR', ['大水磨', '平磨', '小磨床', '手摇磨'], '0.002', null, {
    machines: '大水磨 精密平面磨 成型小磨', sold: 'machine-hour', pricing: '按时/按面积', cny: [35, 65], per: 'CNY/h',
    usual: '±0.005; flatness 0.01/300', best: '±0.002', ra: '0.2-0.8', work: '大水磨 1500x600; 小磨 450x150', days: '0.5-2',
    documents: ['尺寸自检表', '平行度记录'], note: 'after HT; six faces square 0.01',
  }),
  entry('CGR', ['外圆磨', '内圆磨', '无心磨'], '0.002', { diameter: 320, length: 1000 }, {
    machines: '万能外圆磨 内圆磨 无心磨', sold: 'machine-hour', pricing: '按时/按件', cny: [40, 80], per: 'CNY/h',
    usual: 'IT5-IT6', best: '±0.002', ra: '0.2-0.8', work: 'dia 320x1000', days: '0.5-2',
    documents: ['尺寸自检表', '圆度记录'], note: 'guide pillars, angle pins, core pins',
  }),
  entry('JGR', ['坐标磨'], '0.001', null, {
    machines: 'Moore Hauser 坐标磨', sold: 'machine-hour', pricing: '按时', cny: [200, 400], per: 'CNY/h',
    usual: '±0.003 position', best: '±0.001', ra: '0.2-0.4', work: '600x450', days: '2-5',
    documents: ['CMM报告'], note: '',
  }),
  entry('PGR', ['PG', '曲线磨', '投影磨'], '0.002', { block: [150, 80, 50] }, {
    machines: 'PG光学曲线磨', sold: 'machine-hour', pricing: '按时/按件', cny: [120, 220], per: 'CNY/h',
    usual: '±0.003', best: '±0.002', ra: '0.2-0.4', work: '150x50x80', days: '2-5',
    documents: ['投影/二次元报告'], note: 'small inserts, punches',
  }),
  entry('EDM', ['火花机', '放电', 'EDM', '打火花', '电蚀'], '0.005', { block: [800, 500, 350] }, {
    machines: 'ZNC CNC EDM 镜面火花机(Sodick Makino GF)', sold: 'machine-hour', pricing: '按时/按电极次数', cny: [30, 110], per: 'CNY/h',
    usual: '±0.02', best: '±0.005', ra: '0.8-3.2 (VDI 18-30); mirror 0.2-0.4', work: 'tank 800x500x350; work 1-3 t', days: '0.5-4',
    documents: ['放电记录(火花位)', '尺寸自检表'], note: 'needs electrodes; sharp inner corners, ribs',
  }),
  entry('WEDM', ['慢丝', '慢走丝', '割一修三'], '0.002', { block: [600, 400, 300] }, {
    machines: 'Sodick Mitsubishi GF Makino Seibu', sold: 'machine-hour', pricing: '按切割面积(mm2)x修刀次数 或按时', cny: [60, 130], per: 'CNY/h',
    usual: '±0.005', best: '±0.002', ra: '0.4-0.8 (best 0.2)', work: '600x400x300; taper 15-30 deg', days: '1-3',
    documents: ['尺寸自检表', '二次元报告'], note: 'price multipliers: plate 70-120 mm x1.5, 120-200 mm x2 (docduoduo.com list); web accuracy ±0.001-0.005 (hhy-fa.com)',
  }),
  entry('WEDF', ['快丝', '中走丝', '线切割', '线割'], '0.008', { block: [500, 400, 400] }, {
    machines: '国产快走丝 中走丝', sold: 'machine-hour', pricing: '按切割面积 元/mm2 + 穿丝孔', cny: [12, 40], per: 'CNY/h',
    usual: '±0.015 (fast ±0.01-0.02)', best: '±0.008 (medium)', ra: '1.6-3.2 (medium 0.8-1.6)', work: '500x400x400', days: '0.5-2',
    documents: ['尺寸自检表'], note: 'fast wire exists mainly in China; web accuracy ±0.01-0.02 (sh-honglian.net, hhy-fa.com)',
  }),
  entry('EHD', ['穿孔', '打穿丝孔', '细孔放电'], '0.05', null, {
    machines: '穿孔机 0.2-3.0 mm', sold: 'hole', pricing: '按孔径x深度', cny: [2, 20], per: 'CNY/hole',
    usual: '±0.1', best: '±0.05', ra: '3.2-6.3', work: 'depth 300', days: '0.5',
    documents: [], note: 'start holes for wire EDM, vents',
  }),
  entry('HT', ['真空热处理', '淬火', '热处理'], null, { block: [1200, 900, 900] }, {
    machines: '真空高压气淬炉 6-10 bar', sold: 'furnace-kg', pricing: '按公斤(最低收费/炉)', cny: [8, 22], per: 'CNY/kg',
    usual: 'growth 0.03-0.10%', best: '0.02%', ra: '-', work: 'furnace 900x600x600 / 1200x900x900; 500-1500 kg', days: '2-4',
    documents: ['热处理报告(曲线+硬度点)', '硬度检测报告'], note: 'leave 0.3-0.5 mm/side; temper at least twice',
  }),
  entry('QT', ['调质'], '0.5', { block: [1500, 800, 800] }, {
    machines: '箱式炉 井式炉', sold: 'furnace-kg', pricing: '按公斤', cny: [1.5, 4], per: 'CNY/kg',
    usual: '±1', best: '±0.5', ra: '-', work: '1500x800x800', days: '2-3',
    documents: ['硬度检测报告'], note: '45#, 40Cr, 42CrMo',
  }),
  entry('SR', ['去应力', '退火', '时效'], null, { block: [3000, 1500, 1000] }, {
    machines: '台车炉', sold: 'furnace-kg', pricing: '按公斤', cny: [1, 4], per: 'CNY/kg',
    usual: '-', best: '-', ra: '-', work: '3000x1500x1000', days: '1-2',
    documents: ['炉温记录'], note: 'after roughing large blocks',
  }),
  entry('NIT', ['渗氮', '软氮化', 'QPQ', '离子氮化'], '0.005', { diameter: 800, length: 1500 }, {
    machines: '气体氮化炉 离子氮化炉 盐浴', sold: 'furnace-kg', pricing: '按公斤/按炉', cny: [8, 20], per: 'CNY/kg',
    usual: 'growth 0.005-0.02/side', best: '0.005', ra: 'unchanged +0.1', work: '800x1500 dia pit', days: '2-4',
    documents: ['氮化层深度+HV报告'], note: 'case 0.1-0.3 mm, HV 850-1100; H13 38CrMoAl P20',
  }),
  entry('CRB', ['渗碳'], '0.05', { block: [900, 600, 600] }, {
    machines: '多用炉', sold: 'furnace-kg', pricing: '按公斤', cny: [6, 15], per: 'CNY/kg',
    usual: 'distort 0.1', best: '0.05', ra: '-', work: '900x600x600', days: '3-5',
    documents: ['渗层深度报告'], note: '20Cr guide parts',
  }),
  entry('PVD', ['TiN', 'CrN', 'TiAlN', 'DLC', '镀钛'], '0.002', { diameter: 600, length: 600 }, {
    machines: 'PVD炉 (Balzers Hauzer)', sold: 'piece', pricing: '按件/按表面积', cny: [30, 600], per: 'CNY/pc',
    usual: '+0.002-0.004/side', best: '0.002', ra: 'substrate +0.05', work: 'dia 600x600; below 500 C', days: '3-6',
    documents: ['膜厚+附着力报告'], note: 'lifters, slides, core pins against galling',
  }),
  entry('PLT', ['电镀', '镀硬铬', '化镍'], '0.003', null, {
    machines: '电镀线', sold: 'piece', pricing: '按面积 dm2', cny: [20, 80], per: 'CNY/dm2',
    usual: '+0.005-0.02/side', best: '0.003', ra: 'substrate', work: '1500x1000', days: '3-6',
    documents: ['膜厚报告'], note: '',
  }),
  entry('POL', ['省模', '打光', '镜面抛光'], '0.005', null, {
    machines: '人工 超声波抛光', sold: 'labour-hour', pricing: '按工时/按件/按等级', cny: [35, 90], per: 'CNY/h',
    usual: 'form loss 0.01-0.02', best: '0.005', ra: '0.012-0.4', work: 'any', days: '1-6',
    documents: ['抛光等级样板对照', '目视记录'], note: 'SPI grade must be stated; needs right steel',
  }),
  entry('TEX', ['晒纹', '咬花', '蚀纹', '皮纹'], null, null, {
    machines: '化学蚀刻', sold: 'mould-set', pricing: '按面积+版纹等级', cny: [1500, 12000], per: 'CNY/set',
    usual: 'depth ±0.005', best: '-', ra: 'VDI 12-45 / MT codes', work: 'any', days: '4-8',
    documents: ['纹版对照样板', '深度记录'], note: 'needs draft about 1-1.5 deg per 0.025 mm depth (memory); do after T1',
  }),
  entry('LTX', ['激光蚀纹'], null, { block: [700, 500, 500] }, {
    machines: '五轴激光纹理机(GF)', sold: 'machine-hour', pricing: '按机时', cny: [250, 500], per: 'CNY/h',
    usual: 'depth ±0.003', best: '-', ra: '1-20', work: '700x500x500', days: '4-10',
    documents: ['纹理比对报告'], note: '',
  }),
  entry('LW', ['烧焊', '激光焊', '补焊'], null, null, {
    machines: '激光焊机 氩弧焊机', sold: 'labour-hour', pricing: '按时/按点', cny: [80, 250], per: 'CNY/h',
    usual: 'add 0.3-1.0 stock', best: '-', ra: '-', work: 'any', days: '0.5-2',
    documents: ['焊接记录', '探伤(要求时)'], note: 'must be declared; customer approval on cavity surface',
  }),
  entry('LE', ['刻字', '激光打标', '雕刻'], '0.01', null, {
    machines: '激光打标机 精雕机', sold: 'piece', pricing: '按件', cny: [5, 80], per: 'CNY/pc',
    usual: 'depth ±0.02', best: '±0.01', ra: '1.6', work: '400x300', days: '0.5-1',
    documents: [], note: 'part no, mould no, date dial, logo',
  }),
  entry('CUT', ['切顶针', '配顶针'], '0.01', { diameter: 25, length: 500 }, {
    machines: '切针机 小磨床 快丝', sold: 'piece', pricing: '按支', cny: [1, 6], per: 'CNY/pc',
    usual: 'length 0/+0.05', best: '±0.01', ra: '0.8', work: 'dia 1-25 x 500', days: '0.5-1',
    documents: [], note: 'anti-rotation flat on shaped pins',
  }),
  entry('CMM', ['三次元', '全尺寸检测', '2.5次元', '影像测量'], '0.0015', { block: [2000, 1200, 1000] }, {
    machines: 'Zeiss Hexagon Mitutoyo', sold: 'machine-hour', pricing: '按时/按尺寸数', cny: [80, 250], per: 'CNY/h',
    usual: 'uncertainty 0.002-0.005', best: '0.0015', ra: '-', work: '900x1200x800; 2000x1200x1000', days: '0.5-1',
    documents: ['CMM报告(QIF/PDF)', '全尺寸报告'], note: '',
  }),
  entry('HDT', ['打硬度', '光谱'], null, null, {
    machines: '洛氏硬度计 里氏 光谱仪', sold: 'piece', pricing: '按件/按点', cny: [5, 80], per: 'CNY/pc',
    usual: '±1 HRC', best: '-', ra: '-', work: 'any', days: '0.2-1',
    documents: ['硬度检测报告', '光谱报告'], note: '',
  }),
  entry('UT', ['探伤', 'UT'], null, null, {
    machines: '超声波探伤仪', sold: 'piece', pricing: '按件', cny: [50, 300], per: 'CNY/pc',
    usual: '-', best: '-', ra: '-', work: 'any', days: '1',
    documents: ['探伤报告(SEP1921等级)'], note: 'large blocks above about 200 mm',
  }),
  entry('FIT', ['飞模', '合模', 'FIT模', '钳工'], '0.005', null, {
    machines: '合模机(翻模机) 100-500 t', sold: 'labour-hour', pricing: '按工时/合模机按时', cny: [40, 80], per: 'CNY/h',
    usual: 'seal 0.01-0.02 blue', best: '0.005', ra: '0.4-0.8', work: 'platen 1800x1500', days: '2-8',
    documents: ['合模红丹照片'], note: 'in-house in most factories',
  }),
  entry('ASM', ['组模', '装模', '组立'], null, null, {
    machines: '钳工台 行车', sold: 'labour-hour', pricing: '按工时', cny: [35, 70], per: 'CNY/h',
    usual: '-', best: '-', ra: '-', work: 'crane 5-30 t', days: '1-4',
    documents: ['装模检查表', '水路试压记录'], note: 'water test 0.6-1.0 MPa',
  }),
  entry('TRY', ['试模', '打样', '啤机'], null, null, {
    machines: '注塑机 80-1600 t', sold: 'trial', pricing: '按次+按吨位机时+料', cny: [800, 5000], per: 'CNY/trial',
    usual: '-', best: '-', ra: '-', work: 'platen by tonnage', days: '1-2',
    documents: ['试模报告(成型参数)', '样件尺寸报告'], note: 'press rate 60-300 CNY/h by tonnage',
  }),
  entry('PKG', ['包装', '防锈'], null, null, {
    machines: '-', sold: 'piece', pricing: '按件/按箱', cny: [2, 100], per: 'CNY/pc',
    usual: '-', best: '-', ra: '-', work: '-', days: '0.2',
    documents: ['装箱单'], note: 'VCI paper/oil; wooden box above 20 kg',
  }),
  entry('LOG', ['送货', '物流'], null, null, {
    machines: '货车 快递', sold: 'trip', pricing: '按趟/按公斤', cny: [30, 500], per: 'CNY/trip',
    usual: '-', best: '-', ra: '-', work: 'truck 1-5 t', days: '0.5-3',
    documents: ['送货单(签收)'], note: 'local milk run is common',
  }),
];
