-- A file of a message imported from before is no news to those who watch the conversation.
alter table media_jobs add column history boolean not null default false;
