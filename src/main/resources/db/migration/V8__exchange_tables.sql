-- What the hub remembers of exchange tables; the tables themselves are the partners'.

-- How far a table has been read: the highest sequence number seen, and the numbers below it that
-- were not there when it was, as [first, last, since].
create table exchange_mark (
  partner    text        not null,
  table_name text        not null,
  high       bigint      not null,
  gaps       jsonb       not null,
  primary key (partner, table_name)
);

-- Every row taken, with a digest of each column, so that a repeat is known and an edit is noticed.
create table exchange_taken (
  partner    text        not null,
  table_name text        not null,
  row_key    text        not null,
  seq        bigint      not null,
  columns    jsonb       not null,
  outcome    text        not null check (outcome in ('ACCEPTED', 'TAKEN', 'FAILED')),
  reason     text,
  edits      integer     not null default 0,
  taken_at   timestamptz not null,
  primary key (partner, table_name, row_key, seq)
);

-- Every row written, each new edition of the same thing beside the one it replaced.
create table exchange_sent (
  partner    text        not null,
  table_name text        not null,
  identity   text        not null,
  edition    integer     not null,
  row_key    text        not null,
  order_no   text        not null,
  digest     text        not null,
  state      text        not null
             check (state in ('SENT', 'TAKEN', 'ACCEPTED', 'FAILED', 'REPLACED')),
  reason     text,
  sent_at    timestamptz not null,
  primary key (partner, table_name, identity, edition)
);

create unique index exchange_sent_key on exchange_sent (partner, table_name, row_key);
create index exchange_sent_open on exchange_sent (partner, row_key)
  where state in ('SENT', 'TAKEN');
