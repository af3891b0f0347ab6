-- A file to fetch: one row per message and media id. The row is the promise that the file comes or is given up visibly.
create table media_jobs (
  whatsapp_message_id text not null,
  media_id text not null,
  conversation_key text not null,
  phone_number_id text,
  phone_number text,
  customer_id text,
  group_id text,
  traceparent text,
  kind text not null,
  mime_type text,
  sha256 text,
  file_name text,
  state text not null default 'pending' check (state in ('pending', 'stored', 'unavailable')),
  reason text,
  attempts integer not null default 0,
  wrong_hashes integer not null default 0,
  lease uuid,
  due_at timestamptz not null default now(),
  first_tried_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (whatsapp_message_id, media_id)
);
create index media_jobs_due on media_jobs (due_at) where state = 'pending';
create index media_jobs_age on media_jobs (created_at) where state = 'pending';
create index media_jobs_expiry on media_jobs (expires_at) where state <> 'pending';

-- A file on disk, by its content. expires_at is that of its last reference: whoever refers to it moves the row's own
-- time, so that the sweep decides on a locked row alone.
create table media_files (
  sha256 text primary key,
  file text not null unique,
  mime_type text not null,
  size bigint not null,
  expires_at timestamptz not null
);
create index media_files_expiry on media_files (expires_at);

create table media_references (
  whatsapp_message_id text not null,
  media_id text not null,
  sha256 text not null references media_files on delete cascade,
  file_name text not null,
  expires_at timestamptz not null,
  primary key (whatsapp_message_id, media_id)
);
create index media_references_file on media_references (sha256);
create index media_references_expiry on media_references (expires_at);
