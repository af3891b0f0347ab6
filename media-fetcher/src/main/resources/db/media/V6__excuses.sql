-- How many tries in a row were not counted, because Meta seemed to serve nothing at all.
alter table media_jobs add column excuses integer not null default 0;
