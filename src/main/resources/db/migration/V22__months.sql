-- What grows with every message and every attempt is kept by month, so that an old month is dropped whole. What is
-- there already becomes one partition up to the end of its last month. The default partition takes what has no month:
-- an insert never fails, whatever the clock says, and what is unresolved is laid there when its month is dropped.
create procedure pg_temp.by_month(tab text, time_column text, key text) language plpgsql as $$
declare
  old   text := tab || '_old';
  rest  text := tab || '_rest';
  upper timestamptz;
  one   record;
begin
  execute format('alter table %I rename to %I', tab, old);
  for one in select conname from pg_constraint where conrelid = old::regclass and contype in ('p', 'u', 'f') loop
    execute format('alter table %I drop constraint %I', old, one.conname);
  end loop;
  execute format('create table %I (like %I including defaults including constraints) partition by range (%I)',
                 tab, old, time_column);
  execute format('alter table %I add primary key (%s)', tab, key);
  for one in select c.relname, pg_get_indexdef(i.indexrelid) as definition
             from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = old::regclass loop
    execute format('alter index %I rename to %I', one.relname, one.relname || '_old');
    execute regexp_replace(one.definition, ' ON \S+ USING ', format(' ON %I USING ', tab));
  end loop;
  execute format('create table %I partition of %I default', rest, tab);
  execute format('create index on %I (%I)', rest, time_column);

  execute format('select max(%I) from %I', time_column, old) into upper;
  if upper is null then
    execute format('drop table %I', old);
    return;
  end if;
  upper := (date_trunc('month', least(upper, now()) at time zone 'Asia/Shanghai') + interval '1 month') at time zone 'Asia/Shanghai';
  -- A clock that was ahead once.
  execute format('with late as (delete from %1$I where %2$I >= %3$L returning *) insert into %4$I select * from late',
                 old, time_column, upper, rest);
  execute format('create index on %I (%I)', old, time_column);
  execute format('alter table %I rename to %I', old,
                 tab || '_before_' || to_char(upper at time zone 'Asia/Shanghai', 'YYYY_MM'));
  execute format('alter table %I attach partition %I for values from (minvalue) to (%L)', tab,
                 tab || '_before_' || to_char(upper at time zone 'Asia/Shanghai', 'YYYY_MM'), upper);
end
$$;

-- The hub gives each message its number; nothing is recognised by it. Repeats are by inbox_event, which is not parted.
call pg_temp.by_month('inbox_message', 'received_at', 'message_id, received_at');
-- No longer bound to delivery_order: to drop a month would stop all deliveries for a moment.
call pg_temp.by_month('delivery_attempt', 'ended_at', 'order_no, attempt, ended_at');

-- Of what is recorded the inbox only needs to know it again: its key, and the outcome that tells a repeat from another
-- thing of the same id. What it said is in the case, and in the message while that is kept.
update inbox_event
set body = jsonb_strip_nulls(jsonb_build_object('outcome', body -> 'outcome'))
where state <> 'WAITING';

-- When the form, the files and what was said about persons were erased; null while they are there.
alter table case_file add column erased_at timestamptz;
create index case_file_erasable on case_file (changed_at) where status <> 'OPEN' and erased_at is null;

create index inbox_event_waiting_case on inbox_event (split_part(order_no, '-', 1)) where state = 'WAITING';

-- Why nothing of a case may be removed yet; a case may be here for several reasons. An order's number begins with that
-- of its case. Contradictions are seen wider than people are shown them: what is in doubt is kept.
create view unresolved (case_no, why) as
  select case_no, 'OPEN_CASE'::text from case_file where status = 'OPEN'
  union all
  select case_no, 'UNDELIVERED'::text from delivery_order where state in ('OWED', 'DISPATCHED', 'DEAD')
  union all
  select split_part(order_no, '-', 1), 'WAITING_MESSAGE'::text from inbox_event where state = 'WAITING'
  union all
  select case_no, 'WANTED_FILE'::text from attachment where state = 'WANTED';

create view contradicted (case_no) as
  select f.case_no
  from case_file f
  join case_event a on a.case_no = f.case_no
  join case_event b on b.case_no = f.case_no and b.order_no = a.order_no and b.seq <> a.seq
  where f.erased_at is null
    and (a.type in ('order.refused.v1', 'order.closed.v1')
         and b.type in ('order.accepted.v1', 'survey.completed.v1', 'plan.completed.v1', 'contract.signed.v1',
                        'approval.accepted.v1', 'approval.decided.v1', 'drawing.reviewed.v1',
                        'traffic-consent.given.v1', 'construction.started.v1', 'construction.completed.v1',
                        'acceptance.decided.v1', 'service.connected.v1')
         or a.type = b.type
         and a.type in ('approval.decided.v1', 'drawing.reviewed.v1', 'traffic-consent.given.v1',
                        'acceptance.decided.v1')
         and a.body ->> 'outcome' is distinct from b.body ->> 'outcome');
