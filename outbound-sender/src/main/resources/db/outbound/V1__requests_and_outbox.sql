-- One row per request, from acceptance until its key is forgotten.
create table outbound_requests (
  message_id uuid primary key,
  sequence bigint generated always as identity,
  client text not null,              -- whose request ids these are: a door, or one room
  request_id text not null,
  fingerprint text not null,
  lane text not null,                -- one in flight and first in, first out within a conversation
  record_key text,                   -- and within a key of the commands' topic
  conversation_key text not null,    -- the results' key
  address_kind text not null check (address_kind in ('phone', 'user', 'group')),
  address text not null,
  room_name text not null,
  message text not null,             -- the results' record, without an outcome
  traceparent text,
  state text not null default 'queued' check (state in ('queued', 'in_flight', 'sent', 'failed', 'unknown')),
  announced boolean not null default false, -- message-pending is acknowledged: the call may begin
  attempt integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease_until timestamptz,           -- while in flight: who has not recorded by then is dead
  whatsapp_message_id text,
  meta_code integer,
  reason text,
  accepted_at timestamptz not null default now(),
  decided_at timestamptz,
  unique (client, request_id)
);
create index outbound_requests_queue on outbound_requests (sequence) where state = 'queued';
create index outbound_requests_lane on outbound_requests (lane, sequence) where state = 'queued';
create index outbound_requests_lane_busy on outbound_requests (lane) where state = 'in_flight';
create index outbound_requests_key on outbound_requests (record_key, sequence)
  where state = 'queued' and record_key is not null;
create index outbound_requests_key_busy on outbound_requests (record_key)
  where state = 'in_flight' and record_key is not null;
create index outbound_requests_in_flight on outbound_requests (lease_until) where state = 'in_flight';
create index outbound_requests_unknown on outbound_requests (sequence) where state = 'unknown';
create index outbound_requests_accepted on outbound_requests (accepted_at);

-- Written with the change it tells of, gone once the broker has it.
create table outbound_results (
  id bigint generated always as identity primary key,
  message_id uuid not null,
  type text not null,
  record_key text not null,
  value text not null,
  traceparent text
);

-- Names that hold the hash of a long id, and the id.
create table outbound_rooms (
  room_name text primary key,
  address_kind text not null check (address_kind in ('user', 'group')),
  address text not null
);
