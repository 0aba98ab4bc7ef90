-- Differences that are within their partner's grace are counted, not kept.
alter table reconciliation add column young bigint not null default 0;
