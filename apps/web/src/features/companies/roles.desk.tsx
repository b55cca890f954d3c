import type { I18n } from '@lingui/core';
import type { Role } from '../../generated/types.js';

/** What people may do, in their own words. Platform staff is appointed elsewhere. */
export function roleWords(i18n: I18n): readonly (readonly [Role, string])[] {
  return [
    ['OWNER', i18n.t('老板，全部权限')], ['MANAGER', i18n.t('经理，批准定标')], ['BUYER', i18n.t('外协采购，询价定标')], ['PLANNER', i18n.t('生管，零件与工序')], ['ENGINEER', i18n.t('工程，路线与版本')], ['QUALITY', i18n.t('品质，检验处置')],
    ['FITTER', i18n.t('钳工，装配')], ['STORE', i18n.t('仓库，收发货')], ['FINANCE', i18n.t('财务，对账')], ['SALES', i18n.t('业务，报价接单')], ['SHOP_OPERATOR', i18n.t('操作工，报工')],
  ];
}
