-- The roles and the database. Runs as a superuser, once, before any service; services may not create roles.
create role replicator login replication password '${REPLICATOR_PASSWORD}';
create role holdfast_writer login password '${WRITER_PASSWORD}';
create role holdfast_reader login password '${READER_PASSWORD}';
create role holdfast_worker login password '${WORKER_PASSWORD}';

-- A transaction of a service that has hung may hold nothing up for long: neither locks nor the numbering of changes.
alter role holdfast_writer set transaction_timeout = '30s';
alter role holdfast_reader set transaction_timeout = '15s';
alter role holdfast_worker set transaction_timeout = '30s';
alter role holdfast_writer set idle_in_transaction_session_timeout = '60s';
alter role holdfast_reader set idle_in_transaction_session_timeout = '60s';
alter role holdfast_worker set idle_in_transaction_session_timeout = '60s';

-- The writer owns the database, so it may migrate it. The others get what the migrations grant them.
create database holdfast owner holdfast_writer;
revoke all on database holdfast from public;
grant connect on database holdfast to holdfast_reader, holdfast_worker;
