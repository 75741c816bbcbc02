-- Clicks: what click-worker writes and link-reader reads. Runs as holdfast_writer. click-worker's role may insert and
-- read, never change links and never run DDL: days of raw clicks are made and dropped by the two functions below.
--
-- Roll-ups hold every counted click once: click = duplicate-free rows, roll-ups = sums over the rows really inserted,
-- in the same transaction. `clicks` counts everything, `bots` how many of those came from recognised bots (so people
-- are clicks - bots). Values: '' stands for "no referrer" or "not known". Days and hours are UTC.

-- One row per counted click, partitioned by day and dropped after the retention time. The key has the day in it because
-- a partition needs that; a click's day comes from the front's time of the request, so a repeated click has the same.
create table click (
  day      date not null,
  id       uuid not null,                   -- the front's request id
  at       timestamptz not null,
  link_id  bigint not null,                 -- no foreign key: it would lock the link's row for each click
  visitor  bigint not null,                 -- the day's salted hash, not an address
  bot      boolean not null,
  referrer text not null,
  country  text not null,
  browser  text not null,
  os       text not null,
  device   text not null,
  primary key (id, day)
) partition by range (day);

-- The set behind unique visitors: who (bots left out) has opened which link on a day. Partitioned and dropped like click.
create table click_visitor (
  day     date not null,
  link_id bigint not null,
  visitor bigint not null,
  primary key (link_id, visitor, day)
) partition by range (day);

-- Clicks per link and day; visitors are the day's different visitors that are no bots.
create table click_by_day (
  link_id  bigint not null,
  day      date not null,
  clicks   bigint not null,
  bots     bigint not null default 0,
  visitors bigint not null default 0,
  primary key (link_id, day)
) with (fillfactor = 80);
-- For the links with most clicks in a span of days.
create index click_by_day_day on click_by_day (day, link_id);

-- Clicks per link and hour; `hour` is the hour's first instant.
create table click_by_hour (
  link_id bigint not null,
  hour    timestamptz not null,
  clicks  bigint not null,
  bots    bigint not null default 0,
  primary key (link_id, hour)
) with (fillfactor = 80);

create type click_dimension as enum ('referrer', 'country', 'browser', 'os', 'device');

-- Clicks per link, dimension, day and value. The sums over a link's values of one dimension on one day equal click_by_day.
create table click_by_dimension (
  link_id   bigint not null,
  dimension click_dimension not null,
  day       date not null,
  value     text collate "C" not null,
  clicks    bigint not null,
  bots      bigint not null default 0,
  primary key (link_id, dimension, day, value)
) with (fillfactor = 80);

-- All links together, by hour. In slots, or every worker would wait for one row: sum over them.
create table click_total_by_hour (
  hour   timestamptz not null,
  slot   integer not null,                  -- a partition of the topic: whoever writes it holds that partition's offset
  clicks bigint not null,
  bots   bigint not null default 0,
  primary key (hour, slot)
) with (fillfactor = 50);

-- Where each partition goes on. The only truth: Kafka's own committed offsets are not used. Keyed by the topic's id, so
-- that a topic made anew under the same name is not mistaken for the old one. A batch moves next_offset from exactly the
-- offset it started at, in the transaction of its rows; whoever lost the partition meanwhile changes no row and rolls back.
create table click_offset (
  topic_id    uuid not null,
  partition   integer not null,
  topic       text not null,
  next_offset bigint not null check (next_offset >= 0),
  updated_at  timestamptz not null default now(),
  primary key (topic_id, partition)
) with (fillfactor = 50);

-- Days before `first_day` were dropped: clicks of those days are never counted again, since nothing would tell a repeat.
create table click_window (
  only_row  boolean primary key default true check (only_row),
  first_day date not null
);
insert into click_window (first_day) values ('1970-01-01');

-- Every worker obeys this row, so that pausing survives restarts.
create table click_queue (
  only_row   boolean primary key default true check (only_row),
  paused     boolean not null,
  changed_at timestamptz not null default now(),
  changed_by text not null
);
insert into click_queue (paused, changed_by) values (false, 'migration');

-- How far the topic reaches and how far it was counted, once a second, kept for minutes: rates in and out are the same
-- whichever worker is asked.
create table click_queue_sample (
  second      timestamptz primary key,
  taken_at    timestamptz not null,
  topic_id    uuid not null,
  end_offset  bigint not null,              -- sums over the partitions
  next_offset bigint not null
);

-- Records that could not be counted, one row each until they are counted after a replay, or discarded.
create table dead_letter (
  id                bigint generated always as identity primary key,
  cause             text not null,
  exception_class   text,
  exception_message text,
  topic_id          uuid not null,          -- where the record stood when it failed first
  partition         integer not null,
  record_offset     bigint not null,
  attempt           integer not null,       -- how often it has failed: 1 before any replay
  first_failed_at   timestamptz not null,
  last_failed_at    timestamptz not null,
  replayed_at       timestamptz,            -- when it was last sent back to the topic
  published_at      timestamptz,            -- null: this attempt is still to be published on clicks.dlq
  payload           bytea not null
);
create index dead_letter_cause on dead_letter (cause, id);
create index dead_letter_unpublished on dead_letter (id) where published_at is null;

-- Makes the partitions of one day. Harmless when they exist and when many workers ask at once. Refuses dropped days.
create function ensure_click_day(wanted date) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '3s' as $$
declare
  parent text;
  child  text;
begin
  if wanted not between (select first_day from click_window) and (clock_timestamp() at time zone 'UTC')::date + 60 then
    raise exception 'clicks of % are not kept', wanted using errcode = '22008';
  end if;
  foreach parent in array array['click', 'click_visitor'] loop
    child := parent || to_char(wanted, '"_"YYYYMMDD');
    if to_regclass(child) is null then
      -- Made alone and attached, since "create table partition of" would stop every insert meanwhile.
      perform pg_advisory_xact_lock(20260191);
      if to_regclass(child) is null then
        -- An advisory lock, unlike a table's, does not refresh what this session knows of the catalog: another worker
        -- may have made the day while we waited.
        begin
          execute format('create table %I (like %I including all)', child, parent);
          execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child, wanted, wanted + 1);
        exception when duplicate_table or unique_violation then
          null;
        end;
      end if;
    end if;
  end loop;
end
$$;

-- Makes the partitions of the days up to `ahead` days from today and drops those older than `retention` days; returns
-- the first day that still counts. The window's row is written before a drop, so that no day is ever made again.
create function maintain_click_days(retention integer, ahead integer) returns date
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '3s' as $$
declare
  today date := (clock_timestamp() at time zone 'UTC')::date;
  kept  date := today - retention;
  child name;
begin
  if retention < 1 or ahead not between 0 and 60 then
    raise exception 'retention must be at least 1 day and ahead between 0 and 60 days' using errcode = '22023';
  end if;
  for i in -1..ahead loop
    perform ensure_click_day(today + i);
  end loop;
  for child in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('click'::regclass, 'click_visitor'::regclass)
      and to_date(right(c.relname, 8), 'YYYYMMDD') < kept
    order by 1
  loop
    update click_window set first_day = kept where first_day < kept;
    execute format('drop table %I', child);
  end loop;
  return (select greatest(first_day, kept) from click_window);
end
$$;

revoke all on function ensure_click_day(date), maintain_click_days(integer, integer) from public;
grant execute on function ensure_click_day(date), maintain_click_days(integer, integer) to holdfast_worker;

grant select on click_by_day, click_by_hour, click_by_dimension, click_total_by_hour to holdfast_reader;

grant select, insert on click, click_visitor to holdfast_worker;
grant select, insert, update on click_by_day, click_by_hour, click_by_dimension, click_total_by_hour to holdfast_worker;
grant select, insert, update, delete on click_offset, dead_letter to holdfast_worker;
grant select, update on click_queue to holdfast_worker;
grant select, insert, delete on click_queue_sample to holdfast_worker;
grant select on click_window, link_number to holdfast_worker; -- the sequence's last value tells an unknown link
