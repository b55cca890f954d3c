import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { Logger, problemOf, requestContext } from '#platform/observability';
import { EvidenceService } from './evidence.service.js';

interface Reply { raw: { destroyed: boolean }; header(name: string, value: string): Reply; code(status: number): Reply; send(body?: unknown): Reply }

const STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, NOT_FOUND: 404, UNAVAILABLE: 503 };
/** What a page may show in place; everything else is saved. */
const SHOWN = /^image\/(jpeg|png|webp)$/;

/** The side door that shows evidence: whoever holds the address sees the file, until it ends. */
@Controller('evidence')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService, private readonly logger: Logger) {}

  @Get(':id')
  async show(@Param('id') id: string, @Query('ticket') ticket: unknown, @Res() reply: Reply): Promise<void> {
    reply.header('X-Content-Type-Options', 'nosniff').header('Content-Security-Policy', "default-src 'none'; sandbox").header('Cache-Control', 'private, no-store').header('Referrer-Policy', 'no-referrer');
    try {
      const file = await this.evidence.open(ticket, id);
      const { name, mediaType, byteSize } = file;
      const bytes = await file.open();
      // Whoever left while the store was asked reads nothing: a stream that nobody takes would stay open.
      if (reply.raw.destroyed) return void bytes.destroy();
      reply.header('Content-Disposition', `${SHOWN.test(mediaType) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`)
        .header('Content-Type', mediaType).header('Content-Length', byteSize).send(bytes);
    } catch (error) {
      const { code, message } = problemOf(error, this.logger, 'evidence');
      reply.code(STATUS[code] ?? 500).send({ code, message, requestId: requestContext.getStore()?.requestId ?? null });
    }
  }
}
