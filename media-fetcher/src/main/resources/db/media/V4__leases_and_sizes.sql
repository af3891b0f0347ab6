-- A lease is renewed, settled and given up by itself, in a table that keeps settled jobs for as long as messages.
create index media_jobs_lease on media_jobs (lease) where lease is not null;
-- What Meta announced when there was no room for it: the job waits until there is, without asking Meta again.
alter table media_jobs add column needed_bytes bigint not null default 0;
