import type { FilePurpose, FileState, FileView } from '#contracts/order-files';

/** What a view of a file is made of. */
export interface FileFacts {
  id: string;
  name: string;
  purpose: FilePurpose;
  mediaType: string | null;
  byteSize: string;
  sha256: string;
  state: FileState;
  createdAt: Date;
}

/** A file as its own company sees it. */
export function fileView(file: FileFacts): FileView {
  return {
    id: file.id,
    name: file.name,
    purpose: file.purpose,
    mediaType: file.mediaType,
    byteSize: file.byteSize,
    sha256: file.state === 'AWAITED' ? null : file.sha256,
    state: file.state,
    thumbnailUrl: null,
    grantedStage: 'DOWNLOAD',
    createdAt: file.createdAt.toISOString(),
  };
}

/** SQL for views of files as a JSON array in the order of their ids, for reads that show files beside something else. `ids` is a column of ids. */
export function filesAsJson(ids: string): string {
  return `case when cardinality(${ids}) = 0 then '[]'::json else (
    select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'purpose', f.purpose, 'mediaType', f.media_type, 'byteSize', f.byte_size::text,
      'sha256', case when f.state <> 'AWAITED' then f.sha256 end, 'state', f.state, 'thumbnailUrl', null, 'grantedStage', 'DOWNLOAD',
      'createdAt', to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by array_position(${ids}, f.id)), '[]'::json)
    from ordering.files f where f.id = any(${ids})) end`;
}
