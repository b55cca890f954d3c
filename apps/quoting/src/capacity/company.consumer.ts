import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { SupplierService } from './supplier.service.js';

/** Keeps the copies of companies up to date. */
@Injectable()
export class CompanyConsumer {
  constructor(private readonly suppliers: SupplierService) {}

  @Consumes('accounts.company.changed.v1')
  companyChanged(company: HouseEvents['accounts.company.changed.v1'], tx: Tx): Promise<void> {
    return this.suppliers.takeCompany(tx, company);
  }

  @Consumes('accounts.relation.changed.v1')
  relationChanged(relation: HouseEvents['accounts.relation.changed.v1'], tx: Tx): Promise<void> {
    return this.suppliers.takeRelation(tx, relation);
  }
}
