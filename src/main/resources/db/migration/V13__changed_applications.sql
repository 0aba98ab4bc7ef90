-- What a changed form says otherwise than the one before: [{pointer, before, after}], in clear like the forms themselves.
alter table application_revision add column changes jsonb not null default '[]';

-- An order that was withdrawn before it was ever tried.
alter table delivery_order drop constraint delivery_order_state_check;
alter table delivery_order add constraint delivery_order_state_check
  check (state in ('OWED', 'DISPATCHED', 'DELIVERED', 'REFUSED', 'DEAD', 'CANCELLED'));

-- Withdrawals and answers to corrections name a case, not the county's own number.
alter table intake_request alter column upstream_apply_no drop not null;
