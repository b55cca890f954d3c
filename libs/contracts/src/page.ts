import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** How many at once, and after which cursor. Never more than 100, however the number arrives. */
export class PageInput {
  @IsInt() @Min(1) @Max(100) first: number = 20;
  @IsOptional() @IsString() @MaxLength(400) after?: string | null;
}

export interface Page<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
