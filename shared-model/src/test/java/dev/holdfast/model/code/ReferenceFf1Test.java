package dev.holdfast.model.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nine samples that NIST publishes for FF1. */
class ReferenceFf1Test {
    private static final String KEY = "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94";

    @ParameterizedTest
    @CsvSource({
        "16, 10, ''                    , 0123456789         , 2433477484",
        "16, 10, 39383736353433323130  , 0123456789         , 6124200773",
        "16, 36, 3737373770717273373737, 0123456789abcdefghi, a9tv40mll9kdu509eum",
        "24, 10, ''                    , 0123456789         , 2830668132",
        "24, 10, 39383736353433323130  , 0123456789         , 2496655549",
        "24, 36, 3737373770717273373737, 0123456789abcdefghi, xbj3kv35jrawxv32ysr",
        "32, 10, ''                    , 0123456789         , 6657667009",
        "32, 10, 39383736353433323130  , 0123456789         , 1001623463",
        "32, 36, 3737373770717273373737, 0123456789abcdefghi, xs8a0azh2avyalyzuwd",
    })
    void givesNistsSamples(int keyLength, int radix, String tweak, String plain, String cipher)
            throws GeneralSecurityException {
        byte[] key = HexFormat.of().parseHex(KEY, 0, 2 * keyLength);
        int[] numerals = plain.chars().map(c -> Character.digit(c, 36)).toArray();
        int[] result = new ReferenceFf1(key, radix, HexFormat.of().parseHex(tweak)).encrypt(numerals);
        StringBuilder text = new StringBuilder();
        for (int numeral : result) {
            text.append(Character.forDigit(numeral, 36));
        }
        assertThat(text).hasToString(cipher);
    }
}
