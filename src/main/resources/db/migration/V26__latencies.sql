-- How promptly orders reached their partners (TEC-01) and reports the hub (TEC-02) is read from what is kept anyway.
alter table case_file add column rules text generated always as (file ->> 'rules') stored;

alter table case_order
  add column owed_at     timestamptz,   -- null: nothing of the hub's takes it anywhere
  add column answered_at timestamptz,   -- its partner took or refused it
  add column ended_at    timestamptz,   -- or nobody was to have it any more
  add column closed      jsonb;         -- when the partner could not be reached meanwhile: [{from, to}]
update case_order o
set owed_at = d.owed_at,
    answered_at = case when d.state in ('DELIVERED', 'REFUSED') then d.settled_at end,
    ended_at = case when d.state = 'CANCELLED' then d.settled_at end
from delivery_order d
where d.order_no = o.order_no;

-- For figures by month.
create index case_order_owed on case_order (owed_at);
create index case_order_closed on case_order (owed_at) where closed is not null;
-- What is yet to be pushed.
create index case_order_unanswered on case_order (partner, owed_at)
  where owed_at is not null and answered_at is null and ended_at is null;
-- The log only grows, so that a month of it lies together.
create index case_event_recorded on case_event using brin (recorded_at);

-- When an operator held a partner, once that is over.
create table delivery_pause (
  partner text        not null,
  since   timestamptz not null,
  ended   timestamptz not null
);
create index delivery_pause_ended on delivery_pause (partner, ended);
