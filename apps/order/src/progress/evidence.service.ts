import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import { isEvidence, type FileView } from '#contracts/order-files';
import type { EvidenceView } from '#contracts/order-progress-views';
import { Database } from '#platform/database';
import { Tickets } from '#platform/tickets';
import { FileService, type KeptFile } from '../files/index.js';

export interface EvidenceOptions {
  /** Public address of the side door, without a slash at the end. */
  publicUrl: string;
}
export const EVIDENCE_OPTIONS = Symbol('evidence options');

const ADDRESS_SECONDS = 600;

/** What the address of a piece of evidence says. */
interface EvidenceClaims { subjectId: string; fileId: string; viewerId: string }
/** A report or inspection as far as its files go; they belong to the company that made it. */
interface Subject { id: string; companyId: string; fileIds: string[] }

/** Reports and inspections with files that the company ($1) may see; an inspection of pieces of several suppliers shows none of them the others' pieces. */
const SUBJECTS = `
  select id, company_id as "companyId", file_ids as "fileIds" from ordering.run_reports
   where id = any($2) and cardinality(file_ids) > 0 and (owner_id = $1 or supplier_id = $1)
  union all
  select id, by_company_id, file_ids from ordering.inspections
   where id = any($2) and cardinality(file_ids) > 0 and (owner_id = $1 or by_company_id = $1 or supplier_ids = array[$1])`;

/** Photographs and sheets of what was reported and inspected, for both sides of the work. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly database: Database,
    private readonly files: FileService,
    private readonly tickets: Tickets,
    @Inject(EVIDENCE_OPTIONS) private readonly options: EvidenceOptions,
  ) {}

  /** The usable files of each report or inspection, in the order asked, each with an address for this company; none for what it may not see. */
  async of(actor: Actor, subjectIds: readonly string[]): Promise<{ subjectId: string; evidence: EvidenceView[] }[]> {
    const subjects = new Map((await this.subjects(actor.companyId, subjectIds)).map((subject) => [subject.id, subject]));
    const known = await this.filesOf([...subjects.values()]);
    return Promise.all(subjectIds.map(async (subjectId) => {
      const subject = subjects.get(subjectId);
      const usable = (subject?.fileIds ?? []).flatMap((id) => known.get(`${subject!.companyId}/${id}`) ?? []).filter((file) => file.state === 'READY' && isEvidence(file));
      return { subjectId, evidence: await Promise.all(usable.map((file) => this.view(actor, subject!, file))) };
    }));
  }

  /** The file behind an address, while the company that asked for it still may see them. Throws UNAUTHENTICATED for an ended or foreign ticket, NOT_FOUND otherwise. */
  async open(token: unknown, fileId: string): Promise<KeptFile> {
    const claims = await this.tickets.verify<EvidenceClaims>('evidence', token);
    const [subject] = await this.subjects(claims.viewerId, [claims.subjectId]);
    if (claims.fileId !== fileId || !subject?.fileIds.includes(fileId)) throw Problem.notFound();
    const found = await this.files.kept(subject.companyId, fileId);
    if (found === null || !isEvidence(found)) throw Problem.notFound();
    return found;
  }

  private subjects(companyId: string, ids: readonly string[]): Promise<Subject[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.database.read<Subject>(companyId, SUBJECTS, [companyId, ids]);
  }

  /** By company and id. Files belong to whoever made the report, so the other side reads them through the house once it may see the report. */
  private async filesOf(subjects: readonly Subject[]): Promise<Map<string, FileView>> {
    const wanted = new Map<string, string[]>();
    for (const { companyId, fileIds } of subjects) wanted.set(companyId, [...(wanted.get(companyId) ?? []), ...fileIds]);
    if (wanted.size === 0) return new Map();
    return this.database.asHouse(async (tx) => {
      const found = new Map<string, FileView>();
      for (const [companyId, ids] of wanted) for (const file of await this.files.views(tx, companyId, ids)) found.set(`${companyId}/${file.id}`, file);
      return found;
    });
  }

  private async view(actor: Actor, subject: Subject, file: FileView): Promise<EvidenceView> {
    const claims: EvidenceClaims = { subjectId: subject.id, fileId: file.id, viewerId: actor.companyId };
    const { token, expiresAt } = await this.tickets.mint('evidence', claims, ADDRESS_SECONDS);
    return { file: subject.companyId === actor.companyId ? file : { ...file, grantedStage: 'VIEW' }, url: `${this.options.publicUrl}/evidence/${file.id}?ticket=${token}`, expiresAt };
  }
}
