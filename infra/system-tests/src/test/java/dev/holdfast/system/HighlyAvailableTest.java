package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;

/**
 * The images, and the highly available platform made of them, on networks and ports of its own: it comes up healthy,
 * and a failover of each kind stays within its drill's budget.
 */
@EnabledIfSystemProperty(
        named = "holdfast.containers",
        matches = "true",
        disabledReason = "needs a Docker engine and a quarter of an hour: infra/stack test --containers")
class HighlyAvailableTest {
    private static final String PROJECT = "com.docker.compose.project";
    private static final Duration UNTIL_HEALTHY = Duration.ofMinutes(5);
    /** For a failover, and for a node that comes back. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A row of patronictl's list. */
    private static final Pattern LEADER = Pattern.compile("(postgres-\\d) .*\\| Leader +\\| running");

    private static final Map<String, String> ENVIRONMENT = freshEnvironment();
    private static @Nullable ComposeContainer compose;

    @BeforeAll
    static void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers, so neither the images nor the highly available platform are tested");
        compose = new ComposeContainer(
                        Platform.ROOT.resolve("infra/compose/compose.yaml").toFile(),
                        Platform.ROOT.resolve("infra/compose/compose.ha.yaml").toFile())
                .withBuild(true)
                .withPull(false)
                .withEnv(ENVIRONMENT);
        compose.start();
        ENVIRONMENT.put("COMPOSE_PROJECT_NAME", project(compose));
        awaitHealthy();
    }

    @AfterAll
    static void stop() {
        if (compose != null) {
            compose.stop();
        }
    }

    @Test
    void aLinkIsMadeFollowedAndCountedAtTheFloatingAddress() {
        assertThat(shell("""
                        set -euo pipefail
                        eval "$(infra/compose/env)"
                        target=https://example.com/in-containers
                        code=$(curl -sf -X POST "$HOLDFAST_API_URL/api/v1/links" -H "Authorization: Bearer $HOLDFAST_API_KEY" \\
                          -H 'Content-Type: application/json' -d "{\\"target\\": \\"$target\\"}" | sed -E 's/.*"code":"([^"]+)".*/\\1/')
                        curl -sf -o /dev/null -w '%{http_code} %{redirect_url}\\n' "$HOLDFAST_PUBLIC_URL/$code"
                        for _ in $(seq 100); do
                          curl -sf "$HOLDFAST_API_URL/api/v1/links/$code/stats" -H "Authorization: Bearer $HOLDFAST_API_KEY" |
                            grep -o '"total":1,' && break
                          sleep 0.2
                        done
                        """).orFail().text()).contains("302 https://example.com/in-containers", "\"total\":1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-failover", "primary-kill", "primary-partition", "lb-kill"})
    void aFailoverStaysWithinItsBudget(String drill) {
        awaitHealthy();
        Platform.Output output = shell("infra/stack drill " + drill + " --on compose");
        assertThat(output.exitCode()).as(output.text()).isZero();
    }

    /** Page db-down.md, typed while a primary is gone for longer than its lock lives, and when it is back. */
    @Test
    void aLostPrimaryLooksAsItsRunbookSays() {
        awaitHealthy();
        Runbook page = new Runbook(HighlyAvailableTest::shell, "db-down.md");
        String leader = leader(page.type("look-ha"));
        shell("docker kill " + ENVIRONMENT.get("COMPOSE_PROJECT_NAME") + "-" + leader + "-1")
                .orFail();

        assertThat(page.type("look-ha")).containsPattern(leader + " .* Leader +\\| running");
        assertThat(page.type("look-compose"))
                .containsPattern(leader + "-1: Exited")
                .containsPattern("create: (201|503)");
        String failedOver = Api.eventually(
                () -> page.type("look-ha"),
                text -> !text.contains(leader + " ") && text.contains("streaming"),
                PATIENCE);
        assertThat(leader(failedOver)).isNotEqualTo(leader);
        assertThat(page.type("look-compose")).contains("create: 201");

        assertThat(page.type("recover-ha")).contains(leader + "-1");
        assertThat(Api.eventually(() -> page.type("look-ha"), HighlyAvailableTest::isWhole, PATIENCE))
                .matches(HighlyAvailableTest::isWhole, "one leader, two that stream");
        awaitHealthy();
        assertThat(page.type("look-compose")).doesNotContain("Exited").contains("create: 201");
    }

    private static String leader(String list) {
        return LEADER.matcher(list)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no leader:\n" + list));
    }

    private static boolean isWhole(String list) {
        return LEADER.matcher(list).results().count() == 1
                && list.lines().filter(line -> line.contains("| streaming")).count() == 2;
    }

    private static Platform.Output shell(String script) {
        return Platform.run(List.of("bash", "-c", script), ENVIRONMENT, Duration.ofMinutes(8));
    }

    private static void awaitHealthy() {
        assertThat(Api.eventually(HighlyAvailableTest::unhealthy, List::isEmpty, UNTIL_HEALTHY))
                .as("not healthy")
                .isEmpty();
    }

    private static Map<String, String> freshEnvironment() {
        Map<String, String> environment = new HashMap<>();
        for (String port : List.of("PUBLIC", "API", "OPS", "PROMETHEUS")) {
            environment.put("HOLDFAST_" + port + "_PORT", freePort());
        }
        int net = ThreadLocalRandom.current().nextInt(100, 200);
        environment.put("HOLDFAST_NET", "10." + net + ".0");
        environment.put("HOLDFAST_CLUSTER_NET", "10." + net + ".1");
        // The drills were built before the tests, by who holds the lock of the build while they run.
        environment.put("HOLDFAST_BUILD", "never");
        return environment;
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    private static String project(ComposeContainer platform) {
        Map<String, String> labels = platform.getContainerByServiceName("nginx-1")
                .orElseThrow()
                .getContainerInfo()
                .getConfig()
                .getLabels();
        return Objects.requireNonNull(Objects.requireNonNull(labels).get(PROJECT));
    }

    /** The containers of this platform that are not up and healthy; {@code setup} has done its work and is gone. */
    private static List<String> unhealthy() {
        DockerClient docker = DockerClientFactory.instance().client();
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(PROJECT, ENVIRONMENT.get("COMPOSE_PROJECT_NAME")))
                .exec()
                .stream()
                .filter(container -> !"setup".equals(container.getLabels().get("com.docker.compose.service")))
                .filter(container -> !isHealthy(docker, container))
                .map(container -> container.getNames()[0])
                .toList();
    }

    private static boolean isHealthy(DockerClient docker, Container container) {
        InspectContainerResponse.ContainerState state =
                docker.inspectContainerCmd(container.getId()).exec().getState();
        return state.getHealth() != null && "healthy".equals(state.getHealth().getStatus());
    }
}
