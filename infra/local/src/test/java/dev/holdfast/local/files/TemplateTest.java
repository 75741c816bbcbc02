package dev.holdfast.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.local.StackException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void fillsItsPlacesAndNothingElse() {
        var template = new Template("sample", "listen ${PORT}; if ($request_method) ${lower} $1 \\n ${PORT}");
        assertThat(template.render(Map.of("PORT", "$1\\")))
                .isEqualTo("listen $1\\; if ($request_method) ${lower} $1 \\n $1\\");
    }

    @Test
    void aPlaceWithoutAValueIsNamed() {
        assertThatThrownBy(() -> new Template("sample", "${MISSING}").render(Map.of()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("MISSING")
                .hasMessageContaining("sample");
    }
}
