-- The case record. The log (case_event) is the truth; case_file is its fold, kept for the next decision.
create table case_file (
  case_no           text        primary key,
  upstream_apply_no text        not null unique,
  revision          integer     not null,
  file              jsonb       not null,
  last_seq          bigint      not null,
  stage             text        not null,
  status            text        not null,
  applicant         text        not null,   -- masked where it is a person's name
  project           text,                   -- likewise
  services          text[]      not null,
  search_text       text        not null,   -- in lower case and clear; searched, never shown
  opened_at         timestamptz not null,
  changed_at        timestamptz not null
);

create index case_file_changed on case_file (changed_at desc, case_no desc);

create table application_revision (
  case_no     text        not null references case_file,
  revision    integer     not null,
  document    jsonb       not null,
  meaning     text        not null,
  warnings    jsonb       not null,
  received_at timestamptz not null,
  primary key (case_no, revision)
);

-- Only ever added to. The primary key is what keeps the numbers of a case gap-free and single.
create table case_event (
  case_no     text        not null references case_file,
  seq         bigint      not null check (seq > 0),
  type        text        not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  source      text        not null,
  order_no    text,
  stage       text        not null,
  body        jsonb       not null,
  primary key (case_no, seq)
);

create table case_order (
  order_no    text        primary key,
  case_no     text        not null references case_file,
  partner     text        not null,
  role        text        not null,
  kind        text        not null,
  partner_ref text,
  state       text        not null,
  changed_at  timestamptz not null,
  asked_at    timestamptz not null,
  -- Its partner has it and may still have news of it, as of a service that is ready but not open.
  awaited     boolean     not null default false
);

-- For partners that are polled, the longest unasked first.
create index case_order_awaited on case_order (partner, asked_at) where awaited;

-- Numbers of a day are given out in blocks; next is the first one not yet given.
create table case_number (
  day  date   primary key,
  next bigint not null
);
