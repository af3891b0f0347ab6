-- What goes out is told sent, delivered and read. Where its page has room, the changed row stays on it and none of the five
-- indexes learns of it. Pages that are full already stay as they are.
alter table whatsapp_messages set (fillfactor = 80);
