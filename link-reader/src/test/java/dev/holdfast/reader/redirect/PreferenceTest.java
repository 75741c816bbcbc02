package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | PAGE",
                "*/* | PROBLEM",
                "text/html | PAGE",
                "TEXT/HTML | PAGE",
                "text/* | PAGE",
                "text/html, */* | PAGE",
                "application/json | PROBLEM",
                "application/json, text/html | PROBLEM",
                "text/html;q=0.9, application/json | PROBLEM",
                "text/html;q=0, */* | PROBLEM",
                "text/html;level=1;q=0.3, application/problem+json;q=0.2 | PAGE",
                "image/png | PROBLEM",
                "text/html;q=nonsense | PROBLEM",
                "text/html;q=2 | PROBLEM",
                ";,,;q= | PROBLEM",
            })
    void theWeightsDecide(String accept, Preference preference) {
        assertThat(Preference.of(accept)).isEqualTo(preference);
    }

    @Test
    void noWordIsNoWishForAPage() {
        assertThat(Preference.of(null)).isEqualTo(Preference.PROBLEM);
        assertThat(Preference.of("text/html,".repeat(1000))).isEqualTo(Preference.PROBLEM);
    }
}
