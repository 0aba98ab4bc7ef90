-- What happened to alerts, in order: each opening and each clearing takes a number.
create sequence alert_news;

-- What is wrong, or was, one row for each cause: while it is open no other of its kind and partner is.
create table alert (
  alert_id   bigint generated always as identity primary key,
  kind       text        not null,
  partner    text        not null,                -- slug; '' where it is about the hub itself
  watch      text        not null,                -- who tells it; while that one fails it is not cleared
  since      timestamptz not null,
  opened_at  timestamptz not null,
  seen_at    timestamptz not null,                -- when it was last told
  cleared_at timestamptz,
  troubles   bigint      not null,                -- how many there are
  about      text[]      not null,                -- the first few
  facts      jsonb       not null,
  opened_no  bigint      not null default nextval('alert_news'),
  cleared_no bigint
);
create unique index alert_open on alert (kind, partner) where cleared_at is null;
create index alert_opened on alert (opened_no);
create index alert_cleared on alert (cleared_no);

-- Whom it is told: up to which number, and what is on its way, which stays the same at each try.
create table alert_channel (
  channel text    primary key,
  told_no bigint  not null,
  news    jsonb,
  news_no bigint,
  tries   integer not null default 0,
  try_at  timestamptz,
  told_at timestamptz,
  fault   text
);

-- Messages that came in a partner's name and were not its own, the latest.
create index inbox_message_refused on inbox_message (received_at) where verdict = 'REFUSED';
