-- Which message told whom a room is with, as text that sorts: of two that differ the later one counts, in whatever order
-- they come. Null in rows from before.
alter table rooms add column told_by text collate "C";
