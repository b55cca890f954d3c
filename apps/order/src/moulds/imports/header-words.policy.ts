import type { ImportMeaning } from '#contracts/order-imports';
import { editDistance } from '../../catalogue/index.js';

/**
 * What a heading stands for. Roles beyond the words of the contract are read but shown as IGNORE: the running number, the unit of the
 * quantity, the mass of a whole line, the mould's number, spare pieces; DIAMETER is part of the size.
 */
export type ColumnRole = Exclude<ImportMeaning, 'IGNORE'> | 'SEQ' | 'UNIT' | 'TOTAL_MASS' | 'MOULD_NO' | 'SPARE' | 'DIAMETER' | 'NONE';

/** The word of the contract for a role. */
export function meaningOf(role: ColumnRole): ImportMeaning {
  if (role === 'DIAMETER') return 'SIZE';
  return role === 'SEQ' || role === 'UNIT' || role === 'TOTAL_MASS' || role === 'MOULD_NO' || role === 'SPARE' || role === 'NONE' ? 'IGNORE' : role;
}

/** Several columns may share these; all others have one column. */
export const shareable: ReadonlySet<ColumnRole> = new Set(['HARDNESS', 'REQUIREMENTS', 'NOTE', 'NONE', 'SEQ']);

/** Headings in order of preference, best first; `rank` 1 is certain, lower ones give way to a better column. */
const words: readonly (readonly [ColumnRole, number, readonly string[]])[] = [
  ['SEQ', 1, ['序号', '序', '项次', '项', 'no', '#', 'item', 'items', 'seq', 'sn', 's/n', 'pos', 'line', 'lineno', 'serialno', 'index', '编码序号', '行号']],
  ['PART_NO', 1, ['件号', '零件号', '零件编号', '零件代号', '工件号', '工件编号', '部件号', '图号件号', 'partno', 'partnumber', 'partnum', 'part#', 'partid', 'pn', 'p/n', '品番', '部品番号']],
  ['PART_NO', 0.95, ['图号', '零件图号', '图纸编号', '图纸号', 'drawingno', 'drawingnumber', 'dwgno', 'drgno', 'drawing', 'dwg']],
  ['PART_NO', 0.9, ['编号', '代号', '物料编号', '物料编码', '物料号', '料号', '品号', '存货编码', 'itemno', 'itemnumber', 'itemcode', 'code', 'partcode', 'materialno', 'number']],
  ['PART_NO', 0.7, ['erp物料号', 'erp编号', 'erpno', 'erpcode', 'sap号']],
  ['NAME', 1, ['名称', '零件名称', '零件名', '工件名称', '部件名称', '品名', '物料名称', '部品名', '中文名称', 'partname', 'name', 'itemname', 'componentname', 'component']],
  ['NAME', 0.9, ['描述', '品名描述', 'description', 'desc', 'partdescription', 'designation', 'part']],
  ['NAME_EN', 1, ['英文名称', '英文名', '英文', 'englishname', 'nameen', 'nameinenglish', 'english']],
  ['CATEGORY', 1, ['类别代码', '类别', '零件类别', '分类', '零件分类', '种类', '零件类型', '类型', 'category', 'categorycode', 'parttype', 'class', 'type', 'group']],
  ['MATERIAL', 1, ['材料', '材质', '材料牌号', '钢材', '钢料', '牌号', '材料名称', '原材料', 'material', 'mat', 'matl', 'materials', 'materialgrade', 'grade', 'steel', 'steelgrade', 'rawmaterial']],
  ['SIZE', 1, ['规格', '尺寸', '规格尺寸', '尺寸规格', '尺寸或规格', '规格型号', '外形尺寸', '成品尺寸', '零件尺寸', '型号规格', '规格及尺寸', '精料尺寸', 'size', 'sizes', 'dimension', 'dimensions', 'dim', 'spec',
    'specs', 'specification', 'specifications', 'lxwxh', 'l*w*h', 'l×w×h', '长*宽*高', '长x宽x高', '长×宽×高', '长宽高', 'partsize', 'finishedsize', 'finishsize']],
  ['SIZE', 0.7, ['毛坯尺寸', '开料尺寸', '下料尺寸', '毛坯规格', '材料规格', 'blanksize', 'rawsize', 'stocksize']],
  ['LENGTH', 1, ['长', '长度', '长l', 'length', 'l', 'len']], ['WIDTH', 1, ['宽', '宽度', '宽w', 'width', 'w']],
  ['HEIGHT', 1, ['高', '厚', '高度', '厚度', '高h', '厚t', '高/厚', '高厚', 'height', 'h', 'thickness', 't', 'thk', 'depth']], ['DIAMETER', 1, ['直径', '外径', 'φ', 'diameter', 'dia', 'od']],
  ['QUANTITY', 1, ['数量', '件数', '需求数量', '需求量', '订购数量', '单套数量', '每套数量', '数目', '用量', '单模用量', '数量件', '数', 'qty', 'quantity', 'qnty', 'quant', 'pcs', 'qtypcs', 'noofpcs', 'amount', 'qtyset']],
  ['QUANTITY', 0.8, ['总数量', '总数', '合计数量', 'totalqty', 'totalquantity']],
  ['SPARE', 1, ['备件', '备件数', '备件数量', '备品', '备品数量', '备用', 'spare', 'spares', 'spareqty']],
  ['UNIT', 1, ['单位', '计量单位', 'unit', 'units', 'uom']],
  ['HARDNESS', 1, ['硬度', '硬度要求', '热处理', '热处理要求', '热处理硬度', '热处理/硬度', '表面处理', 'hardness', 'hrc', 'heattreatment', 'heattreat', 'ht', 'h/t', 'treatment', 'surfacetreatment']],
  ['REQUIREMENTS', 1, ['公差', '公差要求', '精度', '精度要求', '表面', '表面要求', '表面粗糙度', '粗糙度', '光洁度', '加工要求', '技术要求', '要求', 'tolerance', 'tolerances', 'surface', 'surfacefinish', 'finish', 'roughness',
    'requirements', 'requirement', 'accuracy']],
  ['ROUTE', 1, ['工艺路线', '工艺', '加工工艺', '工序', '加工工序', '工艺流程', '加工流程', '加工方式', '加工内容', 'route', 'routing', 'process', 'processes', 'operations', 'processroute']],
  ['SUPPLY', 1, ['自制/外协/外购', '自制外协外购', '自制/外购', '自制外购', '自制/外协', '加工类型', '来源', '属性', '零件属性', '获取方式', '采购类型', '制造方式', '供应方式', 'supply', 'make/buy', 'makebuy', 'makeorbuy', 'm/b',
    'source', 'sourcing', 'procurement']],
  ['UNIT_MASS', 1, ['单重', '单件重量', '单件重', '单重量', '净重', '零件重量', 'unitweight', 'unitmass', 'netweight', 'weight/pc', 'weightperpiece', 'pieceweight']],
  ['UNIT_MASS', 0.85, ['重量', '质量', 'weight', 'mass', 'kg', 'wt']],
  ['TOTAL_MASS', 1, ['总重', '总重量', '合计重量', '小计重量', 'totalweight', 'totalmass', 'grossweight', '毛重']],
  ['REVISION', 1, ['版本', '版次', '版本号', '图纸版本', 'revision', 'rev', 'ver', 'version', 'issue', 'edition']],
  ['NOTE', 1, ['备注', '说明', '备注说明', '注', '附注', 'note', 'notes', 'remark', 'remarks', 'comment', 'comments', 'memo']],
  ['MOULD_NO', 1, ['模具编号', '模具号', '模号', '模具', '项目编号', '项目号', '工程编号', 'mouldno', 'moldno', 'mould', 'mold', 'toolno', 'tool', 'project', 'projectno', 'jobno']],
  ['NONE', 1, ['供应商', '厂商', '品牌', '详图', '简图', '图片', '附图订购', '追加工', '供方', '单价', '金额', '总价', '价格', '交期', '日期', '时间', '完成日期', '需求日期', '状态', '仓库', '库存', 'supplier', 'vendor', 'brand', 'price',
    'unitprice', 'total', 'date', 'picture', 'photo', 'status', 'maker', 'delivery', 'duedate', 'leadtime']],
];

const known = new Map<string, { role: ColumnRole; rank: number }>();
for (const [role, rank, names] of words) for (const name of names) if (!known.has(headingKey(name))) known.set(headingKey(name), { role, rank });
const longWords = [...known].filter(([key]) => key.length >= (/[一-鿿]/.test(key) ? 2 : 4)).sort((a, b) => b[0].length - a[0].length);

/** A heading stripped to what is compared: no case, blanks, brackets with units, apostrophes or dots. */
export function headingKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\(.*?\)|\[.*?\]/g, '').replace(/[\s'’`.。:：_*＊-]/g, '').replace(/[（）()]/g, '');
}

/** The unit in a heading: `规格(mm)`, `Weight [g]`, `长cm`. */
export function unitInHeading(text: string): string | null {
  const found = /[([/:,]\s*(mm|cm|dm|m|inch|in|"|kgs?|g|t|公斤|千克|克|吨|毫米|厘米)\s*[)\]]?\s*$/i.exec(text.normalize('NFKC')) ?? /[一-鿿](mm|cm|kg|g)$/i.exec(text.normalize('NFKC'));
  const word = found?.[1]?.toLowerCase() ?? null;
  const same: Readonly<Record<string, string>> = { 毫米: 'mm', 厘米: 'cm', in: 'inch', '"': 'inch', kgs: 'kg' };
  return word === null ? null : same[word] ?? word;
}

export interface HeadingGuess { readonly role: ColumnRole; readonly confidencePercent: number; readonly rank: number }

/** What a heading is taken for: exactly a known word, a word with more around it, or a word with a slip of the pen. Null for no idea. */
export function guessHeading(text: string): HeadingGuess | null {
  const raw = text.normalize('NFKC').trim();
  // Sizes, part numbers and quantities have digits; headings hardly more than one (2D图号).
  if (raw === '' || raw.length > 40 || /\d{2}/.test(raw)) return null;
  const alternatives = [headingKey(raw), ...raw.split(/[\n/|.]+/).map(headingKey)].filter((key) => key !== '');
  for (const [i, key] of alternatives.entries()) {
    const exact = known.get(key);
    if (exact) return { ...exact, confidencePercent: Math.round((i === 0 ? 100 : 90) * exact.rank) };
  }
  const key = alternatives[0];
  if (key === undefined || key.length > 20 || /^\d/.test(key)) return null;
  const within = longWords.find(([word]) => key.includes(word));
  if (within) return { ...within[1], confidencePercent: Math.round(80 * within[1].rank) };
  if (key.length < 4 || /[一-鿿]/.test(key)) return null;
  // A slip of the pen spares the first letter; looking at those words only keeps thirty rows of cells cheap to search.
  const near = longWords.filter(([word]) => word[0] === key[0] && Math.abs(word.length - key.length) <= 2)
    .map(([word, guess]) => ({ guess, word, distance: editDistance(word, key) })).sort((a, b) => a.distance - b.distance)[0];
  if (!near || near.distance > 2 || near.distance >= near.word.length / 2) return null;
  return { ...near.guess, confidencePercent: Math.round(70 * (1 - near.distance / near.word.length) * near.guess.rank) };
}
