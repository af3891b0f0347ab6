-- The name of a file begins with the hash of its content, which is the key: a second unique index said nothing new, and
-- made one of two concurrent first inserts of a content fail, because "on conflict" guards the key alone.
alter table media_files drop constraint media_files_file_key;
