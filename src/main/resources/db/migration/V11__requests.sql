-- A case file keeps what the applicant asks for in one place, and what no system takes is an order of the window.
create function pg_temp.request(form jsonb, received_at timestamptz) returns jsonb language sql as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'applyType', form ->> 'applyType',
    'services', form -> 'services',
    'externalLine', coalesce(form #>> '{externalWorks,hasExternalLine}', 'UNKNOWN'),
    'acceptanceMode', coalesce(form ->> 'acceptanceMode', 'JOINT'),
    'approvalPath', form #>> '{externalWorks,approvalPath}',
    'unifiedBill', coalesce((form ->> 'unifiedBill')::boolean, false),
    'appliedOn', (coalesce((form ->> 'applyTime')::timestamptz, received_at) at time zone 'Asia/Shanghai')::date,
    'plannedStart', form #>> '{project,plannedStart}',
    'holder', case when form #>> '{applicant,certType}' = 'USCC' then form #>> '{applicant,certNo}' end,
    'works', coalesce((select jsonb_agg(jsonb_strip_nulls(item - 'responsiblePerson' - 'responsibleMobile'))
                       from jsonb_array_elements(form #> '{externalWorks,items}') item), '[]'::jsonb)))
$$;

create function pg_temp.by_hand(case_no text, calls jsonb) returns jsonb language sql as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'orderNo', case_no || '-CK-' || case when call ->> 'role' like 'utility:%'
                                         then substr(call ->> 'role', 9)
                                         else (call ->> 'kind') || '-' || (call ->> 'role') end,
    'partner', 'window', 'role', call ->> 'role', 'kind', call ->> 'kind')), '[]'::jsonb)
  from jsonb_array_elements(calls) call
$$;

update case_event e
set body = (e.body - array['applyType', 'externalLine', 'jointAcceptance', 'services', 'calls', 'revision'])
  || jsonb_build_object(
       'rules', '2022-01-27',
       'request', pg_temp.request(r.document, r.received_at),
       'owed', (e.body -> 'owed') || pg_temp.by_hand(e.case_no, e.body -> 'calls'))
from application_revision r
where r.case_no = e.case_no and r.revision = 1
  and e.type in ('intent.registered.v1', 'application.accepted.v1') and e.order_no is null;

update case_event e
set body = (e.body - 'calls')
  || jsonb_build_object('owed', (e.body -> 'owed') || pg_temp.by_hand(e.case_no, e.body -> 'calls'))
where e.type = 'orders.owed.v1';

update case_file f
set file = (f.file - array['applyType', 'externalLine', 'jointAcceptance', 'services', 'calls'])
  || jsonb_build_object(
       'rules', '2022-01-27',
       'request', pg_temp.request(r.document, r.received_at),
       'orders', (f.file -> 'orders') || coalesce(
          (select jsonb_object_agg(o ->> 'orderNo', o || '{"reported":{}}'::jsonb)
           from jsonb_array_elements(pg_temp.by_hand(f.case_no, f.file -> 'calls')) o), '{}'::jsonb))
from application_revision r
where r.case_no = f.case_no and r.revision = f.revision;
