-- Which process holds the lease, so that one that stops can hand back all it holds.
alter table media_jobs add column holder uuid;
