-- One row for each content (SM3) a form ever named: kept once, whoever names it again.
create table attachment_file (
  sm3         text primary key,
  size        bigint,
  mime        text,
  kept_at     timestamptz,
  lease_until timestamptz     -- until then one hub is at work on it
);

-- The files of each case as its form lists them, and what became of each.
create table attachment (
  case_no       text        not null,
  revision      integer     not null,
  position      integer     not null,   -- in the form's list, from 0
  material_code text        not null,
  file_name     text        not null,
  mime          text,                   -- declared
  size          bigint,                 -- declared, in bytes
  sm3           text,
  url           text,
  state         text        not null check (state in ('WANTED', 'KEPT', 'WRONG')),
  reason        text,                   -- for people; no address, no personal data
  tries         integer     not null default 0,
  try_at        timestamptz not null,
  changed_at    timestamptz not null,
  primary key (case_no, revision, position)
);

create index attachment_wanted on attachment (try_at) where state = 'WANTED';
create index attachment_content on attachment (sm3) where state <> 'WRONG';

-- The id a partner gave a file that was uploaded to it.
create table attachment_upload (
  partner     text        not null,
  sm3         text        not null,
  file_id     text        not null,
  uploaded_at timestamptz not null,
  primary key (partner, sm3)
);
