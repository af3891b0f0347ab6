-- Which MESSAGE_TTL held since when: what expired under a shorter one does not come back by a longer one.
create table message_lifetimes (
  since timestamptz primary key,
  length text not null
);
