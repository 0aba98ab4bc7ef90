-- How an order gets on, by the hub's own clock. heard_at: the last time anything new was learned of it. waits: the
-- next word on it is its partner's. The others: when it was learned that it is sent, receipted, accepted, finished.
alter table case_order add column heard_at timestamptz;
alter table case_order add column waits boolean not null default false;
alter table case_order add column sent_at timestamptz;
alter table case_order add column receipted_at timestamptz;
alter table case_order add column accepted_at timestamptz;
alter table case_order add column finished_at timestamptz;

-- Of the past no more is known than since when an order is what it is; what ended long ago tells nothing of its steps.
update case_order
set heard_at = changed_at,
    waits = awaited and state in ('SENT', 'RECEIPTED', 'ACCEPTED'),
    sent_at = case when state = 'SENT' then changed_at end,
    receipted_at = case when state = 'RECEIPTED' then changed_at end,
    accepted_at = case when state = 'ACCEPTED' then changed_at end;

-- One index for whom nothing was heard of longest, for when a partner was last heard, and for its latest orders.
create index case_order_heard on case_order (partner, kind, state, heard_at);
create index case_order_waits on case_order (case_no) where waits;

-- How long a partner has taken for a step, of its latest orders of a kind: reckoned anew every hour. For a route that
-- polls: kind is the route, step NEWS, and it is the time from news to news.
create table silence_past (
  partner      text             not null,
  kind         text             not null,
  step         text             not null,
  answers      integer          not null,   -- how many it is reckoned from
  seconds      double precision not null,   -- 99 of 100 took no longer, in time in which it is open
  working_days double precision not null,   -- the same in working days
  reckoned_at  timestamptz      not null,
  primary key (partner, kind, step)
);

-- A route on which the hub asks a partner for news: since when, when it was last answered, when it last failed,
-- and when there was news, the latest 200 times.
create table poll (
  route       text        primary key,
  partner     text        not null,
  begun_at    timestamptz not null,
  answered_at timestamptz,
  failed_at   timestamptz,
  news        timestamptz[] not null default '{}'
);

-- Files that came, by their names.
alter table inbox_message add column file_name text;
create index inbox_message_file on inbox_message (partner, received_at) where file_name is not null;
