-- For partners that are polled: an order that is only made ready is finished for the case, but its
-- partner still has news of it.
alter table case_order add column awaited boolean not null default false;

update case_order set awaited = state in ('SENT', 'RECEIPTED', 'ACCEPTED');

drop index case_order_unfinished;

-- The longest unasked first.
create index case_order_awaited on case_order (partner, asked_at) where awaited;

-- A file keeps what was reported; what that implies is not kept any more.
update case_file
set file = jsonb_set(file, '{orders}', coalesce((
  select jsonb_object_agg(o.number, o.kept - 'milestones' || jsonb_build_object('reported', coalesce((
    select jsonb_object_agg(m.type, m.told)
    from jsonb_each(o.kept -> 'milestones') as m (type, told)
    where m.told -> 'implied' = 'false'
  ), '{}'::jsonb)))
  from jsonb_each(file -> 'orders') as o (number, kept)
), '{}'::jsonb));
