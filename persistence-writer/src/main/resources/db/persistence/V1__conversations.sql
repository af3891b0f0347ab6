-- Everything that was said, one row per item of Meta or send of ours.
create table whatsapp_messages (
  message_id uuid primary key,
  whatsapp_message_id text unique,
  phone_number text,
  customer_id text,
  phone_number_id text,
  room_name text not null,
  type text not null,
  text text,
  media_url text,
  media_type text,
  media_status text,
  file_name text,
  file_size bigint,
  mime_type text,
  caption text,
  direction text not null,
  status text not null,
  "timestamp" timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  played_at timestamptz,
  failed_at timestamptz,
  failed_reason text,
  error_code integer,
  reply_to text,
  -- json, not jsonb: the bytes stay as received, U+0000 and repeated names included.
  raw json,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index whatsapp_messages_phone_number on whatsapp_messages (phone_number);
create index whatsapp_messages_room_name on whatsapp_messages (room_name, "timestamp", message_id);
create index whatsapp_messages_expires_at on whatsapp_messages (expires_at);

-- What a conversation shows, one line per message; edits and revokes change the line.
create table chat_messages (
  message_id uuid primary key,
  room_name text not null,
  sender text not null,
  text text,
  media_url text,
  direction text not null,
  "timestamp" timestamptz not null,
  expires_at timestamptz not null,
  edited_at timestamptz,
  edited_by text,
  revoked_at timestamptz
);
create index chat_messages_room_name on chat_messages (room_name, "timestamp", message_id);
create index chat_messages_expires_at on chat_messages (expires_at);

create table rooms (
  room_name text primary key,
  phone_number text,
  customer_id text,
  phone_number_id text,
  title text not null,
  channel text not null,
  department text not null,
  private boolean not null,
  last_message_at timestamptz not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
) with (fillfactor = 80);

-- One per message, status and, in groups, participant. They may come before their message.
create table message_statuses (
  whatsapp_message_id text not null,
  status text not null,
  participant text not null,
  -- Our id of the send, from biz_opaque_callback_data.
  message_id uuid,
  phone_number_id text,
  "timestamp" timestamptz not null,
  error_code integer,
  failed_reason text,
  raw json not null,
  expires_at timestamptz not null,
  primary key (whatsapp_message_id, status, participant)
);
create index message_statuses_message_id on message_statuses (message_id) where message_id is not null;
create index message_statuses_expires_at on message_statuses (expires_at);

-- Reactions, edits and revokes by the message they point at.
create table message_changes (
  whatsapp_message_id text primary key,
  target_id text not null,
  kind text not null,
  actor text not null,
  author text not null,
  content text,
  "timestamp" timestamptz not null,
  expires_at timestamptz not null
);
create index message_changes_target_id on message_changes (target_id);
create index message_changes_expires_at on message_changes (expires_at);

-- What became of files; they may be known before their message.
create table message_files (
  whatsapp_message_id text not null,
  media_status text not null,
  media_url text not null,
  file_name text,
  file_size bigint,
  mime_type text,
  expires_at timestamptz not null,
  primary key (whatsapp_message_id, media_status, media_url)
);
create index message_files_expires_at on message_files (expires_at);

create table account_events (
  event_id text primary key,
  field text,
  waba_id text,
  phone_number_id text,
  raw json not null,
  received_at timestamptz not null,
  expires_at timestamptz not null
);
create index account_events_expires_at on account_events (expires_at);

-- An id has a phone, or was followed by another id. It holds for ever and does not expire.
create table customer_identities (
  alias text not null,
  kind text not null,
  target text not null,
  "timestamp" timestamptz not null,
  primary key (alias, kind, target)
) with (fillfactor = 80);
create index customer_identities_target on customer_identities (target);
