-- Whether all messages call a file the same is asked at each download: its least and its greatest name, however many hold it.
create index media_references_names on media_references (sha256, file_name);
drop index media_references_file;
