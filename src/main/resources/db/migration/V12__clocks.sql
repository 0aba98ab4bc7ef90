-- The limits of cases, reckoned: a function of the case file, its edition of the rules and the calendar, kept with
-- the arithmetic as it was when it was reckoned.
create table case_clock (
  case_no         text        not null references case_file,
  clock           text        not null,   -- order and rule, and which time where it may run again
  order_no        text        not null,
  rule            text        not null,   -- SLA-01 …, by the edition of the case
  rules           text        not null,   -- that edition
  party           text        not null,   -- slug of the partner that has the order, or window
  obligor         text        not null,   -- UTILITY, DEPARTMENT, CONSTRUCTION_UNIT, WINDOW
  service         text,
  state           text        not null
                  check (state in ('RUNNING', 'WARNED', 'PAUSED', 'MET', 'BREACHED', 'MET_LATE_REPORTED', 'VOID')),
  triggered_at    timestamptz not null,
  effective_start timestamptz not null,
  due_at          timestamptz not null,
  warn_at         timestamptz,
  stopped_at      timestamptz,            -- stopped, or no longer owed
  worked          integer,                -- working seconds used, pauses left out; null while it runs
  pauses          jsonb       not null,
  limit_days      text,                   -- 0.5d, 2d …; null where the end is a day or a session
  strategy        text,                   -- what half a working day means
  calendar        text        not null,   -- editions it rests on
  calendar_in_use text        not null,   -- all that were loaded when it was reckoned
  provisional     boolean     not null,
  backdated       boolean     not null,   -- stopped, as is said, before it started
  steps           jsonb       not null,
  next_at         timestamptz,            -- after this there is something to tell
  changed_at      timestamptz not null,
  primary key (case_no, clock)
);

-- All the sweep ever looks at: nothing, while nothing is due.
create index case_clock_next on case_clock (next_at) where next_at is not null;
-- What another calendar may move.
create index case_clock_open on case_clock (calendar_in_use, case_no) where state in ('RUNNING', 'WARNED', 'PAUSED');
-- Exceeded and still owed.
create index case_clock_late on case_clock (case_no) where state = 'BREACHED' and stopped_at is null;
-- For figures by month.
create index case_clock_due on case_clock (due_at);
