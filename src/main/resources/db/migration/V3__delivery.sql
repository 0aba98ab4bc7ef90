-- What is owed to whom. One row an order; a lane is the orders of one case for one partner.
create table delivery_order (
  order_no     text primary key,
  case_no      text        not null,
  partner      text        not null,
  role         text        not null,
  kind         text        not null,
  revision     integer     not null,
  position     bigint      not null,
  content      json        not null,
  state        text        not null
               check (state in ('OWED', 'DISPATCHED', 'DELIVERED', 'REFUSED', 'DEAD')),
  attempts     integer     not null default 0,
  due_at       timestamptz not null,
  lease_until  timestamptz,
  lease_holder text,
  partner_ref  text,
  reason       text,
  owed_at      timestamptz not null,
  settled_at   timestamptz
);

-- Unfinished orders only: what the next of a lane waits for.
create index delivery_order_lane on delivery_order (case_no, partner, position)
  where state in ('OWED', 'DISPATCHED', 'DEAD');
create index delivery_order_due on delivery_order (due_at) where state = 'OWED';
create index delivery_order_lease on delivery_order (lease_until) where state = 'DISPATCHED';

-- Every try, whatever came of it.
create table delivery_attempt (
  order_no   text        not null references delivery_order,
  attempt    integer     not null,
  started_at timestamptz not null,
  ended_at   timestamptz not null,
  outcome    text        not null,
  fault      text,
  code       text,
  reason     text,
  primary key (order_no, attempt, ended_at)
);
