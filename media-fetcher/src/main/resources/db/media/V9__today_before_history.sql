-- Files of today go before those of an imported history, each in the order in which they are due.
create index media_jobs_turn on media_jobs (history, due_at) where state = 'pending';
drop index media_jobs_due;
