-- What operators look for: files that are late or were given up, by when their messages came.
create index media_jobs_not_stored on media_jobs (created_at) where state <> 'stored';
