import { Controller } from '@nestjs/common';
import type { ModelItemView } from '#contracts/order-models';
import type { Actor, PartSnapshot } from '#contracts';
import {
  describeParts, part, partsByIds, partsOfMould, releaseParts, modelsOfParts, revisionsOfParts, setRoutes, updateParts,
  type ChangePartsResult, type DescribePartsInput, type PartInput, type PartRevisionView, type PartView, type PartsByIdsInput, type PartsOfMouldInput,
  type ReleasePartsInput, type SetRoutesInput, type UpdatePartsInput,
} from '#contracts/order-moulds';
import { Serves } from '#platform/rpc';
import { PartReading } from './part-reading.service.js';
import { PartService } from './part.service.js';

/** What the house may ask about parts. */
@Controller()
export class PartRpc {
  constructor(private readonly reading: PartReading, private readonly service: PartService) {}

  @Serves(part)
  async part(actor: Actor, input: PartInput): Promise<{ part: PartView | null }> {
    return { part: await this.reading.part(actor, input.id) };
  }

  @Serves(partsOfMould)
  async partsOfMould(actor: Actor, input: PartsOfMouldInput): Promise<{ parts: PartView[] }> {
    return { parts: await this.reading.partsOfMould(actor, input) };
  }

  @Serves(partsByIds)
  async partsByIds(actor: Actor, input: PartsByIdsInput): Promise<{ parts: PartView[] }> {
    return { parts: await this.reading.partsByIds(actor, input.ids) };
  }

  @Serves(modelsOfParts)
  async modelsOfParts(actor: Actor, input: PartsByIdsInput): Promise<{ parts: { partId: string; model: ModelItemView }[] }> {
    return { parts: await this.reading.modelsOf(actor, input.ids) };
  }

  @Serves(revisionsOfParts)
  async revisionsOfParts(actor: Actor, input: PartsByIdsInput): Promise<{ parts: { partId: string; revisions: PartRevisionView[] }[] }> {
    return { parts: await this.reading.revisionsOf(actor, input.ids) };
  }

  @Serves(updateParts)
  updateParts(actor: Actor, input: UpdatePartsInput): Promise<ChangePartsResult> {
    return this.service.updateParts(actor, input);
  }

  @Serves(setRoutes)
  setRoutes(actor: Actor, input: SetRoutesInput): Promise<ChangePartsResult> {
    return this.service.setRoutes(actor, input);
  }

  @Serves(releaseParts)
  releaseParts(actor: Actor, input: ReleasePartsInput): Promise<ChangePartsResult> {
    return this.service.releaseParts(actor, input);
  }

  @Serves(describeParts)
  async describeParts(actor: Actor, input: DescribePartsInput): Promise<{ parts: PartSnapshot[] }> {
    return { parts: await this.reading.describe(actor, input) };
  }
}
