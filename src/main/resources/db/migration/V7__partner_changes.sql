-- Who changed which partner's text, when, and what came of it.
create table partner_change (
  change_id     bigint generated always as identity primary key,
  partner       text        not null,
  at            timestamptz not null,
  by_whom       text        not null,
  outcome       text        not null
                check (outcome in ('APPLIED', 'REMOVED', 'REFUSED', 'RESTORED')),
  digest_before text,
  digest_after  text,
  findings      jsonb       not null,
  difference    text
);

create index partner_change_partner on partner_change (partner, change_id);

-- Whether a message was known to be the partner's own when it was archived unread: VERIFIED, REFUSED, or
-- null where its route verifies nothing. When it was driven again through a mended mapping.
alter table inbox_message add column verdict text check (verdict in ('VERIFIED', 'REFUSED'));
alter table inbox_message add column unread boolean not null default false;
alter table inbox_message add column redriven_at timestamptz;
create index inbox_message_unread on inbox_message (partner, received_at)
  where unread and redriven_at is null;

alter table inbox_event drop constraint inbox_event_state_check;
alter table inbox_event add constraint inbox_event_state_check
  check (state in ('RECORDED', 'WAITING', 'REDRIVEN'));
create index inbox_event_message on inbox_event (message_id);
create index inbox_event_unclear on inbox_event (partner) where state = 'WAITING' and event is null;
create index delivery_order_partner on delivery_order (partner, owed_at);
