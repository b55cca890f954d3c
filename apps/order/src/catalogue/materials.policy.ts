/** Reference entry of a material. */
export interface MaterialEntry {
  readonly code: string;
  /** The word that lists and screens show. */
  readonly grade: string;
  readonly kindZh: string;
  readonly kindEn: string;
  /** Grams per cubic centimetre, exact decimal. */
  readonly density: string;
  /** Names of the same grade in other standards and of makers: kept as the factory wrote them. */
  readonly designations: readonly string[];
  /** Shop talk and generic Chinese names: read as the grade, and said so. */
  readonly tradeNames: readonly string[];
  /** A maker's grade that is imported: a "domestic" one of this name is another steel at another price. */
  readonly imported: boolean;
  readonly delivered: string;
  readonly hardenedTo: string;
  readonly treatment: string;
  readonly gb: string;
  readonly din: string;
  readonly jis: string;
  readonly aisi: string;
  readonly use: string;
  /** Usual price range in CNY per kilogram; orientation from practice, moves with the market. */
  readonly cnyPerKg: readonly [number, number];
}

type Facts = Omit<MaterialEntry, 'code' | 'grade' | 'kindZh' | 'kindEn' | 'density' | 'imported'> & { imported?: true };
const entry = (code: string, grade: string, kindZh: string, kindEn: string, density: string, facts: Facts): MaterialEntry =>
  ({ code, grade, kindZh, kindEn, density, imported: false, ...facts });

/** Materials of the trade; equivalences of standards are near, not identical, where they say so. */
export const materialEntries: readonly MaterialEntry[] = [
  entry('45', '45#', '中碳钢', 'medium-carbon steel', '7.85', {
    designations: ['S45C', 'C45', '1045'], tradeNames: ['45号钢', '45钢'],
    delivered: 'HB 170-230', hardenedTo: '调质HRC28-32; 表面淬火HRC45-55', treatment: '调质/高频',
    gb: '45', din: '1.1191 C45E', jis: 'S45C', aisi: '1045', use: '定位圈 撑头 吊模块 工装', cnyPerKg: [4.5, 7],
  }),
  entry('S50C', 'S50C', '中碳钢(模架板)', 'medium-carbon steel (mould-base plates)', '7.85', {
    designations: ['50#', '1.1730', 'C45U'], tradeNames: ['S50C王牌'],
    delivered: 'HB 180-220', hardenedTo: '表面HRC40-50', treatment: '一般不处理',
    gb: '50 / SM50', din: '1.1206 C50E (mould-base practice 1.1730 C45U)', jis: 'S50C', aisi: '1050', use: '模架各板', cnyPerKg: [5, 8],
  }),
  entry('S55C', 'S55C', '中碳钢(模架板)', 'medium-carbon steel (mould-base plates)', '7.85', {
    designations: ['55#'], tradeNames: ['黄牌钢'],
    delivered: 'HB 180-240', hardenedTo: '表面HRC45-55', treatment: '一般不处理',
    gb: '55 / SM55', din: '1.1203 C55E', jis: 'S55C', aisi: '1055', use: '模架板 垫板', cnyPerKg: [5, 8],
  }),
  entry('Q235', 'Q235', '普碳钢', 'structural carbon steel', '7.85', {
    designations: ['A3', 'SS400', 'A36'], tradeNames: [],
    delivered: 'HB 120-160', hardenedTo: '不淬火', treatment: '无',
    gb: 'Q235B', din: '1.0038 S235JR (near)', jis: 'SS400 (near)', aisi: 'A36 (near)', use: '吊模块 锁模片 支架', cnyPerKg: [4, 6],
  }),
  entry('40CR', '40Cr', '合金结构钢', 'alloy structural steel', '7.85', {
    designations: ['SCr440', '5140'], tradeNames: [],
    delivered: 'HB 200-230', hardenedTo: '调质HRC28-35; 淬火HRC48-55', treatment: '调质',
    gb: '40Cr', din: '1.7035 41Cr4', jis: 'SCr440', aisi: '5140', use: '拉杆 顶棍 连接件', cnyPerKg: [6, 9],
  }),
  entry('42CRMO', '42CrMo', '合金结构钢', 'alloy structural steel', '7.85', {
    designations: ['SCM440', '4140'], tradeNames: [],
    delivered: 'HB 280-320(调质料)', hardenedTo: 'HRC48-54', treatment: '调质',
    gb: '42CrMo', din: '1.7225 42CrMo4', jis: 'SCM440', aisi: '4140', use: '滑块座 拉杆', cnyPerKg: [7, 11],
  }),
  entry('P20', 'P20', '预硬塑胶模具钢', 'pre-hardened plastic-mould steel', '7.85', {
    designations: ['3Cr2Mo', '1.2311', '40CrMnMo7'], tradeNames: [],
    delivered: 'HRC 28-33 (HB 280-320)', hardenedTo: '淬火HRC48-52(少用)', treatment: '出厂预硬',
    gb: '3Cr2Mo (YB/T 094: SM3Cr2Mo)', din: '1.2311', jis: '(no exact JIS)', aisi: 'P20', use: '大型前后模 滑块 B板', cnyPerKg: [10, 18],
  }),
  entry('1.2312', '1.2312', '预硬易切削钢', 'pre-hardened free-machining steel', '7.85', {
    designations: ['P20+S', '2312', '40CrMnMoS8-6'], tradeNames: [],
    delivered: 'HRC 28-33 (HB 280-320)', hardenedTo: '-', treatment: '出厂预硬',
    gb: '4Cr2Mn1MoS (near)', din: '1.2312', jis: '-', aisi: 'P20+S', use: '模架板 非外观镶件(不宜抛光/晒纹)', cnyPerKg: [11, 18],
  }),
  entry('718H', '718H', '预硬塑胶模具钢', 'pre-hardened plastic-mould steel', '7.8', {
    designations: ['718', '738H', '1.2738', 'P20+Ni', '3Cr2MnNiMo', '718 Supreme', 'Impax Supreme'], tradeNames: [],
    delivered: 'HRC 33-38 (trade 718H); ASSAB 718 Supreme HB 290-330', hardenedTo: '淬火HRC48-52(少用)', treatment: '出厂预硬',
    gb: '3Cr2MnNiMo (YB/T 094: SM3Cr2Ni1Mo)', din: '1.2738', jis: 'SCM4系(near)', aisi: 'P20+Ni (P20 mod.)', use: '前后模仁 滑块 顶块 家电外观件', cnyPerKg: [14, 26],
  }),
  entry('718HH', '718HH', '预硬塑胶模具钢(进口)', 'pre-hardened plastic-mould steel (imported)', '7.8', {
    designations: ['Impax HH', '1.2738HH'], tradeNames: [], imported: true,
    delivered: 'HB 340-380 (HRC 36-41)', hardenedTo: '-', treatment: '出厂预硬',
    gb: '3Cr2MnNiMo (near)', din: '1.2738', jis: '-', aisi: 'P20 mod.', use: '大产量前后模仁', cnyPerKg: [45, 70],
  }),
  entry('NAK80', 'NAK80', '时效硬化镜面钢', 'age-hardened mirror-finish steel', '7.8', {
    designations: ['10Ni3MnCuAl', 'P21', 'HPM-PRO'], tradeNames: [], imported: true,
    delivered: 'HRC 37-43', hardenedTo: '不再淬火(时效料)', treatment: '出厂时效',
    gb: '1Ni3MnCuMoAl (10Ni3MnCuAl, near)', din: '(no exact; 40CrMnNiMo8-6-4 often misquoted)', jis: 'P21系', aisi: 'P21 mod.', use: '镜面/透明件 精密镶件', cnyPerKg: [35, 70],
  }),
  entry('S136', 'S136', '耐蚀镜面钢(退火料)', 'corrosion-resistant mirror-finish steel (annealed)', '7.8', {
    designations: ['STAVAX ESR', '1.2083 ESR'], tradeNames: [], imported: true,
    delivered: 'HB <=215 (软料)', hardenedTo: 'HRC 48-52 (45-54 possible)', treatment: '真空淬火',
    gb: '4Cr13 (40Cr13)', din: '1.2083 ESR', jis: 'SUS420J2', aisi: '420 mod.', use: 'PVC/阻燃料 透明件 模仁', cnyPerKg: [25, 130],
  }),
  entry('4CR13', '4Cr13', '马氏体不锈钢(国产退火料)', 'martensitic stainless steel (domestic, annealed)', '7.75', {
    designations: ['420', '40Cr13', '2083', '1.2083'], tradeNames: ['国产S136'],
    delivered: 'HB <=230', hardenedTo: 'HRC 46-52', treatment: '真空淬火',
    gb: '4Cr13 (40Cr13)', din: '1.2083', jis: 'SUS420J2', aisi: '420', use: '耐蚀镶件 日期章 水路件', cnyPerKg: [12, 24],
  }),
  entry('S136H', 'S136H', '耐蚀镜面钢(预硬)', 'corrosion-resistant mirror-finish steel (pre-hardened)', '7.8', {
    designations: ['2083H', '420H'], tradeNames: [], imported: true,
    delivered: 'HRC 30-35', hardenedTo: '-', treatment: '出厂预硬',
    gb: '4Cr13 (40Cr13)', din: '1.2083', jis: 'SUS420J2', aisi: '420', use: '中产量耐蚀模仁', cnyPerKg: [28, 120],
  }),
  entry('2316', '2316', '耐蚀预硬钢', 'corrosion-resistant pre-hardened steel', '7.7', {
    designations: ['1.2316', 'X38CrMo16', '3Cr17Mo'], tradeNames: [],
    delivered: 'HRC 28-34', hardenedTo: '淬火HRC46-50', treatment: '出厂预硬',
    gb: '3Cr17Mo', din: '1.2316', jis: '-', aisi: '420/422 (near)', use: 'PVC模 挤出模', cnyPerKg: [35, 70],
  }),
  entry('2085', '2085', '耐蚀易切削预硬钢', 'corrosion-resistant free-machining pre-hardened steel', '7.7', {
    designations: ['1.2085', 'X33CrS16', '420F'], tradeNames: [],
    delivered: 'HRC 28-34', hardenedTo: '-', treatment: '出厂预硬',
    gb: '-', din: '1.2085', jis: '-', aisi: '420F (near)', use: '不锈模架板 座板', cnyPerKg: [28, 50],
  }),
  entry('H13', 'H13', '热作模具钢(退火料)', 'hot-work tool steel (annealed)', '7.8', {
    designations: ['1.2344', '4Cr5MoSiV1', 'X40CrMoV5-1', '2344'], tradeNames: [],
    delivered: 'HB <=230', hardenedTo: 'HRC 46-52 (38-54 possible)', treatment: '真空淬火(可氮化)',
    gb: '4Cr5MoSiV1', din: '1.2344', jis: 'SKD61', aisi: 'H13', use: '玻纤料模仁 滑块 斜顶 镶件', cnyPerKg: [20, 38],
  }),
  entry('SKD61', 'SKD61', '热作模具钢', 'hot-work tool steel', '7.8', {
    designations: ['DAC'], tradeNames: [],
    delivered: 'HB <=229', hardenedTo: 'HRC 46-52; 氮化表面HV900+', treatment: '真空淬火/氮化',
    gb: '4Cr5MoSiV1', din: '1.2344', jis: 'SKD61', aisi: 'H13', use: '顶针 司筒 斜顶 镶针', cnyPerKg: [22, 45],
  }),
  entry('8407', '8407', '优质热作钢(进口ESR)', 'premium hot-work steel (imported, ESR)', '7.8', {
    designations: ['8407 2M', '8407S', 'ORVAR', 'Orvar Supreme'], tradeNames: [], imported: true,
    delivered: 'HB ~180', hardenedTo: 'HRC 46-52', treatment: '真空淬火(可氮化)',
    gb: '4Cr5MoSiV1 (near)', din: '1.2344', jis: 'SKD61', aisi: 'H13 premium', use: '高寿命/玻纤模仁', cnyPerKg: [75, 110],
  }),
  entry('H11', 'H11', '热作模具钢', 'hot-work tool steel', '7.8', {
    designations: ['1.2343', 'SKD6', '4Cr5MoSiV'], tradeNames: [],
    delivered: 'HB <=229', hardenedTo: 'HRC 44-52', treatment: '真空淬火',
    gb: '4Cr5MoSiV', din: '1.2343', jis: 'SKD6', aisi: 'H11', use: '模仁 滑块', cnyPerKg: [20, 38],
  }),
  entry('CR12MOV', 'Cr12MoV', '冷作模具钢', 'cold-work tool steel', '7.7', {
    designations: [], tradeNames: [],
    delivered: 'HB <=255', hardenedTo: 'HRC 58-62', treatment: '淬火+回火',
    gb: 'Cr12MoV', din: '1.2601 (near); NOT exactly 1.2379', jis: 'SKD11 (near)', aisi: 'D2/D3 (near)', use: '耐磨板 压条 铲基镶块', cnyPerKg: [12, 20],
  }),
  entry('SKD11', 'SKD11', '冷作模具钢', 'cold-work tool steel', '7.7', {
    designations: ['D2', '1.2379', 'Cr12Mo1V1', 'XW-41', 'XW-42'], tradeNames: [],
    delivered: 'HB <=255', hardenedTo: 'HRC 58-62', treatment: '真空淬火',
    gb: 'Cr12Mo1V1', din: '1.2379', jis: 'SKD11', aisi: 'D2', use: '镶件 耐磨件 冲针', cnyPerKg: [24, 45],
  }),
  entry('DC53', 'DC53', '高韧性冷作钢', 'high-toughness cold-work steel', '7.87', {
    designations: [], tradeNames: ['8Cr系'], imported: true,
    delivered: 'HB <=255', hardenedTo: 'HRC 60-63', treatment: '真空淬火(高温回火)',
    gb: '-', din: '-', jis: '-(Daido brand)', aisi: 'A8 mod. (near)', use: '薄镶件 冲针', cnyPerKg: [45, 75],
  }),
  entry('O1', 'O1', '油淬冷作钢', 'oil-hardening cold-work steel', '7.85', {
    designations: ['SKS3', '9CrWMn', 'DF-2', '1.2510'], tradeNames: ['油钢'],
    delivered: 'HB <=229', hardenedTo: 'HRC 53-60', treatment: '油淬/真空',
    gb: '9CrWMn (CrWMn near)', din: '1.2510', jis: 'SKS3', aisi: 'O1', use: '压条 耐磨板 斜顶座 定位块', cnyPerKg: [12, 22],
  }),
  entry('T10A', 'T10A', '碳素工具钢', 'carbon tool steel', '7.83', {
    designations: ['T10', 'SK3'], tradeNames: [],
    delivered: 'HB <=197', hardenedTo: 'HRC 54-60', treatment: '水/油淬',
    gb: 'T10A', din: '1.1545 C105U', jis: 'SK105 (SK3)', aisi: 'W1-10', use: '导柱 复位杆 压条(低端)', cnyPerKg: [6, 10],
  }),
  entry('GCR15', 'GCr15', '轴承钢', 'bearing steel', '7.81', {
    designations: ['SUJ2', '52100', '1.3505'], tradeNames: [],
    delivered: 'HB <=207', hardenedTo: 'HRC 58-62', treatment: '淬火',
    gb: 'GCr15', din: '1.3505 100Cr6', jis: 'SUJ2', aisi: '52100', use: '导柱 导套 复位杆 斜导柱 中托司', cnyPerKg: [8, 14],
  }),
  entry('20CR', '20Cr', '渗碳钢', 'case-hardening steel', '7.85', {
    designations: ['SCr420', '5120'], tradeNames: [],
    delivered: 'HB <=179', hardenedTo: '渗碳HRC58-62', treatment: '渗碳淬火',
    gb: '20Cr', din: '1.7027 (near)', jis: 'SCr420', aisi: '5120', use: '导柱 斜导柱', cnyPerKg: [6, 10],
  }),
  entry('38CRMOAL', '38CrMoAl', '氮化钢', 'nitriding steel', '7.71', {
    designations: ['SACM645', '1.8509'], tradeNames: [],
    delivered: 'HB 240-280(调质)', hardenedTo: '氮化HV 950-1100', treatment: '调质+氮化',
    gb: '38CrMoAl', din: '1.8509 41CrAlMo7', jis: 'SACM645', aisi: 'Nitralloy 135M', use: '斜顶 直顶 螺杆', cnyPerKg: [9, 15],
  }),
  entry('SKH51', 'SKH51', '高速钢', 'high-speed steel', '8.16', {
    designations: ['M2', '1.3343', 'W6Mo5Cr4V2'], tradeNames: ['高速钢'],
    delivered: 'HB <=262', hardenedTo: 'HRC 58-63', treatment: '真空/盐浴',
    gb: 'W6Mo5Cr4V2', din: '1.3343', jis: 'SKH51', aisi: 'M2', use: '扁顶针 细顶针 镶针', cnyPerKg: [90, 150],
  }),
  entry('BECU', 'BeCu', '高导热铜合金', 'high-conductivity copper alloy', '8.26', {
    designations: ['C17200', 'QBe2', 'MoldMAX HH', 'MM40'], tradeNames: ['铍铜', '铍青铜'],
    delivered: 'HRC 36-42 (HH) / 26-32 (LH)', hardenedTo: '时效HRC 38-42', treatment: '时效',
    gb: 'QBe2 (TBe2)', din: 'CW101C (2.1247)', jis: 'C1720', aisi: 'C17200', use: '难冷却镶件 入水镶件 喷嘴', cnyPerKg: [180, 320],
  }),
  entry('AMPCO940', 'AMPCO 940', '高导热铜合金(无铍)', 'high-conductivity copper alloy (beryllium-free)', '8.71', {
    designations: ['C18000'], tradeNames: ['铬镍硅铜', '无铍高导铜'], imported: true,
    delivered: 'HB ~210', hardenedTo: '时效', treatment: '-',
    gb: '-', din: '2.0855-type', jis: '-', aisi: 'C18000', use: '冷却镶件(免铍)', cnyPerKg: [150, 260],
  }),
  entry('T2', '紫铜', '电极铜', 'electrode copper', '8.94', {
    designations: ['T2', 'C1100'], tradeNames: ['红铜', '电解铜', '铜公料'],
    delivered: 'HB 80-110', hardenedTo: '不淬火', treatment: '无',
    gb: 'T2', din: 'CW004A (2.0060)', jis: 'C1100', aisi: 'C11000', use: '铜公(EDM电极)', cnyPerKg: [75, 100],
  }),
  entry('CUW80', '钨铜', '电极合金', 'electrode alloy', '15.15', {
    designations: ['CuW80', 'W80'], tradeNames: ['铜钨'],
    delivered: 'HB 200-220', hardenedTo: '-', treatment: '无',
    gb: 'CuW80', din: '-', jis: '-', aisi: 'RWMA class 11/12', use: '深窄骨位/硬质合金放电电极', cnyPerKg: [450, 900],
  }),
  entry('GRAPH', '石墨', '电极石墨', 'electrode graphite', '1.8', {
    designations: ['TTK-50', 'ISO-63', 'EDM-3'], tradeNames: ['EDM石墨'],
    delivered: 'Shore 55-75', hardenedTo: '-', treatment: '无',
    gb: '-', din: '-', jis: '-', aisi: '-', use: '大骨位/粗公 电极', cnyPerKg: [60, 260],
  }),
  entry('AL7075', '7075-T6', '铝合金', 'aluminium alloy', '2.81', {
    designations: ['A7075'], tradeNames: ['航空铝', '超硬铝'],
    delivered: 'HB ~150', hardenedTo: '-', treatment: 'T6',
    gb: '7A09 (near)', din: '3.4365 EN AW-7075', jis: 'A7075', aisi: 'A97075', use: '样板模模仁 检具', cnyPerKg: [32, 48],
  }),
  entry('AL6061', '6061-T6', '铝合金', 'aluminium alloy', '2.7', {
    designations: ['A6061'], tradeNames: ['铝合金'],
    delivered: 'HB ~95', hardenedTo: '-', treatment: 'T6',
    gb: '6061', din: '3.3211 EN AW-6061', jis: 'A6061', aisi: 'A96061', use: '检具 夹具 铭牌', cnyPerKg: [24, 32],
  }),
  entry('SUS304', 'SUS304', '奥氏体不锈钢', 'austenitic stainless steel', '7.93', {
    designations: ['304'], tradeNames: ['不锈钢'],
    delivered: 'HB <=187', hardenedTo: '不淬火', treatment: '无',
    gb: '06Cr19Ni10', din: '1.4301', jis: 'SUS304', aisi: '304', use: '水路件 铭牌', cnyPerKg: [14, 22],
  }),
  entry('H59', '黄铜', '黄铜', 'brass', '8.45', {
    designations: ['H62', 'HPb59-1', 'C3604'], tradeNames: [],
    delivered: 'HB 80-120', hardenedTo: '-', treatment: '无',
    gb: 'HPb59-1', din: 'CW614N (near)', jis: 'C3604', aisi: 'C36000 (near)', use: '水嘴 堵头 隔水片', cnyPerKg: [48, 65],
  }),
  entry('GBRZ', '石墨铜', '自润滑铜合金', 'self-lubricating copper alloy', '7.8', {
    designations: ['ZCuZn25Al6Fe3Mn3'], tradeNames: ['自润滑铜', '高力黄铜镶石墨', '无油板'],
    delivered: 'HB >=210', hardenedTo: '-', treatment: '无',
    gb: 'ZCuZn25Al6Fe3Mn3', din: 'CC762S (near)', jis: 'CAC304', aisi: 'C86300', use: '无油耐磨板 导套 斜顶导向', cnyPerKg: [90, 140],
  }),
  entry('SWOSC', 'SWOSC-V', '弹簧钢', 'spring steel', '7.85', {
    designations: ['55CrSi', '50CrVA'], tradeNames: ['弹簧钢'],
    delivered: 'HRC 45-50', hardenedTo: '-', treatment: '油回火',
    gb: '55CrSi / 50CrVA', din: '1.7102 / 1.8159', jis: 'SWOSC-V', aisi: '9254 / 6150', use: '矩形模具弹簧', cnyPerKg: [15, 30],
  }),
  entry('SCM435', '12.9级', '紧固件钢', 'fastener steel', '7.85', {
    designations: ['12.9', 'SCM435'], tradeNames: ['高强度螺丝'],
    delivered: 'HRC 39-44 (12.9)', hardenedTo: '-', treatment: '调质',
    gb: '35CrMo', din: '1.7220 34CrMo4', jis: 'SCM435', aisi: '4135', use: '内六角螺丝', cnyPerKg: [12, 25],
  }),
  entry('PM35', '透气钢', '多孔透气钢', 'porous venting steel', '6.0', {
    designations: ['PM-35', 'PORCERAX II'], tradeNames: ['排气钢'], imported: true,
    delivered: 'HRC 30-40', hardenedTo: '-', treatment: '无(需氮化时慎重)',
    gb: '-', din: '-', jis: '-', aisi: '-', use: '排气镶件 困气位', cnyPerKg: [350, 550],
  }),
  entry('FRP', '隔热板', '玻纤绝热板', 'glass-fibre insulation board', '1.9', {
    designations: ['CSA'], tradeNames: ['玻纤板', '隔热玻璃纤维板'],
    delivered: '-', hardenedTo: '-', treatment: '无',
    gb: '-', din: '-', jis: '-', aisi: '-', use: '面板/底板隔热', cnyPerKg: [30, 60],
  }),
  entry('FKM', '氟胶', '弹性体', 'elastomer', '1.85', {
    designations: ['VITON'], tradeNames: ['氟橡胶', 'O型圈料'],
    delivered: 'Shore A 70', hardenedTo: '-', treatment: '无',
    gb: 'FKM', din: '-', jis: '-', aisi: '-', use: '密封圈(耐温200C)', cnyPerKg: [150, 300],
  }),
  entry('POM', 'POM', '工程塑料', 'engineering plastic', '1.41', {
    designations: [], tradeNames: ['赛钢', '树脂开闭器料'],
    delivered: '-', hardenedTo: '-', treatment: '无',
    gb: '-', din: '-', jis: '-', aisi: '-', use: '尼龙扣机 标牌', cnyPerKg: [18, 30],
  }),
];
