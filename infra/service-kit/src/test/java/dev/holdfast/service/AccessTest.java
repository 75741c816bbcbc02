package dev.holdfast.service;

import static dev.holdfast.service.ProblemAnswersTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
@Property(name = "holdfast.shutdown-delay", value = "0s")
class AccessTest {
    private static final String READ = "/api/v1/closed/read";
    private static final String WRITE = "/api/v1/closed/write";

    private final Answers answers;

    @Inject
    AccessTest(EmbeddedServer server) {
        this.answers = new Answers(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic cmVhZGVy", "Bearer unknown", "reader", "Bearerreader"})
    void refusesWhoeverHasNoKey(String authorization) {
        assertProblem(answers.get(READ, "Authorization", authorization), 401, "unauthenticated", null);
    }

    @Test
    void refusesTwoKeys() {
        assertProblem(
                answers.get(READ, "Authorization", "Bearer reader", "Authorization", "Bearer admin"),
                401,
                "unauthenticated",
                null);
    }

    @Test
    void givesTheControllerTheKey() {
        assertThat(answers.get(READ, "Authorization", "Bearer reader").body()).isEqualTo("reader");
        assertThat(answers.get(READ, "Authorization", "bearer  reader ").body()).isEqualTo("reader");
        assertThat(answers.get(READ, "Authorization", "Bearer admin").body()).isEqualTo("admin");
        assertThat(answers.json("POST", WRITE, "{}", "Authorization", "Bearer admin")
                        .body())
                .isEqualTo("admin");
    }

    @Test
    void refusesAKeyWithoutTheScopeOfTheMethod() {
        assertProblem(answers.json("POST", WRITE, "{}", "Authorization", "Bearer reader"), 403, "forbidden", null);
    }

    @Test
    void saysSoWhenKeysCanNotBeLookedUp() {
        assertProblem(answers.get(READ, "Authorization", "Bearer broken"), 503, "unavailable", null);
    }
}
