package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** docs/ops/db-down.md, typed as printed while the primary is down, shows what the page says and brings it back. */
class DatabaseRunbookTest {
    private final Platform platform = Platform.shared();
    private final Runbook runbook = new Runbook(platform, "db-down.md");

    @Test
    void theCommandsAsPrintedFindThePrimaryGoneAndBringItBack() {
        assumeTrue(
                platform.shell("command -v psql").exitCode() == 0,
                "psql is missing, which the page asks the operator for");
        platform.stack("up").orFail();
        platform.stack("kill", "postgres-primary").orFail();
        try {
            assertThat(runbook.type("look"))
                    .containsPattern("postgres-primary +down")
                    .contains("create: 503");
            runbook.type("restart");
            Api.eventually(() -> runbook.type("verify"), text -> text.contains("streaming"));
            assertThat(runbook.type("verify"))
                    .containsPattern("postgres-primary +up .* primary")
                    .containsPattern("postgres-replica +up .* replica")
                    .containsPattern("(?m)^f$")
                    .contains("streaming")
                    .contains("create: 201")
                    .contains("\"state\":\"running\"");
        } finally {
            platform.stack("up").orFail();
        }
    }
}
