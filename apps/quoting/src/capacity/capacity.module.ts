import { Module } from '@nestjs/common';
import { CapacityRpc } from './capacity.rpc.js';
import { CompanyConsumer } from './company.consumer.js';
import { MachineService } from './machine.service.js';
import { JudgementConsumer } from './judgement.consumer.js';
import { SupplierRecords } from './supplier-record.service.js';
import { SupplierService } from './supplier.service.js';
import { WorkloadService } from './workload.service.js';

/** What suppliers can make. */
@Module({
  controllers: [CapacityRpc],
  providers: [MachineService, SupplierRecords, SupplierService, WorkloadService, CompanyConsumer, JudgementConsumer],
  exports: [SupplierRecords, SupplierService],
})
export class CapacityModule {}
