package dev.holdfast.model.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.problem.ProblemException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "9zzzzzzz", "1AbCdEf0"})
    void aDigitAndSevenBase62AreAGeneratedCode(String text) {
        assertThat(LinkCode.parse(text)).contains(new GeneratedCode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-b", "___", "0000000", "000000000", "0-000000", "a0000000", "API"})
    void anyOtherShapeIsAnAlias(String text) {
        assertThat(LinkCode.parse(text)).contains(new Alias(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a b", "a.b.c", "abc/", "äbc", "abc+", "a\u0000b", "١٢٣"})
    void theRestIsNoCode(String text) {
        assertThat(LinkCode.parse(text)).isEmpty();
    }

    @Property
    void aliasesHaveThreeToSixtyFourCharacters(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 0, max = 70) String text) {
        boolean expected = text.length() >= 3 && text.length() <= 64;
        assertThat(LinkCode.parse(text).isPresent()).isEqualTo(expected);
    }

    @Property
    void whatParsesKeepsItsText(@ForAll String text) {
        Optional<LinkCode> code = LinkCode.parse(text);
        assertThat(code.map(LinkCode::text)).isIn(Optional.empty(), Optional.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-sale", "abc", "Health2", "0-000000"})
    void acceptsARequestedAlias(String text) {
        assertThat(Alias.requested(text)).isEqualTo(new Alias(text));
    }

    @ParameterizedTest
    @CsvSource({
        "ab, 3 to 64",
        "'', 3 to 64",
        "a234567890123456789012345678901234567890123456789012345678901234x, 3 to 64",
        "a b c, may hold only",
        "über, may hold only",
        "12345678, generated code",
        "api, reserved",
        "API, reserved",
        "Well-Known, reserved",
    })
    void refusesARequestedAliasAndSaysWhatToChange(String text, String reason) {
        assertThatThrownBy(() -> Alias.requested(text)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("invalid-alias");
            assertThat(e.problem().field()).isEqualTo("alias");
            assertThat(e.problem().detail()).contains(reason);
        });
    }
}
