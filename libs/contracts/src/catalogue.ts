/**
 * Fixed word lists of the trade that more than one service needs: kinds of operations and kinds of mould parts.
 * The order service keeps the full reference entries (aliases, tolerances, envelopes, typical routes).
 */

/** A kind of operation, field for field `type Process` of the API. */
export interface ProcessView {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Unit in which capacity is sold, UN/ECE Rec 20: HUR hour, KGM kilogram, H87 piece, SET set. */
  capacityUnit: string;
}

/** A kind of mould part, field for field `type Category` of the API. */
export interface CategoryView {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Group in the tree of a mould. */
  group: CategoryGroup;
}

/** Groups in tree order, with their names. */
export const categoryGroups = [
  { group: 'mould_base', nameZh: '模架', nameEn: 'mould base' },
  { group: 'forming', nameZh: '成型零件', nameEn: 'forming parts' },
  { group: 'slide_lifter', nameZh: '滑块斜顶', nameEn: 'slides and lifters' },
  { group: 'ejection', nameZh: '顶出', nameEn: 'ejection' },
  { group: 'guide_align', nameZh: '导向定位', nameEn: 'guiding and alignment' },
  { group: 'feed_hotrunner', nameZh: '浇注与热流道', nameEn: 'feed and hot runner' },
  { group: 'cooling', nameZh: '冷却', nameEn: 'cooling' },
  { group: 'fastener_accessory', nameZh: '紧固件与附件', nameEn: 'fasteners and accessories' },
  { group: 'electrode', nameZh: '电极(加工辅具)', nameEn: 'electrodes (tooling)' },
] as const;

export type CategoryGroup = (typeof categoryGroups)[number]['group'];

const process = (code: string, nameZh: string, nameEn: string, capacityUnit: string): ProcessView => ({ code, nameZh, nameEn, capacityUnit });
const category = (code: string, nameZh: string, nameEn: string, group: CategoryGroup): CategoryView => ({ code, nameZh, nameEn, group });

/** All kinds of operations. */
export const processes: readonly ProcessView[] = [
  process('BUY', '采购(外购件)', 'procurement (pseudo-operation)', 'H87'),
  process('SAW', '锯切开料', 'sawing / stock cutting', 'HUR'),
  process('MIL', '普铣(飞面/六面)', 'conventional milling (squaring)', 'HUR'),
  process('CNC', 'CNC铣(三轴)', 'CNC milling 3-axis', 'HUR'),
  process('CNCL', '龙门CNC(大件)', 'gantry CNC milling', 'HUR'),
  process('HSM', '高速铣(精铣/石墨)', 'high-speed milling (finish / graphite)', 'HUR'),
  process('CNC5', '五轴CNC', 'CNC milling 5-axis', 'HUR'),
  process('GD', '深孔钻(枪钻)', 'deep-hole (gun) drilling', 'HUR'),
  process('DT', '钻孔攻牙', 'drilling and tapping', 'HUR'),
  process('TUR', '车削', 'turning', 'HUR'),
  process('GR', '平面磨', 'surface grinding', 'HUR'),
  process('CGR', '内外圆磨', 'cylindrical grinding (OD/ID/centreless)', 'HUR'),
  process('JGR', '坐标磨', 'jig grinding', 'HUR'),
  process('PGR', '光学曲线磨', 'optical profile grinding', 'HUR'),
  process('EDM', '电火花成型(火花机)', 'sinker (die-sinking) EDM', 'HUR'),
  process('WEDM', '慢走丝线切割', 'wire EDM, slow (brass wire)', 'HUR'),
  process('WEDF', '快/中走丝线切割', 'wire EDM, fast / medium (moly wire)', 'HUR'),
  process('EHD', '细孔放电(穿孔机)', 'small-hole EDM drilling', 'H87'),
  process('HT', '真空淬火+回火', 'vacuum hardening and tempering', 'KGM'),
  process('QT', '调质', 'quench and temper to HRC 28-32', 'KGM'),
  process('SR', '去应力退火/时效', 'stress relief', 'KGM'),
  process('NIT', '氮化', 'nitriding (gas / plasma / QPQ)', 'KGM'),
  process('CRB', '渗碳淬火', 'carburising', 'KGM'),
  process('PVD', 'PVD/DLC涂层', 'PVD / DLC coating', 'H87'),
  process('PLT', '镀铬/化学镍', 'hard chrome / electroless nickel plating', 'H87'),
  process('POL', '抛光(省模)', 'polishing', 'HUR'),
  process('TEX', '晒纹/蚀纹(咬花)', 'texturing (chemical etching)', 'SET'),
  process('LTX', '激光咬花', 'laser texturing', 'HUR'),
  process('LW', '激光焊/氩焊(烧焊)', 'laser / TIG welding repair', 'HUR'),
  process('LE', '激光/机械雕刻', 'engraving (laser or CNC)', 'H87'),
  process('CUT', '顶针切长/配作', 'pin cut-to-length and fit', 'H87'),
  process('CMM', '三坐标检测', 'CMM inspection', 'HUR'),
  process('HDT', '硬度/材质检测', 'hardness and material test', 'H87'),
  process('UT', '超声波探伤', 'ultrasonic test', 'H87'),
  process('FIT', '钳工配模/飞模', 'bench fitting and spotting', 'HUR'),
  process('ASM', '装配(组立)', 'assembly', 'HUR'),
  process('TRY', '试模', 'mould trial (T0,T1..)', 'H87'),
  process('PKG', '防锈包装', 'rust-proof packing', 'H87'),
  process('LOG', '运输/送货', 'delivery run', 'H87'),
];

/** All kinds of mould parts, in tree order. */
export const categories: readonly CategoryView[] = [
  category('MBS', '模架(整套)', 'mould base set', 'mould_base'),
  category('TCP', '面板', 'top clamping plate', 'mould_base'),
  category('MFP', '热流道板框板', 'hot runner manifold plate', 'mould_base'),
  category('APL', 'A板', 'cavity plate (A plate)', 'mould_base'),
  category('BPL', 'B板', 'core plate (B plate)', 'mould_base'),
  category('SUP', '托板', 'support plate', 'mould_base'),
  category('SPC', '方铁', 'spacer block', 'mould_base'),
  category('ERP', '面针板', 'ejector retainer plate', 'mould_base'),
  category('EBP', '底针板', 'ejector plate', 'mould_base'),
  category('BCP', '底板', 'bottom clamping plate', 'mould_base'),
  category('INS', '隔热板', 'insulation plate', 'mould_base'),
  category('CAV', '前模仁', 'cavity insert', 'forming'),
  category('COR', '后模仁', 'core insert', 'forming'),
  category('CVS', '前模镶件', 'cavity sub-insert', 'forming'),
  category('CRS', '后模镶件', 'core sub-insert', 'forming'),
  category('CPN', '镶针', 'core pin', 'forming'),
  category('DAT', '日期章/字码', 'date stamp / ID insert', 'forming'),
  category('VNT', '排气镶件', 'vent insert', 'forming'),
  category('SLD', '滑块(行位)', 'slide body (side-action)', 'slide_lifter'),
  category('SLI', '滑块镶件', 'slide insert', 'slide_lifter'),
  category('HEL', '铲基(楔紧块)', 'heel block (wedge lock)', 'slide_lifter'),
  category('GIB', '压条', 'gib (slide guide rail)', 'slide_lifter'),
  category('WPL', '耐磨板', 'wear plate', 'slide_lifter'),
  category('ANP', '斜导柱', 'angle pin', 'slide_lifter'),
  category('ANB', '斜导柱固定块', 'angle pin block', 'slide_lifter'),
  category('SLR', '滑块限位/波珠', 'slide retainer / ball plunger', 'slide_lifter'),
  category('LFT', '斜顶', 'lifter', 'slide_lifter'),
  category('LFB', '斜顶座', 'lifter shoe (base)', 'slide_lifter'),
  category('LFG', '斜顶导向块', 'lifter guide block', 'slide_lifter'),
  category('EJP', '顶针(圆)', 'ejector pin', 'ejection'),
  category('EJF', '扁顶针', 'flat (blade) ejector pin', 'ejection'),
  category('EJS', '司筒', 'ejector sleeve', 'ejection'),
  category('EJC', '司筒针', 'sleeve core pin', 'ejection'),
  category('EJB', '直顶(顶块)', 'ejector block', 'ejection'),
  category('EJR', '顶棍/推杆连接', 'ejector rod / coupling', 'ejection'),
  category('RTP', '回针(复位杆)', 'return pin', 'ejection'),
  category('SPR', '弹簧', 'die spring', 'ejection'),
  category('STB', '垃圾钉', 'stop (rest) button', 'ejection'),
  category('SPL', '撑头', 'support pillar', 'ejection'),
  category('LMB', '限位柱/限位块', 'stroke limiter', 'ejection'),
  category('GDP', '导柱', 'guide pillar', 'guide_align'),
  category('GDB', '导套', 'guide bush', 'guide_align'),
  category('EGP', '中托边(推板导柱)', 'ejector guide pin', 'guide_align'),
  category('EGB', '中托司(推板导套)', 'ejector guide bush', 'guide_align'),
  category('ILK', '边锁/精定位', 'side interlock / taper lock', 'guide_align'),
  category('LOC', '定位圈', 'locating ring', 'feed_hotrunner'),
  category('SPB', '唧嘴(浇口套)', 'sprue bush', 'feed_hotrunner'),
  category('HRS', '热流道系统', 'hot runner system', 'feed_hotrunner'),
  category('HRN', '热嘴', 'hot runner nozzle', 'feed_hotrunner'),
  category('SPP', '拉料针', 'sprue puller pin', 'feed_hotrunner'),
  category('GTI', '入水镶件', 'gate insert', 'feed_hotrunner'),
  category('NPP', '水嘴', 'water nipple', 'cooling'),
  category('PLG', '堵头(喉塞)', 'pipe plug', 'cooling'),
  category('BFL', '隔水片', 'baffle', 'cooling'),
  category('ORG', '密封圈', 'O-ring', 'cooling'),
  category('SCW', '螺丝', 'socket head cap screw', 'fastener_accessory'),
  category('DWL', '管钉(定位销)', 'dowel pin', 'fastener_accessory'),
  category('EYE', '吊环', 'eye bolt', 'fastener_accessory'),
  category('STR', '锁模片/吊模块', 'safety strap / lifting bar', 'fastener_accessory'),
  category('LSW', '行程开关', 'limit switch', 'fastener_accessory'),
  category('CTR', '计数器', 'cycle counter', 'fastener_accessory'),
  category('NPT', '铭牌', 'name plate', 'fastener_accessory'),
  category('CYL', '油缸', 'hydraulic cylinder', 'fastener_accessory'),
  category('PLK', '尼龙扣/扣机', 'parting lock', 'fastener_accessory'),
  category('WIR', '接线盒/插座', 'junction box / connector', 'fastener_accessory'),
  category('ELC', '铜公(铜电极)', 'copper electrode', 'electrode'),
  category('ELG', '石墨电极', 'graphite electrode', 'electrode'),
];

const processByCode = new Map(processes.map((each) => [each.code, each]));
const categoryByCode = new Map(categories.map((each) => [each.code, each]));

/** The kind of operation with this code, exactly as written, or null. */
export function processOf(code: string): ProcessView | null {
  return processByCode.get(code) ?? null;
}

/** The kind of part with this code, exactly as written, or null. */
export function categoryOf(code: string): CategoryView | null {
  return categoryByCode.get(code) ?? null;
}
