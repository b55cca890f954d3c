import type { PartSupply } from '#contracts/order-parts';
import { findProcess } from '../../catalogue/index.js';
import { cellText, saysNone } from './cell-text.policy.js';

/** 自制, 外协 or 外购 as a list writes it; null for a word that is none of them. */
export function readSupply(raw: string): PartSupply | null {
  const text = cellText(raw).toLowerCase().replace(/[\s\-_]/g, '');
  if (/^(自制|自加工|自做|厂内|厂内加工|内制|内部|自产|make|inhouse|own|m|self(made)?)$/.test(text)) return 'MAKE';
  if (/^(外协|外协件|外发|外发加工|委外|委外加工|外加工|整件外协|工序外协|外制|outside|outsourced?|outsourcing|subcontract(ed|ing)?|sub)$/.test(text)) return 'OUTSIDE';
  if (/^(外购|外购件|采购|采购件|购买|购|标准件|标件|订购|外采|buy|bought|purchased?|standard|std|b|p)$/.test(text)) return 'BUY';
  return null;
}

export interface RouteReading {
  /** Process codes in order. */
  readonly codes: readonly string[];
  /** Steps that name no process of the catalogue, as written. */
  readonly unknown: readonly string[];
}

/** A route as a list writes it: `CNC>HT>GR`, `铣-热处理-磨`, `10.CNC 20.HT`; codes, names or shop talk. */
export function readRoute(raw: string): RouteReading {
  const text = cellText(raw);
  if (text === '' || saysNone(text)) return { codes: [], unknown: [] };
  if (text.length > 600) return { codes: [], unknown: [text] };
  const steps = text.split(/\s*(?:->|=>|→|➔|⇒|>|[;；,，、\n|+])\s*/).flatMap(furtherSteps).map((step) => step.replace(/^\(?\d{1,3}\s*[.)、:：]\s*/, '').trim()).filter((step) => step !== '');
  const codes: string[] = [];
  const unknown: string[] = [];
  for (const step of steps) {
    const code = findProcess(step);
    if (code === null) unknown.push(step);
    else if (codes.at(-1) !== code) codes.push(code);
  }
  return { codes, unknown };
}

/** Blanks, slashes and hyphens separate too, unless the whole is a process by itself (五轴联动, PVD/DLC涂层). */
function furtherSteps(step: string): string[] {
  if (findProcess(step) !== null) return [step];
  const parts = step.split(/[\s/／-]+/).filter((part) => part !== '');
  return parts.length > 1 && parts.filter((part) => findProcess(part.replace(/^\d{1,3}[.)、:：]/, '')) !== null).length >= parts.length / 2 ? parts : [step];
}
