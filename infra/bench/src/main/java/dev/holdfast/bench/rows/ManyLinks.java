package dev.holdfast.bench.rows;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.rig.Links;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.local.logs.Console;
import dev.holdfast.model.code.CodeCipher;
import dev.holdfast.model.code.CodeKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Links put straight into the table, numbered from 1. */
final class ManyLinks {
    private static final int CHUNK = 1_000_000;

    private final Parts parts;
    private int present;

    ManyLinks(Parts parts) {
        this.parts = parts;
    }

    /** Adds what is missing to this many links. */
    void fillUpTo(int size) {
        Console.say("filling the table up to " + size + " links");
        String target = "'" + Links.target(-1).replace("-1", "' || n || '") + "'";
        try (Connection connection = parts.primary();
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            for (int from = present; from < size; from += CHUNK) {
                statement.execute("insert into link (id, version, target, redirect_status, created_at, updated_at)"
                        + " select n, n, " + target + ", 302, now(), now() from generate_series("
                        + (from + 1) + ", " + Math.min(size, from + CHUNK) + ") as n");
            }
            statement.execute(
                    "select setval('link_number', greatest(" + size + ", (select last_value from link_number)))");
            statement.execute("vacuum analyze link");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new BenchException("the table can't be filled: " + e.getMessage());
        }
        present = size;
    }

    /** Targets by code of some of the first links, picked evenly. */
    Map<String, String> sample(int count, int size) {
        CodeCipher cipher = cipher();
        SplittableRandom random = new SplittableRandom(size);
        Map<String, String> targets = new LinkedHashMap<>();
        while (targets.size() < count) {
            long id = 1 + random.nextInt(size);
            targets.put(cipher.encode(id).text(), Links.target(id));
        }
        return targets;
    }

    private CodeCipher cipher() {
        try (Connection connection = parts.primary();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select epoch, key, first_id, last_id from code_key")) {
            row.next();
            return new CodeCipher(List.of(new CodeKey(row.getInt(1), row.getBytes(2), row.getLong(3), row.getLong(4))));
        } catch (SQLException e) {
            throw new BenchException("the key of the codes can't be read: " + e.getMessage());
        }
    }

    long tableBytes() {
        return Long.parseLong(parts.query("select pg_table_size('link')"));
    }

    long indexBytes() {
        return Long.parseLong(parts.query("select pg_indexes_size('link')"));
    }

    List<Long> pids() {
        return Pids.of(parts.platform().postgres().first());
    }
}
