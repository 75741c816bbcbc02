-- One row of the outbox stands for all links that a transaction created. Null: for the one change that `version` is the
-- number of. Otherwise the transaction created links with ids from link_id, which then equals version, up to last_id.
-- Ids in between may belong to other transactions, which have rows of their own.
alter table link_change add column last_id bigint;
