import type { BomRefusal, BomRefusalCode } from './bom-grid.policy.js';

/** One sentence for people, in both languages. */
export interface Sentence { readonly zh: string; readonly en: string }

/** What a sentence needs to know; `read` is the cell as it stands in the file. */
export type Facts = Readonly<Record<string, string | number | null>>;

const both = (zh: string, en: string): Sentence => ({ zh, en });
type Say = (facts: Facts) => Sentence;

/** Every doubt that reading a list can raise. The codes are stable; people and programs know them. */
const doubts = {
  // The whole list
  HEADER_NOT_FOUND: () => both('前30行里没有找到表头,请指定各列的含义。', 'No heading row was found in the first 30 rows; please say what the columns mean.'),
  NO_ITEMS: () => both('没有读到任何零件行,请检查各列的含义。', 'No part lines were found; please check what the columns mean.'),
  SHEET_WITHOUT_HEADER: (f) => both(`工作表“${f.sheet}”没有表头,其中的行没有导入。`, `Sheet "${f.sheet}" has no heading row; its lines are not imported.`),
  QUANTITY_COLUMN_MISSING: () => both('没有数量列,每个零件要几件?', 'There is no quantity column: how many pieces of each part?'),
  MOULD_NO_DIFFERS: (f) => both(`清单上的模号是${f.listed},而这套模具是${f.mouldNo}。`, `The list names mould ${f.listed}, but this mould is ${f.mouldNo}.`),
  TOTAL_DIFFERS: (f) => both(`合计写的是${f.listed},而各行应做的是${f.counted}件;合计没有改动任何一行。`, `The total says ${f.listed}, but the lines add up to ${f.counted} wanted pieces; no line was changed.`),
  // The whole line
  DUPLICATE_LINE: (f) => both(`与第${f.rowNo}行完全相同,已跳过,数量没有相加。`, `The same as row ${f.rowNo} in every field: left out, quantities were not added.`),
  CANCELLED_LINE: () => both('备注写明取消,已跳过。', 'The note says cancelled: left out.'),
  PART_NO_CONFLICT: (f) => both(`件号${f.partNo}用了不止一次(第${f.rows}行)而内容不同,各行应是什么件号?`, `Part number ${f.partNo} is used more than once (rows ${f.rows}) for different lines: which number is this one?`),
  PART_NO_TAKEN: (f) => both(`件号${f.partNo}在第${f.rows}行已经有了,请给另一个。`, `Part number ${f.partNo} is taken by row ${f.rows}; please give another.`),
  UNNUMBERED_TWICE: (f) => both(`没有件号,名称和规格又与第${f.rowNo}行相同:是另外的零件吗?`, `No part number, and name and size are those of row ${f.rowNo}: is it another part?`),
  PART_NO_GENERATED: (f) => both(`没有件号,已生成${f.partNo}。`, `There is no part number; ${f.partNo} was generated.`),
  PART_NO_TOO_LONG: () => both('件号超过60个字符。', 'The part number is longer than 60 characters.'),
  NAME_MISSING: () => both('没有名称。', 'There is no name.'),
  MIRRORED_PAIR: (f) => both(`左右对称的是两个不同的零件:建议分成${f.left}和${f.right}。`, `Mirror images are two different parts: ${f.left} and ${f.right} are proposed.`),
  ROUGH_AND_FINISH: (f) => both(`一粗一精是两个电极:建议分成${f.left}和${f.right}。`, `One rough and one finish electrode are two parts: ${f.left} and ${f.right} are proposed.`),
  TEXT_SHORTENED: (f) => both(`文字太长,只保留前${f.limit}个字符。`, `The text is too long; the first ${f.limit} characters were kept.`),
  DITTO_CARRIED: (f) => both(`“${f.read}”取上一行(第${f.rowNo}行)的“${f.carried}”。`, `"${f.read}" carries "${f.carried}" from the line above (row ${f.rowNo}).`),
  DITTO_WITHOUT_SOURCE: (f) => both(`“${f.read}”上面没有可以沿用的内容。`, `There is nothing above for "${f.read}" to carry.`),
  // What a spreadsheet did
  EXCEL_DATE: (f) => both(`Excel把这里变成了日期“${f.read}”,原来可能是${f.meant}。`, `A spreadsheet turned this into the date "${f.read}"; it may have been ${f.meant}.`),
  EXCEL_NUMBER: (f) => both(`Excel把件号变成了“${f.read}”,原来的号码已经丢失；请填入图纸上的件号，或在表格中把该列设为文本后重新上传。`, `A spreadsheet turned the part number into "${f.read}"; the number is lost. Enter the one of the drawing, or format the column as text and upload the list again.`),
  EXCEL_HASHES: (f) => both(`“${f.read}”是表格没有显示出来的内容,原来是什么?`, `"${f.read}" is what a spreadsheet shows when it cannot show the value: what was it?`),
  // Material
  MATERIAL_ALIAS: (f) => (f.doubtful === 1
    ? both(`“${f.read}”不等于${f.grade},价格相差很大:用哪一种?`, `"${f.read}" is not ${f.grade}, and the price differs widely: which one is meant?`)
    : both(`“${f.read}”按${f.grade}读取。`, `"${f.read}" was read as ${f.grade}.`)),
  MATERIAL_BLANK: (f) => both(`材料空白,上一行是${f.above}:是合并单元格,还是未定?`, `The material is blank and ${f.above} above it: a merged cell, or not decided?`),
  MATERIAL_MISSING: () => both('没有材料。', 'There is no material.'),
  MATERIAL_UNDECIDED: (f) => both(`材料待定(“${f.read}”)。`, `The material is not decided ("${f.read}").`),
  MATERIAL_ON_DRAWING: () => both('材料只在图纸上,请填写。', 'The material is on the drawing only; please fill it in.'),
  MATERIAL_UNKNOWN: (f) => both(`材料表里没有“${f.read}”,按原文保留,不能算重量。`, `"${f.read}" is not in the catalogue; it was kept as written and gives no mass.`),
  SPRING_COLOUR: (f) => both(`弹簧颜色“${f.read}”按JIS是${f.loadZh}荷重(ISO 10243的颜色不同);材料按${f.grade}读取。`, `Spring colour "${f.read}" is the ${f.load} load by JIS (ISO 10243 colours differ); the material was read as ${f.grade}.`),
  // Size
  SIZE_MISSING: () => both('没有规格尺寸。', 'There is no size.'),
  SIZE_ON_DRAWING: () => both('尺寸只在图纸上,请填写或附图纸。', 'The size is on the drawing only; please fill it in or add the drawing.'),
  SIZE_UNREADABLE: (f) => both(`规格“${f.read}”读不懂。`, `The size "${f.read}" cannot be read.`),
  SIZE_INCOMPLETE: (f) => both(`规格“${f.read}”不完整,缺一个方向。`, `The size "${f.read}" lacks a direction.`),
  SIZE_ASSUMED: (f) => both(`规格“${f.read}”按${f.size}读取。`, `The size "${f.read}" was read as ${f.size}.`),
  SIZE_IS_TEXT: (f) => both(`规格“${f.read}”没有毫米数,按文字保留。`, `The size "${f.read}" names no millimetres; it was kept as text.`),
  INCH_SIZE: (f) => both(`公制清单里的英寸尺寸“${f.read}”:是${f.exact},还是公制的${f.metric}?`, `An inch size "${f.read}" in a metric list: ${f.exact}, or metric ${f.metric}?`),
  UNIT_CONVERTED: (f) => both(`“${f.read}”换算成${f.value}。`, `"${f.read}" was converted to ${f.value}.`),
  REFERENCE_DIMENSION: (f) => both(`“${f.read}”里括号内的是参考尺寸,已按${f.size}采用。`, `The bracketed dimension in "${f.read}" is a reference; ${f.size} was taken.`),
  // Quantity
  QUANTITY_MISSING: () => both('没有数量。', 'There is no quantity.'),
  QUANTITY_ZERO: () => both('数量是0:要做几件?', 'The quantity is 0: how many are wanted?'),
  QUANTITY_UNREADABLE: (f) => both(`数量“${f.read}”读不懂。`, `The quantity "${f.read}" cannot be read.`),
  QUANTITY_EACH: (f) => both(`“${f.read}”没有说各是什么,按左右共${f.pieces}件。`, `"${f.read}" does not say each of what; ${f.pieces} pieces (left and right) are assumed.`),
  QUANTITY_SUM: (f) => both(`“${f.read}”的第二个数是备件,还是也要做的件数?`, `In "${f.read}", is the second number spare pieces or wanted ones?`),
  SPARE_PIECES: (f) => both(`“${f.read}”按${f.pieces}件加备件${f.spare}件读取。`, `"${f.read}" was read as ${f.pieces} wanted and ${f.spare} spare.`),
  QUANTITY_WORDS: (f) => both(`“${f.read}”按${f.pieces}件读取。`, `"${f.read}" was read as ${f.pieces} pieces.`),
  // The rest of the line
  CATEGORY_UNKNOWN: (f) => both(`没有“${f.read}”这个类别${f.proposed === null ? '' : `,建议${f.proposed}`}。`, `There is no category "${f.read}"${f.proposed === null ? '' : `; ${f.proposed} is proposed`}.`),
  SUPPLY_UNKNOWN: (f) => both(`“${f.read}”不是自制、外协或外购。`, `"${f.read}" is neither make, outside nor buy.`),
  ROUTE_STEP_UNKNOWN: (f) => both(`工艺路线里不认识“${f.steps}”,其余工序已读取。`, `The route names "${f.steps}", which is no known process; the other steps were read.`),
  HARDNESS_ASSUMED: (f) => both(`“${f.read}”没有写硬度单位,按${f.hardness}读取。`, `"${f.read}" names no scale; it was read as ${f.hardness}.`),
  HARDNESS_IMPLAUSIBLE: (f) => both(`硬度“${f.read}”超出该标度的范围。`, `The hardness "${f.read}" is beyond its scale.`),
  MASS_UNREADABLE: (f) => both(`重量“${f.read}”读不懂。`, `The mass "${f.read}" cannot be read.`),
  MASS_IS_LINE_TOTAL: (f) => both(`重量${f.listed}kg是整行的(${f.pieces}×${f.computed}kg),单重按${f.computed}kg。`, `The mass ${f.listed} kg is that of the whole line (${f.pieces} × ${f.computed} kg); one piece is ${f.computed} kg.`),
  MASS_DIFFERS: (f) => both(`清单重量${f.listed}kg与按尺寸计算的${f.computed}kg相差${f.percent}%。`, `The listed mass ${f.listed} kg differs by ${f.percent} % from ${f.computed} kg computed from the size.`),
  REVISION_IN_NOTE: (f) => both(`备注“${f.read}”里的版本按${f.revision}读取。`, `Revision ${f.revision} was read from the note "${f.read}".`),
  REVISION_UNREADABLE: (f) => both(`版本“${f.read}”不是字母版本,没有采用。`, `The revision "${f.read}" is no letter; it was not taken.`),
  // The model beside the list
  MODEL_ONLY: (f) => both(`清单里没有“${f.name}”,三维模型里有${f.pieces}件,已列入。`, `The list lacks "${f.name}"; the model has ${f.pieces} of it, so it is taken in.`),
  NOT_IN_MODEL: (f) => both(`三维模型里没有“${f.read}”。`, `The model does not have "${f.read}".`),
  MODEL_QUANTITY_DIFFERS: (f) => both(`清单是${f.listed}件,三维模型是${f.modelled}件;按清单。`, `The list says ${f.listed} pieces, the model has ${f.modelled}; the list was taken.`),
  ANSWER_UNREADABLE: (f) => both(`回答“${f.answer}”读不懂。${f.question}`, `The answer "${f.answer}" cannot be read. ${f.questionEn}`),
} as const satisfies Record<string, Say>;

/** The same sentence with the place in a workbook before it. */
export function placed({ zh, en }: Sentence, sheet: string, row: number): Sentence {
  return both(`工作表“${sheet}”第${row}行:${zh}`, `Sheet "${sheet}" row ${row}: ${en}`);
}

export type BomProblemCode = keyof typeof doubts;

/** What to tell a person about a doubt. */
export function problemSentence(code: BomProblemCode, facts: Facts): Sentence {
  return (doubts[code] as Say)(facts);
}

const megabytes = (bytes: number | null): string => String(Math.round((bytes ?? 0) / 1024 / 1024));

const refusals: Readonly<Record<BomRefusalCode, (refusal: BomRefusal) => Sentence>> = {
  FILE_EMPTY: () => both('文件是空的。', 'The file is empty.'),
  FILE_TOO_LARGE: ({ limit }) => both(`文件超过${megabytes(limit)}MB。`, `The file is larger than ${megabytes(limit)} MB.`),
  TOO_MANY_ROWS: ({ limit }) => both(`清单超过${limit}行,请分成几份。`, `The list has more than ${limit} rows; please split it.`),
  TOO_MANY_COLUMNS: ({ limit, found }) => both(`清单有${found}列,最多${limit}列。`, `The list has ${found} columns; ${limit} is the most.`),
  CELL_TOO_LONG: ({ limit }) => both(`有一个单元格超过${limit}个字符。`, `A cell is longer than ${limit} characters.`),
  FILE_TYPE_UNKNOWN: ({ found }) => both(`这不是零件清单${found === null ? '' : `(${found})`},请用 .xlsx 或 CSV。`, `This is no parts list${found === null ? '' : ` (${found})`}; please use .xlsx or CSV.`),
  OLD_EXCEL: () => both('这是旧的 .xls 文件,请另存为 .xlsx 或 CSV。', 'This is an old .xls file; please save it as .xlsx or CSV.'),
  FILE_ENCRYPTED: () => both('文件有密码,请去掉密码再上传。', 'The file has a password; please remove it and upload again.'),
  FILE_BROKEN: ({ found }) => both(`文件损坏,无法读取${found === null ? '' : `(${found})`}。`, `The file is damaged and cannot be read${found === null ? '' : ` (${found})`}.`),
  ENCODING_UNKNOWN: () => both('文字编码不是 UTF-8、UTF-16 或 GB18030。', 'The text is neither UTF-8, UTF-16 nor GB18030.'),
  NOT_A_WORKBOOK: () => both('这个压缩文件不是 Excel 工作簿。', 'This archive is no Excel workbook.'),
  UNPACKS_TOO_LARGE: ({ limit }) => both(`工作簿展开后超过${megabytes(limit)}MB。`, `The workbook unpacks to more than ${megabytes(limit)} MB.`),
  UNPACKS_TOO_DENSE: ({ limit }) => both(`工作簿的压缩比超过${limit},已拒绝。`, `The workbook is packed more than ${limit} to 1 and was refused.`),
  TOO_MANY_ENTRIES: ({ limit }) => both(`工作簿里的文件超过${limit}个。`, `The workbook holds more than ${limit} files.`),
  BUNDLE_BROKEN: () => both('压缩包损坏,无法打开。', 'The archive is damaged and cannot be opened.'),
  BUNDLE_ENCRYPTED: () => both('压缩包有密码,请去掉密码再上传。', 'The archive has a password; please remove it and upload again.'),
  BUNDLE_TOO_MANY: () => both('压缩包里的文件超过2000个,请分成几包。', 'The archive holds more than 2,000 files; please split it.'),
  BUNDLE_TOO_LARGE: () => both('压缩包展开后超过4GB,请分成几包。', 'The archive unpacks to more than 4 GB; please split it.'),
  BUNDLE_TOO_DENSE: () => both('压缩包的压缩比超过200,已拒绝。', 'The archive is packed more than 200 to 1 and was refused.'),
  BUNDLE_EMPTY: () => both('压缩包里没有可用的清单、模型或图纸。', 'The archive holds no usable list, model or drawing.'),
  COMPANY_FULL: () => both('本公司的文件空间不足,放不下展开的压缩包。', 'The files of the company leave no room for what the archive holds.'),
  MODEL_UNREADABLE: () => both('三维模型无法读取,也没有清单。', 'The model cannot be read, and there is no list.'),
  READING_TOO_LONG: ({ limit }) => both(`读取超过${limit}秒,已停止。`, `Reading took longer than ${limit} seconds and was stopped.`),
  READING_TOO_BIG: ({ limit }) => both(`读取占用的内存超过${limit}MB,已停止。`, `Reading took more than ${limit} MB of memory and was stopped.`),
};

/** What to tell a person whose file was refused. */
export function refusalSentence(refusal: BomRefusal): Sentence {
  return refusals[refusal.code](refusal);
}
