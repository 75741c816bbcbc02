package dev.holdfast.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.service.problem.ProblemPages;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "holdfast.shutdown-delay", value = "0s")
@Property(name = "sample.pages", value = "true")
class ProblemPagesTest {
    private final Answers answers;

    @Inject
    ProblemPagesTest(EmbeddedServer server) {
        this.answers = new Answers(server);
    }

    @Singleton
    @Requires(property = "sample.pages")
    static class Pages implements ProblemPages {
        @Override
        public @Nullable String page(HttpRequest<?> request, Problem problem) {
            return request.getPath().startsWith("/api/") ? null : "<p>" + problem.status() + "</p>";
        }
    }

    @Test
    void showsThePageThatTheServiceHas() {
        HttpResponse<String> answer = answers.get("/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("<p>404</p>");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void answersJsonWhereItHasNone() {
        ProblemAnswersTest.assertProblem(answers.get("/api/v1/nothing"), 404, "not-found", null);
    }
}
