-- What waits and what is unfinished are columns of their own, for the indexes along which the ledger is worked off.
-- An index "where state = 'OWED'" also serves whoever looks for one order by its number or case and asks for its state;
-- and a database that last counted rows when nothing was owed then reads all that has come to be owed since.
alter table delivery_order
  add column owed boolean not null generated always as (state = 'OWED') stored,
  add column unfinished boolean not null generated always as (state in ('OWED', 'DISPATCHED', 'DEAD')) stored;

drop index delivery_order_lane;
create index delivery_order_lane on delivery_order (case_no, partner, position) where unfinished;
drop index delivery_order_due;
create index delivery_order_due on delivery_order (partner, due_at, position) where owed;
