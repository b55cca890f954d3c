import { existsSync, readFileSync } from 'node:fs';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '#kernel';
import { EdgeSettings } from '../edge-settings.port.js';
import { checkoutFile, schemaText } from '../schema-text.storage.js';
import { GRAPHIQL_CSP, graphiqlFile } from './graphiql.storage.js';

/** What of the documents can be read here. */
const DOCUMENTS: ReadonlySet<string> = new Set(['journey.md', 'live.md', 'files.md']);

/** Pages for developers, none of them in production. */
@Controller()
export class PagesController {
  constructor(private readonly settings: EdgeSettings) {}

  @Get('graphiql')
  page(@Res() reply: FastifyReply): Promise<void> {
    return this.file('', reply);
  }

  @Get('graphiql/:file')
  async file(@Param('file') name: string, @Res() reply: FastifyReply): Promise<void> {
    const file = this.settings.production ? null : await graphiqlFile(name);
    if (file === null) throw Problem.notFound();
    void reply.type(file.type).header('content-security-policy', GRAPHIQL_CSP).header('cache-control', 'private, max-age=3600').send(file.body);
  }

  @Get('schema.graphql')
  schema(@Res() reply: FastifyReply): void {
    if (this.settings.production) throw Problem.notFound();
    void reply.type('text/plain; charset=utf-8').send(schemaText());
  }

  @Get(['docs/:document', 'docs/api/:document'])
  document(@Param('document') name: string, @Res() reply: FastifyReply): void {
    if (this.settings.production || !DOCUMENTS.has(name)) throw Problem.notFound();
    const path = checkoutFile(`docs/api/${name}`);
    if (!existsSync(path)) throw Problem.notFound();
    void reply.type('text/plain; charset=utf-8').send(readFileSync(path, 'utf8'));
  }
}
