-- What the county's system has asked, so that a repeat is recognised and a replay refused.

create table intake_request (
  app_key           text        not null,
  request_id        text        not null,
  upstream_apply_no text        not null,
  meaning           text        not null,
  case_no           text        not null,
  answer            text        not null, -- the body of the first 202, given again to a repeat
  received_at       timestamptz not null,
  primary key (app_key, request_id)
);

create index intake_request_upstream on intake_request (upstream_apply_no);

create table intake_nonce (
  app_key text        not null,
  nonce   text        not null,
  seen_at timestamptz not null,
  primary key (app_key, nonce)
);

create index intake_nonce_age on intake_nonce (seen_at);
