import { Controller } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import {
  createMould, mould, moulds, updateMould, wholeModel,
  type CreateMouldInput, type CreateMouldResult, type MouldInput, type MouldView, type MouldsInput, type PartTable, type UpdateMouldInput, type UpdateMouldResult, type WholeModelView,
} from '#contracts/order-moulds';
import { Serves } from '#platform/rpc';
import { MouldReading } from './mould-reading.service.js';
import { MouldService } from './mould.service.js';

/** What the house may ask about moulds. */
@Controller()
export class MouldRpc {
  constructor(private readonly reading: MouldReading, private readonly service: MouldService) {}

  @Serves(mould)
  mould(actor: Actor, input: MouldInput): Promise<{ mould: MouldView | null; parts: PartTable | null }> {
    return this.reading.mould(actor, input);
  }

  @Serves(moulds)
  moulds(actor: Actor, input: MouldsInput): Promise<Page<MouldView>> {
    return this.reading.moulds(actor, input);
  }

  @Serves(wholeModel)
  async wholeModel(actor: Actor, { id }: MouldInput): Promise<{ model: WholeModelView | null }> {
    return { model: await this.reading.wholeModel(actor, id) };
  }

  @Serves(createMould)
  createMould(actor: Actor, input: CreateMouldInput): Promise<CreateMouldResult> {
    return this.service.createMould(actor, input);
  }

  @Serves(updateMould)
  updateMould(actor: Actor, input: UpdateMouldInput): Promise<UpdateMouldResult> {
    return this.service.updateMould(actor, input);
  }
}
