-- Of two reactions or edits of one second the one that we received later counts. Null in rows from
-- before, until their records are read again.
alter table message_changes add column received_at timestamptz;
