import { IsDefined, IsIn, IsInt, IsNumber, IsObject, IsString, Max, MaxLength, Min } from 'class-validator';

/** Messages that a client sends over /live, besides a bid, which is a PlaceBidInput. Unknown fields are refused. */
export class TimePingMessage {
  /** The client's own clock in milliseconds; sent back as it came. */
  @IsNumber({ allowNaN: false, allowInfinity: false }) t0!: number;
}

export class SpeakMessage {
  /** Language of sentences from now on. */
  @IsIn(['zh-CN', 'en']) locale!: 'zh-CN' | 'en';
}

export class LotResumeMessage {
  @IsString() @MaxLength(64) lotId!: string;
  /** Number of the last event applied; 0 asks for a snapshot. */
  @IsInt() @Min(0) @Max(2_147_483_647) lastSeq!: number;
}

export class LotLeaveMessage {
  @IsString() @MaxLength(64) lotId!: string;
}

export class TenderResumeMessage {
  @IsString() @MaxLength(64) tenderId!: string;
  /** Number of the last event applied, by lot; a lot that is not named is answered with a snapshot. */
  @IsDefined() @IsObject() lastSeqs!: Record<string, number>;
}

export class CompanyResumeMessage {
  @IsInt() @Min(0) @Max(2_147_483_647) lastSeq!: number;
}
