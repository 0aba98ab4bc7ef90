-- What came of an order's last failure, in a word; a person's act sets a new start for the give-up time.
alter table delivery_order add column failure text;
alter table delivery_order add column tried_from timestamptz;
alter table delivery_attempt add column failure text;

-- Each partner's due orders are looked for on their own, and how many of them are on their way is counted.
drop index delivery_order_due;
create index delivery_order_due on delivery_order (partner, due_at) where state = 'OWED';
drop index delivery_order_lease;
create index delivery_order_lease on delivery_order (partner, lease_until) where state = 'DISPATCHED';
create index delivery_order_dead on delivery_order (partner, owed_at) where state = 'DEAD';

-- How a partner does. failing: the different orders that failed with nothing delivered between. held: by the
-- hub, one canary at a time from try_at on. paused: by an operator. free_at: up to when its rate is used up.
create table delivery_partner (
  partner      text primary key,
  failing      text[]  not null default '{}',
  failure      text,
  code         text,
  reason       text,
  failed_at    timestamptz,
  held_since   timestamptz,
  trials       integer not null default 0,
  canary       text,
  try_at       timestamptz,
  released_at  timestamptz,
  paused_since timestamptz,
  paused_until timestamptz,
  paused_by    text,
  paused_why   text,
  free_at      timestamptz
);

-- Who did what to partners and orders; by_whom is 'hub' where the hub did it by itself.
create table delivery_act (
  act_id  bigint generated always as identity primary key,
  at      timestamptz not null,
  by_whom text        not null,
  act     text        not null check (act in ('HOLD', 'RELEASE', 'RESEND', 'CANCEL')),
  partner text,
  reason  text
);
create index delivery_act_partner on delivery_act (partner, act_id);
create table delivery_act_order (
  act_id       bigint not null references delivery_act,
  order_no     text   not null references delivery_order,
  partner      text   not null,
  state_before text   not null,
  primary key (act_id, order_no)
);
create index delivery_act_order_order on delivery_act_order (order_no);
create index delivery_act_order_partner on delivery_act_order (partner, act_id);
