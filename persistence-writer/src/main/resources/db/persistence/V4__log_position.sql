-- Meta tells times in seconds: of two messages of one second the one that came first stands first.
-- Milliseconds of its record, shifted by 20 bits, and the last 20 bits of its offset; 0 in rows from before.
alter table whatsapp_messages add column log_position bigint not null default 0;
alter table chat_messages add column log_position bigint not null default 0;
drop index chat_messages_room_name;
create index chat_messages_room_name on chat_messages (room_name, "timestamp", log_position, message_id);
