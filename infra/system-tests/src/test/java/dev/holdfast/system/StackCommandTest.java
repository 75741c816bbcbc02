package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands of infra/stack, as an operator types them. */
class StackCommandTest {
    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);

    @Test
    void upTwiceIsHarmless() {
        String code = api.create("https://example.com/up-twice");
        Platform.Output second = platform.stack("up").orFail();
        assertThat(second.text())
                .contains(platform.export("HOLDFAST_PUBLIC_URL"))
                .contains("curl");
        assertThat(api.follow(code).status()).isEqualTo(302);
    }

    @Test
    void statusNamesEveryPart() throws Exception {
        JsonNode status =
                Api.JSON.readTree(platform.stack("status", "--json").orFail().text());
        for (String part : List.of(
                "postgres-primary",
                "postgres-replica",
                "redis",
                "kafka",
                "nginx",
                "link-writer-1",
                "link-reader-1",
                "link-reader-2",
                "click-worker-1")) {
            assertThat(status.toString()).contains('"' + part + '"');
        }
    }

    @Test
    void startRepairsWhateverWasKilled() {
        for (String part : List.of("redis", "link-writer-1", "click-worker-1", "nginx", "postgres-replica")) {
            platform.stack("kill", part).orFail();
            platform.stack("start", part).orFail();
        }
        String code = api.create("https://example.com/repaired");
        assertThat(api.follow(code).status()).isEqualTo(302);
    }

    @Test
    void upRepairsWhateverWasKilledAndDataSurvivesDown() {
        String code = api.create("https://example.com/survivor");
        for (String part : List.of("postgres-primary", "kafka", "link-reader-2", "nginx")) {
            platform.stack("kill", part).orFail();
        }
        platform.stack("up").orFail();
        assertThat(api.follow(code).status()).isEqualTo(302);
        platform.stack("down").orFail();
        platform.stack("up").orFail();
        assertThat(api.follow(code).header("Location")).isEqualTo("https://example.com/survivor");
        assertThat(Api.eventually(
                        () -> api.get("/api/v1/links/" + code + "/stats")
                                .json()
                                .path("total")
                                .asLong(),
                        total -> total >= 2))
                .isEqualTo(2);
    }

    @Test
    void aNonsenseCommandIsRefusedWithWhatThereIs() {
        assertThat(platform.stack("fly").exitCode()).isNotZero();
        assertThat(platform.stack("kill", "nobody").exitCode()).isNotZero();
        assertThat(platform.stack("scale", "link-reader", "-1").exitCode()).isNotZero();
        assertThat(platform.stack("kill", "nobody").text()).contains("link-reader-1");
    }

    @Test
    void theReplicaStreamsAndTheServicesHaveNoMoreRightsThanTheyNeed() throws Exception {
        try (Connection primary = platform.primary();
                Statement statement = primary.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("select count(*) from pg_stat_replication where state = 'streaming'")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
            try (ResultSet row = statement.executeQuery("""
                    select string_agg(rolname, ',') from pg_roles
                    where rolname in ('holdfast_writer', 'holdfast_reader', 'holdfast_worker')
                      and (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
                    """)) {
                row.next();
                assertThat(row.getString(1)).isNull();
            }
            try (ResultSet row = statement.executeQuery("""
                    select string_agg(grantee || ' ' || privilege_type || ' ' || table_name, ', ')
                    from information_schema.role_table_grants
                    where grantee = 'holdfast_reader' and privilege_type <> 'SELECT'
                       or grantee = 'holdfast_worker' and table_name = 'link'
                    """)) {
                row.next();
                assertThat(row.getString(1)).isNull();
            }
        }
    }
}
