-- Whose limit a request counts against, and whether somebody waits for it.
alter table outbound_requests
  add column phone_number_id text not null generated always as (split_part(lane, ':', 1)) stored,
  add column people boolean not null generated always as (client <> 'topic') stored,
  add column foremost boolean not null default true, -- a hint: nothing earlier of its lane and key is open
  add column held_for text;          -- why it was put back, or 'trial' while it finds out about a stop
create index outbound_requests_due on outbound_requests (phone_number_id, people, next_attempt_at, sequence)
  where state = 'queued' and announced and foremost;

-- A customer of one of our numbers: what was borrowed from the time to come.
create table outbound_pairs (
  lane text primary key,
  paid_until timestamptz not null,   -- each send adds its pace to it
  held_until timestamptz not null default '-infinity', -- after a refusal of Meta's
  refusals integer not null default 0
) with (fillfactor = 70);

-- One of our numbers: a bucket of sends for all instances together.
create table outbound_numbers (
  phone_number_id text primary key,
  tokens double precision not null,
  counted_at timestamptz not null,
  cut_rate double precision,         -- sends a second after the last refusal for throughput
  cut_at timestamptz,
  held_until timestamptz,
  stopped_at timestamptz,            -- Meta does not take our token
  trial_at timestamptz,              -- when one send may find out whether it does again
  trials integer not null default 0
) with (fillfactor = 50);

-- When a customer last wrote to one of our numbers, under the phone and under the id; a group under its id.
create table outbound_windows (
  phone_number_id text not null,
  customer text not null,
  wrote_at timestamptz not null,
  primary key (phone_number_id, customer)
) with (fillfactor = 80);
