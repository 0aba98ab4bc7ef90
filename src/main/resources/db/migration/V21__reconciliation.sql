-- What was owed on a day is compared with what each partner says it has of it.
create index delivery_order_owed on delivery_order (partner, owed_at);

-- The latest comparison of a partner and a day.
create table reconciliation (
  partner      text        not null,
  day          date        not null,
  state        text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  started_at   timestamptz not null,
  ended_at     timestamptz,
  reason       text,
  pushed       bigint      not null default 0,
  delivered    bigint      not null default 0,
  on_the_way   bigint      not null default 0,
  acknowledged bigint      not null default 0,
  statuses     bigint      not null default 0,
  primary key (partner, day)
);

-- since: when it was first found; seen: whether the comparison under way has found it; about: an order, an application, or what the partner calls a thing nobody else knows.
create table reconciliation_difference (
  partner text        not null,
  day     date        not null,
  about   text        not null,
  what    text        not null,
  case_no text,
  ours    text,
  theirs  text,
  act     text        not null,
  orders  text[]      not null,
  since   timestamptz not null,
  seen    boolean     not null,
  primary key (partner, day, about, what),
  foreign key (partner, day) references reconciliation
);

-- What a partner listed, for as long as it is compared; lost with a crash, and asked for again.
create unlogged table reconciliation_listed (
  partner     text    not null,
  day         date    not null,
  about       text    not null,
  partner_ref text,
  received_at timestamptz,
  event       text,
  event_at    timestamptz,
  case_no     text,
  last_seq    bigint,
  of_the_day  boolean not null,
  met         boolean not null default false,
  primary key (partner, day, about)
);
