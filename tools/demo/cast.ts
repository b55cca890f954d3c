/** Who plays the demo: one mould factory and fourteen workshops around Huangyan, each with its own machines and manner. */

export interface DemoMachine {
  name: string;
  processes: string[];
  /** Largest work in millimetres. */
  size: [lengthMm: number, widthMm: number, heightMm: number];
  massKg: number;
  toleranceMm: string;
}

export interface Manner {
  /** Lowest price as a share of the estimated cost, in percent. */
  floorPercent: number;
  /** First price as a share of the estimated cost, in percent. */
  openingPercent: number;
  /** How far below the highest acceptable price it goes each time, in percent. */
  stepPercent: number;
  /** Seconds between hearing of a change and answering it. */
  thinkSeconds: [least: number, most: number];
  /** Waits for the last seconds of a lot before its next price. */
  waitsForTheEnd: boolean;
  /** Days it promises. */
  days: [least: number, most: number];
  /** One in so many reported operations runs into trouble; 0 never. */
  troubleOneIn: number;
}

export interface DemoSupplier {
  key: string;
  person: string;
  company: string;
  town: string;
  processes: string[];
  machines: DemoMachine[];
  manner: Manner;
}

export const DEMO_PASSWORD = 'demo-mould-share-2507';
export const demoEmail = (key: string): string => `${key}@demo.mouldshare.example`;

export const buyer = { key: 'lin', person: '林慧', company: '永和模具厂', town: '黄岩' } as const;

/** Workshops that nobody plays: visitors join as them from a second device. */
export const guests = ['甲', '乙', '丙', '丁'].map((letter, i) => ({ key: `guest${i + 1}`, person: '访客', company: `客座加工厂（${letter}）` }));

const milling = ['SAW', 'MIL', 'CNC', 'DT', 'GD', 'TUR'];
const finishing = ['GR', 'CGR', 'FIT', 'POL', 'LE', 'CMM'];
const heat = ['HT', 'QT', 'NIT', 'SR'];
const spark = ['EDM', 'WEDM', 'WEDF', 'EHD'];
const vmc = (name: string, x: number, y: number, z: number, massKg: number): DemoMachine =>
  ({ name, processes: ['CNC', 'MIL', 'DT'], size: [x, y, z], massKg, toleranceMm: '0.01' });
const wire = (name: string, x: number, y: number, z: number): DemoMachine =>
  ({ name, processes: ['WEDM', 'WEDF'], size: [x, y, z], massKg: 500, toleranceMm: '0.003' });
const sinker = (name: string, x: number, y: number, z: number): DemoMachine =>
  ({ name, processes: ['EDM'], size: [x, y, z], massKg: 1000, toleranceMm: '0.005' });
const grinder = (name: string, x: number, y: number): DemoMachine =>
  ({ name, processes: ['GR'], size: [x, y, 400], massKg: 800, toleranceMm: '0.003' });
const furnace: DemoMachine = { name: '真空炉', processes: ['HT', 'QT', 'NIT', 'SR'], size: [900, 600, 600], massKg: 800, toleranceMm: '0.1' };

const eager: Manner = { floorPercent: 72, openingPercent: 96, stepPercent: 3, thinkSeconds: [8, 30], waitsForTheEnd: false, days: [9, 12], troubleOneIn: 12 };
const steady: Manner = { floorPercent: 84, openingPercent: 104, stepPercent: 2.5, thinkSeconds: [15, 60], waitsForTheEnd: false, days: [7, 10], troubleOneIn: 0 };
const sniper: Manner = { floorPercent: 79, openingPercent: 108, stepPercent: 1.5, thinkSeconds: [3, 9], waitsForTheEnd: true, days: [10, 14], troubleOneIn: 9 };
const dear: Manner = { floorPercent: 95, openingPercent: 118, stepPercent: 2, thinkSeconds: [20, 80], waitsForTheEnd: false, days: [5, 7], troubleOneIn: 0 };
/** Promises more than its machines hold: the demo's late part is likely to be its. */
const hopeful: Manner = { floorPercent: 68, openingPercent: 90, stepPercent: 2.5, thinkSeconds: [5, 20], waitsForTheEnd: false, days: [1, 2], troubleOneIn: 3 };

const all = [...milling, 'CNCL', 'HSM', ...finishing, 'PGR', ...heat, ...spark];

export const suppliers: DemoSupplier[] = [
  { key: 'wang', person: '王建达', company: '建达电火花', town: '黄岩', processes: [...milling, ...finishing, ...heat, ...spark], machines: [sinker('2号镜面火花机', 800, 500, 350), wire('1号慢走丝', 600, 400, 300), grinder('大水磨', 1000, 500)], manner: eager },
  { key: 'he', person: '何瑞峰', company: '瑞峰数控', town: '黄岩', processes: all, machines: [vmc('1060加工中心', 1000, 600, 600, 800), vmc('850加工中心', 800, 500, 500, 500), wire('慢走丝', 500, 350, 250)], manner: steady },
  { key: 'chen', person: '陈立', company: '立人精密', town: '路桥', processes: all, machines: [wire('3号慢走丝', 600, 400, 400), sinker('火花机', 600, 400, 300), { name: 'PG光学磨', processes: ['PGR'], size: [150, 50, 80], massKg: 20, toleranceMm: '0.002' }], manner: sniper },
  { key: 'zhou', person: '周大海', company: '大海模具加工', town: '黄岩', processes: all, machines: [{ name: '龙门铣2米', processes: ['CNCL', 'CNC'], size: [2000, 1500, 900], massKg: 8000, toleranceMm: '0.02' }, grinder('大水磨1500', 1500, 600)], manner: steady },
  { key: 'wu', person: '吴小芳', company: '芳华热处理', town: '椒江', processes: [...heat, ...milling, ...spark, ...finishing], machines: [furnace], manner: dear },
  { key: 'zheng', person: '郑强', company: '强力数控', town: '温岭', processes: all, machines: [vmc('1370加工中心', 1300, 700, 650, 1500), vmc('高速机', 500, 400, 250, 200)], manner: eager },
  { key: 'sun', person: '孙伟', company: '伟业线切割', town: '黄岩', processes: [...spark, ...milling, ...finishing, ...heat], machines: [wire('1号慢走丝', 600, 400, 300), wire('2号慢走丝', 400, 300, 250), wire('中走丝', 500, 400, 400)], manner: sniper },
  { key: 'liu', person: '刘敏', company: '敏捷模配', town: '路桥', processes: all, machines: [vmc('850加工中心', 800, 500, 500, 500), grinder('小磨床', 450, 150)], manner: hopeful },
  { key: 'huang', person: '黄志远', company: '志远精工', town: '宁海', processes: all, machines: [vmc('五轴', 800, 800, 600, 600), sinker('镜面火花机', 700, 450, 350)], manner: dear },
  { key: 'xu', person: '徐国平', company: '国平机械', town: '黄岩', processes: [...milling, ...finishing, ...heat, ...spark], machines: [vmc('850加工中心', 800, 500, 500, 500), { name: '数控车', processes: ['TUR'], size: [1000, 400, 400], massKg: 300, toleranceMm: '0.01' }], manner: eager },
  { key: 'ma', person: '马骏', company: '骏驰模具', town: '北仑', processes: all, machines: [vmc('1060加工中心', 1000, 600, 600, 800), sinker('火花机', 600, 400, 300), furnace], manner: steady },
  { key: 'zhu', person: '朱丽', company: '丽新石墨', town: '黄岩', processes: all, machines: [{ name: '石墨机', processes: ['HSM', 'SAW'], size: [500, 400, 250], massKg: 60, toleranceMm: '0.005' }, vmc('650加工中心', 600, 400, 400, 300)], manner: eager },
  { key: 'guo', person: '郭振', company: '振兴模具钢', town: '玉环', processes: all, machines: [vmc('1060加工中心', 1000, 600, 600, 800), { name: '枪钻', processes: ['GD'], size: [1200, 800, 600], massKg: 2000, toleranceMm: '0.1' }], manner: steady },
  { key: 'lin2', person: '林涛', company: '涛声精密件', town: '椒江', processes: all, machines: [grinder('精密平磨', 600, 300), { name: '外圆磨', processes: ['CGR', 'TUR'], size: [1000, 320, 320], massKg: 150, toleranceMm: '0.002' }, wire('慢走丝', 400, 300, 250)], manner: sniper },
];

const guestMachines = [wire('1号慢走丝', 600, 400, 300), vmc('1060加工中心', 1000, 600, 600, 800), sinker('火花机', 600, 400, 300), grinder('大水磨', 1000, 500), furnace];
export const guestSuppliers: DemoSupplier[] = guests.map((guest) => ({ ...guest, town: '黄岩', processes: all, machines: guestMachines, manner: steady }));
