-- How far every change has got: one row, written every 250 ms by the writer that holds the heartbeat's advisory lock.
-- What the numbers promise, and why, stands in dev.holdfast.writer.heartbeat.Heartbeat.
create table heartbeat (
  only_row       boolean primary key default true check (only_row),
  tick           timestamptz not null,                -- the primary's clock when this was written
  issued         bigint not null,                     -- every number issued before this tick is at or below it
  settled        bigint not null,                     -- every change numbered at or below it has ended
  pending_issued bigint not null,                     -- settled becomes this,
  pending_xid    xid8 not null,                       -- once every transaction older than this has ended
  check (settled <= pending_issued and pending_issued <= issued)
) with (fillfactor = 10);                             -- updates stay on the page

-- Nothing is known yet. A number read here would be paired with a transaction id taken before it: the first beat
-- does it in the right order.
insert into heartbeat values (true, clock_timestamp(), 0, 0, 0, pg_current_xact_id());

-- The outbox: every change of a link, written in the transaction of the change. So a row stands here if and only if
-- the transaction that drew its number has committed.
create table link_change (
  version bigint primary key,
  link_id bigint not null,
  at      timestamptz not null
);

-- Every change numbered above this is still in link_change.
create table link_change_floor (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into link_change_floor
select true, case when is_called then last_value else last_value - 1 end from link_number;

grant select on heartbeat, link_change, link_change_floor to holdfast_reader;

-- A transaction that is left open holds up what is settled, and its locks hold up others: bounded here, for every client
-- of this role. None of these can end the wait of a commit for its standby.
alter role current_user set transaction_timeout = '10s';
alter role current_user set idle_in_transaction_session_timeout = '5s';
alter role current_user set lock_timeout = '5s';
