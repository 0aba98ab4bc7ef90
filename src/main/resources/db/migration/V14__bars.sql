-- Whose permit was revoked, and until when that bars them from approval by commitment (S52).
create table commitment_bar (
  filing    text        primary key,   -- number of the order the permit was revoked under
  case_no   text        not null references case_file,
  holder    text        not null,      -- unified social credit code
  since     timestamptz not null,
  until     timestamptz,               -- open: until the credit is repaired
  permit_no text        not null,
  reason    text
);

create index commitment_bar_holder on commitment_bar (holder);
