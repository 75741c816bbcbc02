-- Runs as holdfast_writer, which owns the database. The other roles (holdfast_reader, holdfast_worker) exist already:
-- whoever makes the database makes them, since a service may not create roles.

-- One sequence numbers every change to a link. CACHE 1 and no pre-allocated blocks: the watermark depends on it.
create sequence link_number as bigint minvalue 1 cache 1 no cycle;

-- Holds, as its last value, the timeline on which link_number was last drawn. A sequence and not a row: it changes
-- at once for every session and needs no row lock that a waiting transaction could hold.
create sequence link_number_timeline as bigint minvalue 1 cache 1 no cycle;

create function current_timeline() returns bigint language sql volatile as $$
  select ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::bigint
$$;

select setval('link_number_timeline', current_timeline());

-- The only places that draw numbers.
-- Order matters: the transaction id is taken before the number, so whoever holds a number has a transaction id that
-- is older than any taken after the number was seen as issued (docs/adr: codes as tokens).
-- After a promotion the new primary may not have heard of the last numbers of the old one: the first draw on a new
-- timeline skips 1,000,000, so that no number is ever issued twice.
create function draw_link_number() returns bigint language plpgsql volatile as $$
begin
  perform pg_current_xact_id();
  if (select last_value from link_number_timeline) <> current_timeline() then
    perform enter_timeline();
  end if;
  return nextval('link_number');
end
$$;

-- The same for many: a server stays on its timeline as long as it takes writes, so one look is enough.
create function draw_link_numbers(many integer) returns setof bigint language plpgsql volatile as $$
begin
  if many > 0 then
    return next draw_link_number();
    return query select nextval('link_number') from generate_series(2, many);
  end if;
end
$$;

create function enter_timeline() returns void language plpgsql volatile as $$
begin
  -- A session lock, given back at once: a transaction lock would be held until commit and could deadlock with
  -- whoever waits for this transaction's rows.
  perform pg_advisory_lock(20260101);
  begin
    if (select last_value from link_number_timeline) <> current_timeline() then
      perform setval('link_number', (select last_value from link_number) + 1000000);
      perform setval('link_number_timeline', current_timeline());
    end if;
  exception when others then
    perform pg_advisory_unlock(20260101);
    raise;
  end;
  perform pg_advisory_unlock(20260101);
end
$$;

-- The keys of the codes. An id has one code: the epochs' ranges do not overlap.
create table code_key (
  epoch    smallint primary key check (epoch between 0 and 9),
  key      bytea not null check (length(key) = 32),
  first_id bigint not null check (first_id > 0),
  last_id  bigint not null,
  check (last_id between first_id and first_id + 3521614606207), -- 62^7 ids at most
  exclude using gist (int8range(first_id, last_id, '[]') with &&)
);

create table link (
  id              bigint primary key,
  version         bigint not null,                    -- = id until the first change
  alias           text collate "C",                   -- null: the code is generated from the id
  target          text not null,
  redirect_status smallint not null check (redirect_status in (301, 302, 307, 308)),
  title           text,
  tags            text[] not null default '{}',
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  expires_at      timestamptz,
  disabled        boolean not null default false,
  deleted         boolean not null default false,     -- the row stays: its code answers 410 and its alias stays taken
  check (version >= id)
);
create unique index link_alias on link (alias) where alias is not null;
create index link_tags on link using gin (tags) where tags <> '{}';

-- What was answered to a request that carried an Idempotency-Key. Written in the transaction of the change.
create table idempotency (
  api_key_id   bigint not null,
  key          text collate "C" not null,
  request_hash bytea not null,
  response     text not null,                         -- the body, as it was sent
  code         text,                                  -- for Location; null: the answer had none
  version      bigint,                                -- for ETag and Consistency-Token; null: nothing was changed
  created_at   timestamptz not null default now(),
  primary key (api_key_id, key)
);
create index idempotency_created_at on idempotency (created_at);

create table api_key (
  id          bigint generated always as identity primary key,
  name        text not null,
  secret_hash bytea not null unique check (length(secret_hash) = 32), -- SHA-256; the secret itself is kept nowhere
  scopes      text[] not null check (scopes <> '{}' and scopes <@ array['links:read', 'links:write', 'admin']),
  created_at  timestamptz not null default now(),
  revoked_at  timestamptz
);

grant select on link, code_key, api_key, link_number to holdfast_reader;
grant select on api_key to holdfast_worker;
