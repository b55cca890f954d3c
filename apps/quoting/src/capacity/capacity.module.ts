import { Module } from '@nestjs/common';
import { CapacityRpc } from './capacity.rpc.js';
import { CompanyConsumer } from './company.consumer.js';
import { MachineService } from './machine.service.js';
import { SupplierService } from './supplier.service.js';
import { WorkloadService } from './workload.service.js';

/** What suppliers can make. */
@Module({
  controllers: [CapacityRpc],
  providers: [MachineService, SupplierService, WorkloadService, CompanyConsumer],
  exports: [SupplierService],
})
export class CapacityModule {}
