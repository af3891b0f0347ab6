-- Of two reactions or edits of one second the later in the log counts, also where both came in one POST. As in
-- V4: 0 in rows from before, until their records are read again. The received_at of V3 stays for instances of the
-- version before, which may still write beside this one, and is read by nobody.
alter table message_changes add column log_position bigint not null default 0;
