package dev.holdfast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.lifecycle.Rehearsal;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void listsNoClassThatIsGone() throws IOException {
        assertThat(Rehearsal.load(getClass().getClassLoader()))
                .as("gone from %s: infra/local/src/main/sh/list-classes makes it anew", Rehearsal.CLASSES)
                .isEmpty();
    }
}
