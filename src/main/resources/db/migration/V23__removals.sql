-- What was removed, by which rule; one line for each part a sweep has touched, added up. Never removed itself.
create table removal (
  swept_at timestamptz not null,   -- when the sweep began
  by_whom  text        not null,   -- hub, or the person who asked
  rule     text        not null,
  part     text        not null,   -- a month as 2026-11, or what is not parted
  before   timestamptz not null,   -- what was older than this might go
  removed  bigint      not null,
  kept     jsonb       not null,   -- {"OPEN_CASE": 2}: what stayed of it, and why
  primary key (swept_at, rule, part)
);

alter table delivery_act_order drop constraint delivery_act_order_act_id_fkey;
alter table delivery_act_order add foreign key (act_id) references delivery_act on delete cascade;
create index delivery_act_at on delivery_act (at);
create index partner_change_at on partner_change (at);
