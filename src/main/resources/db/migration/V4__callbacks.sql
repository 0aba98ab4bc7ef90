-- What partners sent, byte for byte, and what became of each thing it said.
create table inbox_message (
  message_id   uuid        primary key,
  partner      text        not null,
  channel      text        not null,
  received_at  timestamptz not null,
  content_type text,
  raw          bytea       not null,
  reason       text
);

create table inbox_event (
  partner     text        not null,
  event_key   text        not null,
  message_id  uuid        not null,
  order_no    text,
  event       text,
  occurred_at timestamptz,
  state       text        not null check (state in ('RECORDED', 'WAITING')),
  reason      text,
  body        jsonb       not null,
  repeats     integer     not null default 0,
  received_at timestamptz not null,
  try_at      timestamptz,
  tries       integer     not null default 0,
  primary key (partner, event_key)
);

create index inbox_event_waiting on inbox_event (try_at) where state = 'WAITING';
